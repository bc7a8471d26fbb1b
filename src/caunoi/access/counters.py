"""Where tries are counted: Django's cache in the database, with a sum that loses no try and does not shorten its window."""

import base64
import pickle
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction


class Counters(DatabaseCache):
    """As Django's own, but one more is one more: tries at the same moment all count, and the moment of forgetting stays.

    Django's reads and writes apart, and writes with the five minutes of its default.
    """

    _table: str

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The sum after this. Raises ValueError where nothing is counted (any more)."""
        place = self.make_and_validate_key(key, version=version)
        alias = router.db_for_write(self.cache_model_class)
        there = connections[alias]
        table, held = there.ops.quote_name(self._table), " FOR UPDATE" if there.features.has_select_for_update else ""
        read = f"SELECT value FROM {table} WHERE cache_key = %s{held}"  # noqa: S608  # the name of our own table, quoted
        write = f"UPDATE {table} SET value = %s WHERE cache_key = %s"  # noqa: S608  # the same
        row = None
        if self.get(key, version=version) is not None:  # which also looks whether its time is over
            with transaction.atomic(using=alias), there.cursor() as cursor:
                cursor.execute(read, [place])
                if row := cursor.fetchone():
                    cursor.execute(write, [_written(summed := _read(row[0]) + delta), place])
        if row is None:
            raise ValueError(f"nothing is counted under {key!r}")
        return summed


def _read(kept: str) -> int:
    found: Any = pickle.loads(base64.b64decode(kept))  # noqa: S301  # as the cache itself reads what it wrote
    return int(found)


def _written(count: int) -> str:
    return base64.b64encode(pickle.dumps(count, pickle.HIGHEST_PROTOCOL)).decode("ascii")
