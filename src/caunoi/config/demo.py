"""`caunoi demo`: builds the demo world in a folder (once) and serves a club and a hub on loopback. Synthetic people only."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from caunoi.config import installation

ACCOUNTS = "accounts.txt"
READY_WITHIN_SECONDS = 60


def main(words: list[str], data: Path | None) -> int:
    """Build if needed, print the accounts, serve until stopped."""
    chosen = _options(words)
    folder = (data or Path("var/demo")).resolve()
    try:
        if not (folder / ACCOUNTS).is_file():
            _build(folder, chosen)
        urls = {"club": f"http://localhost:{chosen.club_port}", "hub": f"http://localhost:{chosen.hub_port}"}
        servers = [] if chosen.no_serve else [_serve(folder / "club", chosen.club_port), _serve(folder / "hub", chosen.hub_port)]
        return _attend(servers, urls, folder)
    except subprocess.CalledProcessError as failed:
        print(f"The demo stopped at: {' '.join(failed.cmd[3:])}. Remove {folder} and run it again.", file=sys.stderr)
        return 1


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="caunoi demo", allow_abbrev=False)
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same figures")
    parser.add_argument("--people", type=int, default=60, help="people with cards in each club")
    parser.add_argument("--months", type=int, default=4, help="months of work before today")
    parser.add_argument("--no-serve", action="store_true", help="build only")
    parser.add_argument("--club-port", type=int, default=8000)
    parser.add_argument("--hub-port", type=int, default=8001)
    return parser.parse_args(words)


def _build(folder: Path, chosen: argparse.Namespace) -> None:
    """In a folder beside it, moved into place when whole: an interrupted build leaves nothing half-made."""
    building = folder.with_name(folder.name + ".building")
    for old in (building, folder):
        if old.exists() and old != folder:
            shutil.rmtree(old)
    if folder.exists() and any(folder.iterdir()):
        raise installation.InstallationError(f"{folder} holds something else; choose another --data folder.")
    club, hub = building / "club", building / "hub"
    installation.create(club, kind="club", display_name="Sổ Tay", demo=True)
    installation.create(hub, kind="hub", display_name="Bảng Số", demo=True)
    size = ["--seed", str(chosen.seed), "--people", str(chosen.people), "--months", str(chosen.months)]
    _say(1, "hub: bảng và tài khoản / tables and accounts")
    _caunoi(hub, "prepare", "--verbosity", "0")
    _caunoi(hub, "demohub", "--accounts", str(building / ACCOUNTS), "--seed", str(chosen.seed))
    _caunoi(hub, "release", "card", "--out", str(building / "hub.json"))
    _say(2, "nhóm: bảng, người và việc / club: tables, people and work")
    _caunoi(club, "prepare", "--verbosity", "0")
    _caunoi(club, "democlub", "--accounts", str(building / ACCOUNTS), "--hub-card", str(building / "hub.json"),
            "--releases", str(building / "releases"), *size)  # fmt: skip
    _caunoi(club, "release", "card", "--out", str(building / "club.json"))
    _say(3, "gửi số liệu các tháng trước lên / earlier months go to the hub")
    _caunoi(hub, "release", "trust", str(building / "club.json"))
    _caunoi(hub, "release", "import", *map(str, sorted((building / "releases").iterdir())))
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        folder.rmdir()
    building.rename(folder)


def _serve(data: Path, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "caunoi.config.cli", "--data", str(data), "serve", "--host", "127.0.0.1", "--port", str(port)]
    return subprocess.Popen(command, env=_environment())  # noqa: S603  # our own command


def _attend(servers: list[subprocess.Popen[bytes]], urls: dict[str, str], folder: Path) -> int:
    """Wait for the servers; whatever ends this process ends them, by the ids they were started with."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        for url in urls.values() if servers else ():
            _wait_for(f"{url}/healthz", servers)
        for line in (folder / ACCOUNTS).read_text("utf-8").splitlines():
            kind, role, passphrase = line.split("\t")
            print(f"{role}  {passphrase}  {urls[kind]}/account/login/", flush=True)
        if servers:
            print(f"\n{urls['club']}  {urls['hub']}  (Ctrl-C: dừng / stop)", flush=True)
            return max(server.wait() for server in servers)
        return 0
    except KeyboardInterrupt:
        return 0
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(timeout=20)


def _wait_for(url: str, servers: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < until and all(server.poll() is None for server in servers):
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310  # our own loopback address
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise installation.InstallationError(f"{url} does not answer. Is the port taken? Try --club-port and --hub-port.")


def _caunoi(data: Path, *words: str) -> None:
    subprocess.run([sys.executable, "-m", "caunoi.config.cli", "--data", str(data), *words], check=True, env=_environment())  # noqa: S603  # our own command


def _environment() -> dict[str, str]:
    """The demo keeps its rows in its own folder, whatever database this shell uses."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("CAUNOI_", "DJANGO_"))}


def _say(step: int, what: str) -> None:
    print(f"[{step}/3] {what} …", file=sys.stderr, flush=True)
