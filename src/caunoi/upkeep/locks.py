"""One at a time, across processes: a lock that the system lets go by itself when its holder dies, however it dies."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether this process is the only one that does `name` now, on this machine and on every other that shares the database."""
    if connection.vendor == "postgresql":
        with _in_database(name) as got:
            yield got
    elif settings.DATA is None:  # tools and tests: no installation that another process could work on
        yield True
    else:
        with in_folder(Path(settings.DATA), name) as got:
            yield got


@contextmanager
def in_folder(data: Path, name: str, *, shared: bool = False) -> Iterator[bool]:
    """A lock on a file in the data folder. `shared` may be held by several, but not beside one that is alone."""
    folder = data / "locks"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / name).open("w") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def _in_database(name: str) -> Iterator[bool]:
    key = int.from_bytes(hashlib.sha256(f"caunoi {name}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        got = bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        if got and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
