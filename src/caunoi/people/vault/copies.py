"""The plain copies of the keystore that `caunoi upgrade` leaves to go back to: an erasure reaches them too.

Each lives ten days. Without this, her keys would live there as long, and going back would bring her back without a tombstone.
"""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from django.db import connections

from caunoi.people.vault.models import ContentKey, Handle, Tombstone
from caunoi.people.vault.router import ALIAS

COPIES = "before-upgrade/*/keystore.sqlite3"
WAIT_SECONDS = 5.0


def erase_in_copies(data: Path, stones: Collection[Tombstone]) -> bool:
    """Destroy in every copy what these erasures destroyed here, and leave the tombstones. False: one is in use now.

    A copy of tables that cannot be understood any more is removed: the encrypted backup made before the upgrade is left.
    """
    return all([_erase(file, stones) for file in sorted(data.glob(COPIES))])


def _erase(file: Path, stones: Collection[Tombstone]) -> bool:
    try:
        with closing(sqlite3.connect(file, timeout=WAIT_SECONDS)) as copy:
            # overwritten where they stand, and no journal on the disk that would keep the old pages
            copy.execute("PRAGMA secure_delete=ON")
            copy.execute("PRAGMA journal_mode=MEMORY")
            with copy:
                for stone in stones:
                    _erase_one(copy, stone)
    except sqlite3.Error as problem:
        if getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            return False
        file.unlink()
    return True


def _erase_one(copy: sqlite3.Connection, stone: Tombstone) -> None:
    her, at = stone.pseudonym.bytes, connections[ALIAS].ops.adapt_datetimefield_value(stone.at)
    keys, handles, stones = (model._meta.db_table for model in (ContentKey, Handle, Tombstone))
    copy.execute(f"DELETE FROM {keys} WHERE subject = ? OR about = ?", (her, her))  # noqa: S608  # names of our tables
    copy.execute(f"DELETE FROM {handles} WHERE pseudonym = ?", (her,))  # noqa: S608  # names of our tables
    copy.execute(
        f"INSERT OR IGNORE INTO {stones} (pseudonym, at, reason) VALUES (?, ?, ?)",  # noqa: S608  # names of our tables
        (her, str(at), stone.reason),
    )
