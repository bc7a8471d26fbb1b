"""Publishing: exact cells are added, tried and controlled beside all that was published, then written once for each audience.

Trying may take minutes, so no page waits for it and nothing is locked meanwhile: a month waits in a row of its own, and
the clock or the command line takes it. What was tried is written only if nothing has come in since; else it is tried
again. Stopped in between, nothing has happened; run again, nothing happens twice.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from caunoi.access.acting import action
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.indicators.disclosure import ControlledTable, Row
from caunoi.indicators.model import Indicator
from caunoi.lib.actor import Actor
from caunoi.lib.periods import WIDER, Period, around, containing, from_key, months_in, wider
from caunoi.published import canonical, exact, figures
from caunoi.published.audiences import Scope, is_published, provinces_over, scopes
from caunoi.published.models import (
    AudienceCell,
    AudienceTable,
    LedgerLine,
    Publishing,
    ReceivedRelease,
    StatutoryReturn,
)
from caunoi.published.policies import TIES

ONE_AT_A_TIME = 0x68756231  # receiving and publishing look at all releases of a period before they write


@action
def publish_period(*, by: Actor, at: datetime, period: Period) -> bool:
    """Have a month published with what has come, for every audience that has no tables of it yet. Once: never again.
    False where there is nothing to publish."""
    require(by, Verb.PUBLISH_PERIOD, None, TIES)
    one_at_a_time()
    if not _due(period, timezone.localdate(at), only_complete=False):
        return False
    wait_to_be_published(at, period, only_complete=False)
    audit.record(by=by, at=at, action=Verb.PUBLISH_PERIOD, subject=None, details={"period": period.key})
    return True


def wait_to_be_published(at: datetime, month: Period, *, only_complete: bool) -> None:
    """Let a month wait for the clock, once however often it is asked for."""
    Publishing.objects.get_or_create(
        period_key=month.key, only_complete=only_complete, done_at=None, defaults={"asked_at": at}
    )


def publish_waiting(*, by: Actor, at: datetime) -> tuple[Scope, ...]:
    """Try and publish every month that waits, the earliest first. One into which something came meanwhile waits on."""
    waiting = sorted(Publishing.objects.filter(done_at=None), key=_order)
    return tuple(scope for one in waiting for scope in _write(by=by, at=at, waiting=one, tried=_try(one, at)))


def _order(waiting: Publishing) -> tuple[date, bool]:
    return from_key(waiting.period_key).end, waiting.only_complete


@dataclass(frozen=True)
class _Tried:
    """Tables that stood up to the attacker, and what had come when they were tried."""

    due: tuple[Scope, ...]
    tables: list[dict[str, ControlledTable]]
    seen: tuple[int, ...]


def _seen() -> tuple[int, ...]:
    """Rows are only ever added: as long as there are as many, the same was read."""
    return tuple(model.objects.count() for model in (ReceivedRelease, AudienceTable, StatutoryReturn))


def _try(waiting: Publishing, at: datetime) -> _Tried:
    """Add exact cells and control them, once for each audience that is due. Nothing is written."""
    seen, month, today = _seen(), from_key(waiting.period_key), timezone.localdate(at)
    due = _due(month, today, only_complete=waiting.only_complete)
    wanted = [
        exact.Wanted(scope.period, scope.audience, scope.place, scope.reported, scope.has_every_first_version)
        for scope in due
    ]
    law = exact.stated_by_law(_stated_by_law(month, today)) if due else ([], [])
    return _Tried(due, exact.controlled(wanted, law) if due else [], seen)


@action
def _write(*, by: Actor, at: datetime, waiting: Publishing, tried: _Tried) -> tuple[Scope, ...]:
    """Publish what was tried, if it is still what there is and nobody else was quicker."""
    one_at_a_time()
    month, today = from_key(waiting.period_key), timezone.localdate(at)
    still_so = _seen() == tried.seen and _due(month, today, only_complete=waiting.only_complete) == tried.due
    if not still_so or not Publishing.objects.filter(pk=waiting.pk, done_at=None).update(done_at=at):
        return ()
    for scope, tables in zip(tried.due, tried.tables, strict=True):
        _publish_scope(at, scope, tables)
        audit.record(
            by=by, at=at, action=Verb.PUBLISH_PERIOD, subject=scope.place.pk if scope.place else None,
            details={
                "audience": scope.audience, "period": scope.period.key, "releases": [one.pk for one in scope.reported],
            },
        )  # fmt: skip
    return tried.due


def _due(month: Period, today: date, *, only_complete: bool) -> tuple[Scope, ...]:
    """Audiences of the month, and of the longer periods that are over and complete with it, unless another of their
    months waits: the last one brings them. Who publishes with what has come, publishes those that end with it too."""
    others = set(
        Publishing.objects.filter(done_at=None).exclude(period_key=month.key).values_list("period_key", flat=True)
    )
    longer = [
        one for one in (around(month) if only_complete else wider(month))
        if one.end < today and not (only_complete and others & {each.key for each in months_in(one)})
    ]  # fmt: skip
    return tuple(
        scope
        for period in (month, *longer)
        for scope in scopes(period)
        if scope.reported and (scope.is_complete or not only_complete) and not is_published(scope)
    )


def _stated_by_law(month: Period, today: date) -> list[tuple[Period, list[ReceivedRelease]]]:
    """Half-years and years of the same year that are over: releases of each province, as its return would add them,
    and as a locked one did, where a month was restated since: both stand on its page."""
    *_shorter, half, year = WIDER[month.basis]
    first = containing(month.end, year)
    over = [one for one in (containing(first.start, half), containing(first.end, half), first) if one.end < today]
    now = [(one, province.releases) for one in over for province in provinces_over(one) if province.complete]
    return [*now, *(each for one in over for each in _as_locked(one) if each not in now)]


def _as_locked(period: Period) -> list[tuple[Period, list[ReceivedRelease]]]:
    return [
        (period, province.releases)
        for found in StatutoryReturn.objects.filter(period_key=period.key)
        for province in provinces_over(period, until=found.locked_at)
        if province.place.pk == found.place_id
    ]


def _publish_scope(at: datetime, scope: Scope, controlled: dict[str, ControlledTable]) -> None:
    for number, indicator in enumerate(figures.MEASURED):
        if indicator.code in controlled:
            table = _table(at, scope, number, indicator, controlled[indicator.code])
            _cells(table, controlled[indicator.code])
            _ledger(at, table, controlled[indicator.code], [release.pk for release in scope.reported])


def _table(at: datetime, scope: Scope, number: int, indicator: Indicator, controlled: ControlledTable) -> AudienceTable:
    return AudienceTable.objects.create(
        audience=scope.audience, place=scope.place, period_key=scope.period.key, starts=scope.period.start,
        ends=scope.period.end, indicator=indicator.code, number=number, unit=indicator.unit.value, rung=controlled.rung.value,
        footnotes=list(controlled.footnotes), clubs_reported=scope.clubs_with(indicator),
        clubs_expected=scope.clubs_expected, published_at=at,
    )  # fmt: skip


def _cells(table: AudienceTable, controlled: ControlledTable) -> None:
    rows: list[tuple[Row, bool]] = [*((row, False) for row in controlled.rows), (controlled.total, True)]
    AudienceCell.objects.bulk_create(
        AudienceCell(
            table=table, number=number, is_total=is_total, key=list(row.key), rounded=row.rounded,
            shown=row.shown if isinstance(row.shown, int) else None,
            mark="" if isinstance(row.shown, int) else row.shown,
        )
        for number, (row, is_total) in enumerate(rows)
    )  # fmt: skip


def _ledger(at: datetime, table: AudienceTable, controlled: ControlledTable, releases: list[UUID]) -> None:
    content = {"indicator": table.indicator, "period": table.period_key, "audience": table.audience,
               "place": str(table.place_id or ""), "table": controlled.as_data()}  # fmt: skip
    digest = hashlib.sha256(canonical.dump(content)).hexdigest()
    LedgerLine.objects.create(
        table=table, digest=digest, releases=[str(release) for release in releases], published_at=at
    )


def one_at_a_time() -> None:
    """One at a time: SQLite writes one transaction at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
