"""`@action` marks the functions that write: keyword-only, one transaction, refusals recorded outside it."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import transaction

from caunoi.access.policies import Refused
from caunoi.audit import actions as audit

P = ParamSpec("P")
R = TypeVar("R")
_inside: ContextVar[bool] = ContextVar("inside an action", default=False)


def action(write: Callable[P, R]) -> Callable[P, R]:
    """Run in one transaction; of nested actions the outermost owns it and records a refusal after it is undone."""

    @wraps(write)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _inside.get():
            return write(*args, **kwargs)
        token = _inside.set(True)
        try:
            with transaction.atomic():
                return write(*args, **kwargs)
        except Refused as refused:
            audit.record_refusal(
                by=kwargs["by"],  # type: ignore[arg-type]  # every action takes them; a test holds all actions to it
                at=kwargs["at"],  # type: ignore[arg-type]
                action=refused.verb,
                reason=refused.reason,
                subject=refused.subject,
            )
            raise
        finally:
            _inside.reset(token)

    run.is_action = True  # type: ignore[attr-defined]
    return cast(Callable[P, R], run)
