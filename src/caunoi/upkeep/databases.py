"""Copies of running databases: a consistent picture while others write. SQLite by its backup interface, PostgreSQL by pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import dj_database_url
import psycopg
from django.db import connections
from psycopg import sql

from caunoi.access.walls import EVERYTHING
from caunoi.upkeep.archive import ArchiveError

PAGES_AT_ONCE = 1000
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Server:
    """A PostgreSQL as the driver wants it, and as its tools want it: by their environment, which other users cannot see."""

    known: dict[str, str]

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Server":
        """From settings as Django has them; options in an address count more than its parts."""
        names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
        given = {name: kept.get(key) for name, key in names.items()}
        given |= {name: value for name, value in (kept.get("OPTIONS") or {}).items() if name in VARIABLES}
        return cls({name: str(value) for name, value in given.items() if value})

    @property
    def environment(self) -> dict[str, str]:
        named = {VARIABLES[name]: value for name, value in self.known.items()}
        return {**os.environ, **named, "PGOPTIONS": PAST_WALLS}

    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(**cast(dict[str, Any], self.known), options=PAST_WALLS)


PAST_WALLS = f"-c {EVERYTHING}=yes"
"""A copy holds the rows of every organisation (access/walls.py): whoever makes one sits at the machine."""
VARIABLES = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
}  # fmt: skip


def is_postgresql(alias: str = "default") -> bool:
    return connections[alias].vendor == "postgresql"


def sqlite_file(alias: str = "default") -> Path:
    return Path(str(connections[alias].settings_dict["NAME"]))


def server(alias: str = "default", *purposes: str) -> Server:
    """The server of a database, as the first of these environment variables says, else as the program itself uses it."""
    for name in purposes:
        if url := os.environ.get(name):
            return Server.of(dict(dj_database_url.parse(url)))
    return Server.of(connections[alias].settings_dict)


def tool(name: str) -> str:
    """pg_dump and pg_restore: from CAUNOI_PG_BIN, or as the machine has them."""
    folder = os.environ.get("CAUNOI_PG_BIN")
    found = shutil.which(name, path=folder) if folder else shutil.which(name)
    if not found:
        raise ArchiveError(
            f"Thiếu {name} / {name} is missing. Nothing was written. Run: apt-get install postgresql-client, or set CAUNOI_PG_BIN."
        )
    return found


def copy_sqlite(source: Path, target: sqlite3.Connection, progress: Progress = lambda _part: None) -> None:
    """Copy page by page, from one picture: others go on writing meanwhile and neither waits for the other."""
    with closing(sqlite3.connect(f"file:{source}?mode=rw", uri=True, isolation_level=None, timeout=20)) as from_:
        from_.execute("BEGIN")
        from_.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on this connection sees one moment
        from_.backup(
            target, pages=PAGES_AT_ONCE, progress=lambda _status, left, total: progress(1 - left / max(total, 1))
        )
        from_.execute("ROLLBACK")


def sqlite_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows of each table."""
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
    ]
    return {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608  # names from the catalogue


@contextmanager
def dumped(of: Server) -> Iterator[tuple[BinaryIO, dict[str, Any]]]:
    """The stream of pg_dump, and the rows of each table and the end of the record at the same moment."""
    with of.connect() as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        seen: dict[str, Any] = {"counts": postgresql_counts(connection)}
        if "audit_entry" in seen["counts"]:
            seen["record"] = record_end(connection.execute, "encode")
        words = [
            tool("pg_dump"),
            "--format=custom",
            "--compress=0",
            "--no-owner",
            "--enable-row-security",
            f"--snapshot={row[0] if row else ''}",
        ]
        dump = subprocess.Popen(  # noqa: S603  # found by `tool`
            words, env=of.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        try:
            yield cast(BinaryIO, _Dump(dump)), seen
        finally:
            dump.kill()
            dump.wait()
            for stream in (dump.stdout, dump.stderr):
                if stream:
                    stream.close()


class _Dump:
    """What pg_dump writes; where it ends, pg_dump must have ended well, or nothing of it is kept."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process

    def read(self, size: int = -1) -> bytes:
        block = self.process.stdout.read(size) if self.process.stdout else b""
        if len(block) < size and self.process.wait() != 0:
            raise ArchiveError(
                f"pg_dump không xong / pg_dump failed: {_last_line(self.process.stderr)}. Nothing was kept.\n"
                "Give backups a role that may read everything: CAUNOI_DATABASE_BACKUP_URL (docs/running.md, Backup)."
            )
        return block


def postgresql_counts(connection: psycopg.Connection[Any]) -> dict[str, int]:
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    found = {}
    for (name,) in tables.fetchall():
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        found[name] = int(row[0]) if row else 0
    return found


def put_back(file: Path, into: Server) -> None:
    """Load a dump into an empty database; one that holds tables is left alone."""
    with into.connect() as connection:
        if postgresql_counts(connection):
            raise ArchiveError(
                "Cơ sở dữ liệu không trống / the database is not empty. Nothing was changed. Give an empty one."
            )
    words = [
        tool("pg_restore"),
        "--no-owner",
        "--exit-on-error",
        "--single-transaction",
        "--dbname",
        into.known["dbname"],
    ]
    done = subprocess.run([*words, str(file)], env=into.environment, capture_output=True)  # noqa: S603  # found by `tool`
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise ArchiveError(
            f"pg_restore không xong / pg_restore failed: {said[0] if said else ''}. Nothing was changed."
        )


def record_end(execute: Callable[[str], Any], as_text: str = "hex") -> dict[str, Any]:
    """Where the record of acts stood: a restore is held against it."""
    leaf = {"hex": "hex(leaf)", "encode": "encode(leaf, 'hex')"}[as_text]
    row = execute(f"SELECT seq, {leaf} FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()  # noqa: S608  # two fixed texts
    return {"seq": row[0], "leaf": row[1].lower()} if row else {"seq": 0, "leaf": ""}


def _last_line(stream: Any) -> str:
    lines = stream.read().decode(errors="replace").strip().splitlines()
    return lines[0] if lines else "?"
