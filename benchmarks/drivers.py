"""The two databases through their bare drivers: bulk rows, the floor under contact entry, and plain SQL."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg


class Sqlite:
    """Opened as the application opens it: WAL, FULL, foreign keys, immediate transactions."""

    name, writers = "SQLite", 1
    opening = """PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;
        PRAGMA mmap_size=0;"""

    def __init__(self, url: str) -> None:
        path = url.removeprefix("sqlite:///")
        self.connection = sqlite3.connect(path, isolation_level=None, timeout=20, check_same_thread=False)
        self.connection.executescript(self.opening)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql.replace("%s", "?"), [self.fit(value) for value in values]).fetchall()

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self.connection.executemany(sql.replace("%s", "?"), ([self.fit(value) for value in row] for row in rows))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        yield
        self.connection.execute("COMMIT")

    def bulk(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        marks = ", ".join(["?"] * len(columns))
        with self.transaction():
            self.many(f"INSERT INTO {table} ({_names(columns)}) VALUES ({marks})", rows)

    def settle(self) -> None:
        """Statistics for the planner, and no long log left behind by filling."""
        self.connection.executescript("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")

    @staticmethod
    def fit(value: Any) -> Any:
        if isinstance(value, UUID):
            return value.bytes
        if isinstance(value, datetime):
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        return value.isoformat() if isinstance(value, date) else value


class Postgres:
    """Default durability: the server's own fsync and synchronous_commit."""

    name, writers = "PostgreSQL", 8

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url, autocommit=True)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        found = self.connection.execute(sql, values)
        return found.fetchall() if found.description else []

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(sql, rows)

    def transaction(self) -> Any:
        return self.connection.transaction()

    def bulk(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        # No look-up of every foreign key while filling.
        self.connection.execute("SET session_replication_role = replica")
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {table} ({_names(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def settle(self) -> None:
        self.connection.execute("VACUUM ANALYZE")

    @staticmethod
    def fit(value: Any) -> Any:
        return value


Database = Sqlite | Postgres


def database(url: str) -> Database:
    return Sqlite(url) if url.startswith("sqlite") else Postgres(url)


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
