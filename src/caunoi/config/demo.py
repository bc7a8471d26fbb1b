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
CAUNOI = [sys.executable, "-m", "caunoi.config.cli"]
ORDER = (
    "peer", "lead", "deputy", "caseworker", "provider", "guardian", "admin", "outsider",
    "programme", "authority", "national", "donor", "hubadmin",
)  # fmt: skip
READY_WITHIN_SECONDS = 60


def main(words: list[str], data: Path | None) -> int:
    """Build if needed, print the accounts, serve until stopped."""
    chosen = _options(words)
    folder = (data or Path("var/demo")).resolve()
    try:
        if not (folder / ACCOUNTS).is_file():
            _build(folder, chosen)
        urls = {"club": f"http://localhost:{chosen.club_port}", "hub": f"http://localhost:{chosen.hub_port}"}
        servers = [] if chosen.no_serve else [_serve(folder, "club", chosen), _serve(folder, "hub", chosen)]
        return _attend(servers, urls, folder)
    except subprocess.CalledProcessError as failed:
        print(
            f"The demo stopped at: {' '.join(failed.cmd[len(CAUNOI) :])}. Remove {folder} and run it again.",
            file=sys.stderr,
        )
        return 1


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="caunoi demo", allow_abbrev=False)
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same figures")
    parser.add_argument("--people", type=int, default=60, help="people with cards in each club")
    parser.add_argument("--months", type=int, default=4, help="months of work before today")
    parser.add_argument("--no-serve", action="store_true", help="build only")
    parser.add_argument("--club-database", default="", help="a PostgreSQL address instead of a file")
    parser.add_argument("--hub-database", default="", help="the same for the hub; another database, never the same")
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
    installation.create(building / "club", kind="club", display_name="Sổ Tay", demo=True)
    installation.create(building / "hub", kind="hub", display_name="Bảng Số", demo=True)

    def caunoi(kind: str, *words: str) -> None:
        command = [*CAUNOI, "--data", str(building / kind), *words]
        subprocess.run(command, check=True, env=_environment(kind, chosen), stdout=subprocess.DEVNULL)  # noqa: S603  # our own

    accounts, cards, months = str(building / ACCOUNTS), str(building / "card.json"), building / "releases"
    size = ["--seed", str(chosen.seed), "--people", str(chosen.people), "--months", str(chosen.months)]
    _say(1, "hub: bảng và tài khoản / tables and accounts")
    caunoi("hub", "prepare", "--verbosity", "0")
    caunoi("hub", "release", "card", "--out", cards)
    _say(2, "nhóm: người và việc của mấy tháng / clubs: people and months of work")
    caunoi("club", "prepare", "--verbosity", "0")
    caunoi("club", "democlub", "--accounts", accounts, "--hub-card", cards, "--releases", str(months), *size)
    _say(3, "số liệu các tháng trước lên hub / earlier months go to the hub")
    caunoi("hub", "demohub", "--accounts", accounts, "--seed", str(chosen.seed))
    Path(cards).unlink()
    caunoi("club", "release", "card", "--out", cards)
    caunoi("hub", "release", "trust", cards)
    caunoi("hub", "release", "import", *map(str, sorted(months.iterdir())))
    caunoi("hub", "demomoney", "--seed", str(chosen.seed))
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        folder.rmdir()
    building.rename(folder)


def _serve(folder: Path, kind: str, chosen: argparse.Namespace) -> subprocess.Popen[bytes]:
    port = chosen.club_port if kind == "club" else chosen.hub_port
    words = ["--data", str(folder / kind), "serve", "--host", "127.0.0.1", "--port", str(port)]
    return subprocess.Popen([*CAUNOI, *words], env=_environment(kind, chosen))  # noqa: S603  # our own command


def _attend(servers: list[subprocess.Popen[bytes]], urls: dict[str, str], folder: Path) -> int:
    """Wait for the servers; whatever ends this process ends them, by the ids they were started with."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        for url in urls.values() if servers else ():
            _wait_for(f"{url}/healthz", servers)
        accounts = [line.split("\t") for line in (folder / ACCOUNTS).read_text("utf-8").splitlines()]
        for kind, role, passphrase in sorted(accounts, key=lambda account: ORDER.index(account[1])):
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


def _environment(kind: str, chosen: argparse.Namespace) -> dict[str, str]:
    """The demo keeps its rows in its own folder, or in the databases it was given, whatever this shell uses."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CAUNOI_", "DJANGO_"))}
    database = chosen.club_database if kind == "club" else chosen.hub_database
    return {**kept, "CAUNOI_DATABASE_URL": database} if database else kept


def _say(step: int, what: str) -> None:
    print(f"[{step}/3] {what} …", file=sys.stderr, flush=True)
