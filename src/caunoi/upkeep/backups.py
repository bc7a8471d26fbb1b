"""A backup: the rows with what an installation is, the keystore with its own short life, the erasures; each a file of its own.

Rows are copied first, then keys, then erasures: every row in the copy has its key in the copy, unless somebody was erased
meanwhile, and then the erasure is there too.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from caunoi.lib.actor import Actor
from caunoi.upkeep import archive, databases
from caunoi.upkeep.actions import record_backup
from caunoi.upkeep.archive import ArchiveError, Part, Written
from caunoi.upkeep.folder import (
    DUMP,
    ERASED,
    ERASED_FILE,
    KEYS,
    KEYS_LIVE,
    KEYSTORE_FILE,
    ROWS,
    ROWS_FILE,
    STAMP,
    prune,
)
from caunoi.upkeep.locks import alone

SPARE = 50 << 20
Say = Callable[[str, float], None]


def make(
    *,
    by: Actor,
    at: datetime,
    folder: Path,
    recipients: list[str],
    say: Say = lambda _what, _part: None,
    recorded: bool = True,
) -> list[Written]:
    """Write one backup into `folder`, remove there what has had its time, and record it, unless the tables are too old for an entry."""
    if settings.DATA is None:
        raise ArchiveError("Chưa biết thư mục dữ liệu / no data folder is set. Nothing was done. Give --data DIR.")
    if not recipients:
        raise ArchiveError(
            "Chưa có khoá công khai để mã hoá / no public key to encrypt to. "
            "Nothing was written: a copy that anybody can read is a danger.\n"
            "Run: caunoi backup keygen"
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone("backup") as got:
        if not got:
            raise ArchiveError("Đang có một bản sao lưu khác / another backup is being made. Wait until it is through.")
        _check_space(Path(settings.DATA), folder)
        written = [_write(what, folder, at, recipients, say) for what in (ROWS, KEYS, ERASED) if what in contents()]
        prune(folder, at=at)
    if recorded:
        record_backup(by=by, at=at, files={one.path.name: one.sha256 for one in written})
    return written


def usual_folder() -> Path:
    """Where backups go when nobody says otherwise."""
    return Path(settings.BACKUP_FOLDER or Path(settings.DATA or "") / "backups")


def make_daily(*, by: Actor, at: datetime) -> None:
    """What the clock does. Without a public key there is nothing to encrypt to: the doctor says so."""
    forget_before_upgrades(at)
    if settings.BACKUP_TO:
        make(by=by, at=at, folder=usual_folder(), recipients=list(settings.BACKUP_TO))


def forget_before_upgrades(at: datetime) -> None:
    """What `caunoi upgrade` left to go back to holds keys, and so lives no longer than their backups."""
    for path in (Path(settings.DATA or "") / "before-upgrade").glob("*T*Z"):
        if at - datetime.strptime(path.name, STAMP).replace(tzinfo=UTC) > KEYS_LIVE:
            shutil.rmtree(path)


def contents() -> list[str]:
    """What this installation has to copy: a hub has neither a keystore nor erasures."""
    more = [(KEYS, "keystore" in settings.DATABASES), (ERASED, bool(settings.ERASURES_TO_COPY))]
    return [ROWS, *(what for what, there in more if there)]


# --- writing ---
def _write(what: str, folder: Path, at: datetime, recipients: list[str], say: Say) -> Written:
    about: dict[str, Any] = {}
    opened = {ROWS: _rows, KEYS: _keystore, ERASED: _erased}[what]
    path = folder / f"{at.astimezone(UTC):{STAMP}}-{what}.age"
    with opened(about, lambda part: say(what, part)) as parts:
        written = archive.write(path, parts, lambda: {**_about(what, at), **about}, recipients)
    path.with_name(path.name + ".sha256").write_text(f"{written.sha256}  {path.name}\n")
    say(what, 1.0)
    return written


def _about(what: str, at: datetime) -> dict[str, Any]:
    return {
        "what": what,
        "with": contents(),
        "kind": settings.KIND,
        "installation": settings.INSTALLATION_ID,
        "made_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "program": version("caunoi"),
    }


@contextmanager
def _rows(about: dict[str, Any], say: databases.Progress) -> Iterator[list[Part]]:
    data = Path(settings.DATA or "")
    with ExitStack() as stack:
        rows = stack.enter_context(_dump("default", about) if databases.is_postgresql() else _copy(data, about, say))
        yield [rows, *_files(stack, data)]


def _files(stack: ExitStack, data: Path) -> list[Part]:
    """What an installation is, beside its rows: its name and id, and the keys that it signs with."""
    paths = [data / "installation.toml", *sorted((data / "keys").glob("*.key"))]
    return [
        Part(path.relative_to(data).as_posix(), stack.enter_context(path.open("rb")), path.stat().st_size)
        for path in paths
    ]


@contextmanager
def _copy(data: Path, about: dict[str, Any], say: databases.Progress) -> Iterator[Part]:
    """Through a file beside the rows themselves, on the same encrypted disk, gone when the backup is written."""
    folder = data / ".copying"
    shutil.rmtree(folder, ignore_errors=True)  # of a copy that was cut short
    folder.mkdir(mode=0o700)
    try:
        copy = folder / ROWS_FILE
        with closing(sqlite3.connect(copy, isolation_level=None)) as target:
            databases.copy_sqlite(databases.sqlite_file(), target, say)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
            about |= {
                "database": "sqlite",
                "counts": databases.sqlite_counts(target),
                "record": databases.record_end(target.execute),
            }
        with copy.open("rb") as source:
            yield Part(ROWS_FILE, source, copy.stat().st_size)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _dump(alias: str, about: dict[str, Any]) -> Iterator[Part]:
    name = {"default": "rows", "keystore": "keystore"}[alias]
    purposes = {
        "default": ["CAUNOI_DATABASE_BACKUP_URL", "CAUNOI_DATABASE_OWNER_URL"],
        "keystore": ["CAUNOI_KEYSTORE_BACKUP_URL", "CAUNOI_KEYSTORE_OWNER_URL"],
    }
    with databases.dumped(databases.server(alias, *purposes[alias])) as (stream, seen):
        about |= {"database": "postgresql", **seen}
        yield Part(name + DUMP, stream)


@contextmanager
def _keystore(about: dict[str, Any], say: databases.Progress) -> Iterator[list[Part]]:
    """Through memory: an unlinked copy of keys would lie on the disk longer than a backup of keys may live."""
    if databases.is_postgresql("keystore"):
        with _dump("keystore", about) as part:
            yield [part]
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as target:
        databases.copy_sqlite(databases.sqlite_file("keystore"), target, say)
        about |= {"database": "sqlite", "counts": databases.sqlite_counts(target)}
        yield [Part.of_bytes(KEYSTORE_FILE, target.serialize())]


@contextmanager
def _erased(about: dict[str, Any], say: databases.Progress) -> Iterator[list[Part]]:
    rows = import_string(settings.ERASURES_TO_COPY)()
    about |= {"counts": {"erased": len(rows)}}
    yield [Part.of_bytes(ERASED_FILE, json.dumps(rows, indent=1).encode())]


def _check_space(data: Path, folder: Path) -> None:
    """Enough for the copy beside the rows and for the encrypted file, at its largest."""
    size = _size_of_rows()
    beside = 0 if databases.is_postgresql() else size
    same = data.stat().st_dev == folder.stat().st_dev
    needs = [(folder, size + SPARE + (beside if same else 0)), *([] if same else [(data, beside + SPARE)])]
    for place, needed in needs:
        free = shutil.disk_usage(place).free
        if free < needed:
            raise ArchiveError(
                f"{place}: còn {free >> 20} MB, cần {needed >> 20} MB / {free >> 20} MB free, {needed >> 20} MB needed.\n"
                "Nothing was written. Make room or choose another folder with --to."
            )


def _size_of_rows() -> int:
    if not databases.is_postgresql():
        file = databases.sqlite_file()
        log = file.with_name(file.name + "-wal")
        return file.stat().st_size + (log.stat().st_size if log.exists() else 0)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
