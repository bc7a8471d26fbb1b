"""Backup files in a folder: their names, and how long each kind may live. Knows no Django."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROWS, KEYS, ERASED = "rows", "keys", "erased"
ROWS_FILE, KEYSTORE_FILE, DUMP, ERASED_FILE = "rows.sqlite3", "keystore.sqlite3", ".dump", "erased.json"
KEYS_LIVE = timedelta(days=10)
DAILY_KEPT, WEEKLY_KEPT, ERASED_KEPT = 7, 8, 10
NAME = re.compile(r"(?P<stamp>\d{8}T\d{6}Z)-(?P<what>rows|keys|erased)\.age")
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Kept:
    """One backup file in a folder."""

    path: Path
    what: str
    made_at: datetime


def kept_in(folder: Path) -> list[Kept]:
    """The backup files in a folder, newest first; other files are nobody's business here."""
    found = [(path, NAME.fullmatch(path.name)) for path in folder.iterdir()] if folder.is_dir() else []
    kept = [
        Kept(path, name["what"], datetime.strptime(name["stamp"], STAMP).replace(tzinfo=UTC))
        for path, name in found
        if name
    ]
    return sorted(kept, key=lambda one: one.made_at, reverse=True)


def prune(folder: Path, *, at: datetime) -> list[Path]:
    """Remove what has had its time: keys after ten days, always; rows beyond the last days and weeks; old lists of erasures."""
    files = kept_in(folder)
    rows = [one for one in files if one.what == ROWS]
    weekly = {one.made_at.isocalendar()[:2]: one for one in reversed(rows)}  # the newest of each week comes last
    keep = set(_newest_of_days(rows)) | {
        one.path for one in sorted(weekly.values(), key=lambda k: k.made_at)[-WEEKLY_KEPT:]
    }
    keep |= {one.path for one in files if one.what == KEYS and at - one.made_at <= KEYS_LIVE}
    keep |= {one.path for one in [one for one in files if one.what == ERASED][:ERASED_KEPT]}
    gone = [one.path for one in files if one.path not in keep]
    for path in gone:
        path.unlink()
        path.with_name(path.name + ".sha256").unlink(missing_ok=True)
    return gone


def _newest_of_days(rows: list[Kept]) -> list[Path]:
    days = {one.made_at.date(): one.path for one in reversed(rows)}
    return [days[day] for day in sorted(days)[-DAILY_KEPT:]]
