"""Who acts, as the database is told: the second wall under the queries (docs/adr/0011).

On PostgreSQL every table with rows of people lets through only what its policy allows to whoever acts now. Who that is
stands in settings that end with their transaction. They are made in one place, here, right before the first statement
that needs them, from what `behind` was given last; told nothing, the database shows nothing.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings

from caunoi.lib.actor import Actor, ActorKind

PACKAGES = (
    "people", "referrals", "outreach", "groups", "cases", "safety", "livelihoods", "workplaces", "training", "dialogue",
    "feedback",
)  # fmt: skip
"""Whose tables hold rows of people, all of them unless a model says `wall = OPEN` in its `DataHandling`."""
TABLES = re.compile(rf"\b(?:{'|'.join(PACKAGES)})_[a-z]")
ROWS = re.compile(r"[\s(]*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)
ORGANISATION, REFERRAL, PERSON, SLIP, EVERYTHING = SETTINGS = (
    "cn.organisation", "cn.referral", "cn.person", "cn.slip", "cn.everything",
)  # fmt: skip
IDLE, BROKEN = 0, 3  # libpq's PQTRANS_IDLE and PQTRANS_INERROR
OPEN = "open"
"""Said in a model's `DataHandling`: `wall = OPEN`, no row of it is about anybody who is served."""
Told = tuple[str, ...]
NOBODY: Told = ("",) * len(SETTINGS)
_now: ContextVar[Callable[[], Told] | None] = ContextVar("who the database is told of", default=None)


@contextmanager
def behind(who: Callable[[], Told]) -> Iterator[None]:
    """Within this, the database is told of `who`. It is asked for only when a statement touches rows of people."""
    token = _now.set(who)
    try:
        yield
    finally:
        _now.reset(token)


def told_of(by: Actor) -> Told:
    """What the database is told of one who acts: staff by organisation; the slip by its referral; the person by herself;
    the command line and the clock see all, as whoever sits at the machine does."""
    return _told(
        organisation=str(by.organisation or "") if by.kind is ActorKind.USER else "",
        referral=str(by.id or "") if by.kind is ActorKind.SLIP else "",
        person=str(by.id or "") if by.kind is ActorKind.PERSON else "",
        everything="yes" if by.kind in (ActorKind.COMMAND, ActorKind.CLOCK) else "",
    )


def told_of_slip(code: str) -> Told:
    """Whoever shows a slip, or the code of her own page, and is nobody else: the one row that it opens."""
    return _told(slip=code)


def tell(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Runs around every statement on PostgreSQL (django.db: execute_wrapper).

    What was told ends with the transaction, and is uncertain once a savepoint in which it was told is left.
    """
    connection = context["connection"]
    status = connection.connection.pgconn.transaction_status
    if status == IDLE:
        connection.told = None
    if status == BROKEN or not (touches_people(sql) or _wears_role(connection)):
        return execute(sql, params, many, context)
    who = _now.get()
    wanted = (who is not None, who() if who else NOBODY)
    if not connection.get_autocommit():
        if not _knows(connection, wanted):
            _say(connection, wanted, "")
        return execute(sql, params, many, context)
    return _in_its_own_transaction(connection, wanted, lambda: execute(sql, params, many, context))


def touches_people(sql: object) -> bool:
    """Whether a statement reads or writes rows of people; what makes tables does not."""
    return isinstance(sql, str) and bool(TABLES.search(sql)) and bool(ROWS.match(sql))


def _in_its_own_transaction(connection: Any, wanted: tuple[bool, Told], run: Callable[[], Any]) -> Any:
    """One statement outside a transaction gets one, since what is told lasts no longer than that."""
    _say(connection, wanted, "BEGIN; ")
    try:
        done = run()
    except BaseException:
        connection.connection.execute("ROLLBACK")
        raise
    connection.connection.execute("COMMIT")
    return done


def _knows(connection: Any, wanted: tuple[bool, Told]) -> bool:
    if connection.told is None:
        return False
    said, savepoints = connection.told
    return bool(said == wanted and connection.savepoint_ids[: len(savepoints)] == savepoints)


def _say(connection: Any, wanted: tuple[bool, Told], first: str) -> None:
    known, values = wanted
    pairs = list(zip(SETTINGS, values, strict=True))
    if settings.WALL_ROLE:
        pairs.append(("role", settings.WALL_ROLE if known else "none"))
    calls = ", ".join("set_config(%s, %s, true)" for _pair in pairs)
    with connection.create_cursor() as cursor:  # bare: no wrapper around it, not counted among the queries of a page
        cursor.execute(f"{first}SELECT {calls}", [word for pair in pairs for word in pair])  # names only
    connection.told = (wanted, list(connection.savepoint_ids))


def _wears_role(connection: Any) -> bool:
    """Tests alone: the role of the program was put on, and is to be taken off for whoever looks from outside."""
    return bool(settings.WALL_ROLE and connection.told and connection.told[0][0] and _now.get() is None)


def _told(organisation: str = "", referral: str = "", person: str = "", slip: str = "", everything: str = "") -> Told:
    return (organisation, referral, person, slip, everything)
