"""`@action` marks the functions that write: keyword-only, one transaction, refusals recorded outside it."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import transaction

from caunoi.access.policies import Refused
from caunoi.access.walls import behind, told_of
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")
_inside: ContextVar[bool] = ContextVar("inside an action", default=False)


def action(write: Callable[P, R]) -> Callable[P, R]:
    """Run in one transaction; of nested actions the outermost owns it and records a refusal after it is undone."""
    return _acting(write, durable=False)


def committed_action(write: Callable[P, R]) -> Callable[P, R]:
    """An action that is never part of another: when it returns, its record stands on disk, whatever comes next."""
    return _acting(write, durable=True)


def _acting(write: Callable[P, R], *, durable: bool) -> Callable[P, R]:
    @wraps(write)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        by = cast(Actor, kwargs["by"])
        with behind(lambda: told_of(by)):
            if _inside.get():
                assert not durable, "its record would not be on disk when it returns"
                return write(*args, **kwargs)
            return outermost(*args, **kwargs)

    def outermost(*args: P.args, **kwargs: P.kwargs) -> R:
        token = _inside.set(True)
        try:
            with transaction.atomic(durable=durable):
                return write(*args, **kwargs)
        except Refused as refused:
            record_once(refused, by=cast(Actor, kwargs["by"]), at=cast(datetime, kwargs["at"]))
            raise
        finally:
            _inside.reset(token)

    return run


def record_once(refused: Refused, *, by: Actor, at: datetime) -> None:
    """Write a refusal down, once, whoever meets it first: the outermost action, or the door of a page."""
    if not refused.recorded:
        refused.recorded = True
        audit.record_refusal(by=by, at=at, action=refused.verb, reason=refused.reason, subject=refused.subject)
