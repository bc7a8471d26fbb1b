"""The demo world that browsers walk through: built once for SQLite and once for PostgreSQL, served on loopback."""

import fcntl
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from caunoi.devtools.test_databases import start_postgres
from tests.servers import PATIENCE, caunoi, command, free_port, own_environment

SIZE = ("--people", "12", "--months", "2")


@dataclass(frozen=True)
class World:
    """Addresses and passphrases of a running demo, and where it keeps its data."""

    club: str
    hub: str
    passphrases: dict[str, str]
    data: Path
    databases: dict[str, str]

    def caunoi(self, kind: str, *words: str) -> subprocess.CompletedProcess[str]:
        chosen = {"CAUNOI_DATABASE_URL": self.databases[kind]} if self.databases else {}
        return caunoi(self.data / kind, *words, **chosen)


def on_sqlite(shared: Path, own: Path) -> dict[str, str]:
    """A copy of the world that the first process to come here builds for all of them; it names no database."""
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "demo").exists():
            build(shared / "demo", {})
    shutil.copytree(shared / "demo", own)
    return {}


def on_postgres(own: Path) -> dict[str, str]:
    """A world in two databases of a server of its own; their addresses."""
    server = start_postgres(tempfile.mkdtemp(prefix="pg"))
    for kind in ("club", "hub"):
        server.psql(f"CREATE DATABASE demo_{kind};")
    databases = {kind: server.get_uri(database=f"demo_{kind}") for kind in ("club", "hub")}
    build(own, databases)
    return databases


def build(folder: Path, databases: dict[str, str]) -> None:
    made = caunoi(folder, "demo", "--no-serve", *SIZE, *_where(databases))
    assert made.returncode == 0, made.stderr


@contextmanager
def serving(folder: Path, databases: dict[str, str]) -> Iterator[World]:
    """`caunoi demo` on a world that is built, ended by the id it was started with."""
    club, hub = str(free_port()), str(free_port())
    words = command(folder, "demo", "--club-port", club, "--hub-port", hub, *_where(databases))
    demo = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=own_environment())
    try:
        passphrases = _printed(demo)
        assert passphrases, "the demo printed no account"
        yield World(f"http://localhost:{club}", f"http://localhost:{hub}", passphrases, folder, databases)
    finally:
        demo.terminate()
        demo.wait(timeout=PATIENCE)


def _where(databases: dict[str, str]) -> list[str]:
    return [word for kind, url in databases.items() for word in (f"--{kind}-database", url)]


def _printed(demo: subprocess.Popen[str]) -> dict[str, str]:
    """Handles and passphrases, one account a line; an empty line ends them once both servers answer."""
    found: dict[str, str] = {}
    for line in demo.stdout or ():
        if not line.strip():
            break
        handle, passphrase, _address = line.rstrip("\n").split("  ")
        found[handle] = passphrase
    return found
