from typing import Any

from django.db.backends.postgresql import base

from caunoi.access.walls import tell


class DatabaseWrapper(base.DatabaseWrapper):
    """Every connection, in every thread, passes the wall: there is none to forget."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told = None
        self.execute_wrappers.append(tell)
