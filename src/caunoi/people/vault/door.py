"""The way to the keeper from a request, a command or a test: the process that `caunoi serve` started, or this one."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from caunoi.people.vault.keeper import Keeper
from caunoi.people.vault.wire import Door, Inside, Outside, since_boot


@cache
def own_keeper() -> Inside:
    """The keeper of this process, where no other was started: it ends with the command or the test."""
    return Inside(Keeper(since_boot))


def door() -> Door:
    return Outside(Path(settings.KEEPER_SOCKET)) if settings.KEEPER_SOCKET else own_keeper()


def ask(operation: str, **what: Any) -> Any:
    """Ask the keeper. Raises KeeperError and Damaged."""
    return door().ask(operation, **what)
