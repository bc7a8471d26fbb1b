import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from caunoi.access.acting import action
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.indicators.disclosure import ControlledTable, Row
from caunoi.indicators.engines.in_memory import Cell
from caunoi.indicators.model import Indicator
from caunoi.lib.actor import Actor
from caunoi.lib.periods import WIDER, Period, PeriodError, around, containing, from_key, wider
from caunoi.programme.models import Deployment
from caunoi.published import canonical, envelope, exact, figures, hub_keys
from caunoi.published.actions.returning import settle_returns
from caunoi.published.audiences import Scope, is_published, provinces_over, scopes
from caunoi.published.models import (
    AudienceCell,
    AudienceTable,
    Club,
    ExactCell,
    LedgerLine,
    ReceivedRelease,
    Speaker,
    StatutoryReturn,
)
from caunoi.published.policies import TIES
from caunoi.published.refusals import FileRefused

EARLIEST = datetime(2014, 1, 1, tzinfo=UTC)
"""No month of any pilot was closed before."""
CLOCKS_DIFFER = timedelta(days=1)
ONE_AT_A_TIME = 0x68756231  # receiving and publishing look at all releases of a period before they write


@dataclass(frozen=True)
class Received:
    """What became of a file: a release that came first now, or one that was here already."""

    release: ReceivedRelease
    is_new: bool
    published: tuple[Scope, ...] = ()


@action
def receive(*, by: Actor, at: datetime, data: bytes) -> Received:
    """Take a release file: all of it, or nothing and a recorded refusal. Publishes what is complete with it."""
    require(by, Verb.RECEIVE_RELEASE, None, TIES)
    digest = hashlib.sha256(data).hexdigest()
    one_at_a_time()
    if known := ReceivedRelease.objects.filter(digest=digest).first():
        return Received(known, is_new=False)
    opened = _open(data)
    tables, longer = _checked(opened, at)
    release = _keep(opened, at, digest, _names_of(tables, longer))
    _keep_cells(release, tables, longer)
    settle_returns(at, release)
    published = _publish(by, at, from_key(release.period_key), only_complete=True)
    audit.record(
        by=by, at=at, action=Verb.RECEIVE_RELEASE, subject=release.pk,
        details={"period": release.period_key, "version": release.version, "from": release.club_id},
    )  # fmt: skip
    return Received(release, is_new=True, published=published)


@action
def publish_period(*, by: Actor, at: datetime, period: Period) -> tuple[Scope, ...]:
    """Publish with what has come, for every audience that has no tables of the period yet. Once: never again."""
    require(by, Verb.PUBLISH_PERIOD, None, TIES)
    one_at_a_time()
    return _publish(by, at, period, only_complete=False)


def _open(data: bytes) -> envelope.Opened:
    signers = {club: bytes(key) for club, key in Club.objects.values_list("pk", "signing_key")}
    try:
        return envelope.open_file(data, hub=hub_keys.installation_id(), opening=hub_keys.opening_key(), signers=signers)
    except envelope.FileError as problem:
        raise FileRefused(problem.code) from None


Tables = dict[str, dict[Cell, int]]
Longer = dict[tuple[str, str], dict[Cell, int]]


def _checked(opened: envelope.Opened, at: datetime) -> tuple[Tables, Longer]:
    """The exact tables, once sender, month and version are what they have to be."""
    header = opened.header
    speaks = Speaker.objects.filter(club=header.installation, organisation=header.organisation).exists()
    deployment = Deployment.objects.filter(pk=header.deployment, organisation=header.organisation).first()
    if not speaks or deployment is None:
        raise FileRefused("not_its_own", header.release)
    if not _fits(header, deployment, timezone.localdate(at)):
        raise FileRefused("wrong_period", header.release)
    if not EARLIEST <= header.closed_at <= at + CLOCKS_DIFFER:
        raise FileRefused("wrong_clock", header.release)
    _check_version(header)
    try:
        figures.check_controlled(opened.controlled)
        return figures.read_exact(opened.exact), figures.read_longer(opened.exact, from_key(header.period))
    except figures.FiguresError:
        raise FileRefused("unknown_figures", header.release) from None


def _fits(header: envelope.Header, deployment: Deployment, today: date) -> bool:
    try:
        period = from_key(header.period)
    except PeriodError:
        return False
    runs = deployment.starts_on <= period.end and (deployment.ends_on is None or deployment.ends_on >= period.start)
    same = (period.start, period.end, period.basis) == (header.starts, header.ends, deployment.period_basis)
    return runs and same and period.end < today


def _check_version(header: envelope.Header) -> None:
    """Versions come one after the other, each naming the one before: a gap would hide what was said in between."""
    known = ReceivedRelease.objects.filter(deployment=header.deployment, period_key=header.period)
    newest = known.order_by("-version").first()
    if ReceivedRelease.objects.filter(pk=header.release).exists() or (newest and newest.version == header.version):
        raise FileRefused("other_figures", header.release)
    if newest and newest.version > header.version:
        raise FileRefused("older_version", header.release)
    if (header.version, header.supersedes) != ((newest.version + 1, newest.pk) if newest else (1, None)):
        raise FileRefused("missing_versions", header.release)


def _names_of(tables: Tables, longer: Longer) -> dict[str, list[str]]:
    """Which tables came, by period; one in which nothing happened has no cells and came all the same."""
    found = {"": sorted(tables)}
    for code, period in sorted(longer):
        found.setdefault(period, []).append(code)
    return found


def _keep(opened: envelope.Opened, at: datetime, digest: str, brings: dict[str, list[str]]) -> ReceivedRelease:
    header = opened.header
    return ReceivedRelease.objects.create(
        id=header.release, club_id=header.installation, organisation_id=header.organisation,
        deployment_id=header.deployment, period_key=header.period, starts=header.starts, ends=header.ends,
        version=header.version, supersedes=header.supersedes, closed_at=header.closed_at, received_at=at,
        digest=digest, brings=brings,
    )  # fmt: skip


def _keep_cells(release: ReceivedRelease, tables: Tables, longer: Longer) -> None:
    """Exact cells, which from now on only `published.exact` reads."""
    every = {**{(code, ""): cells for code, cells in tables.items()}, **longer}
    ExactCell.objects.bulk_create(
        ExactCell(release=release, indicator=code, period_key=period, key=list(key), count=count)
        for (code, period), cells in every.items()
        for key, count in cells.items()
    )


def _publish(by: Actor, at: datetime, month: Period, *, only_complete: bool) -> tuple[Scope, ...]:
    """Add exact cells and control them, once for each audience that is due: of the month, and of the longer periods
    that are over and complete with it. Who publishes with what has come, publishes those that end with it too."""
    today = timezone.localdate(at)
    longer = around(month) if only_complete else wider(month)
    due = tuple(
        scope
        for period in (month, *(one for one in longer if one.end < today))
        for scope in scopes(period)
        if scope.reported and (scope.is_complete or not only_complete) and not is_published(scope)
    )
    wanted = [
        exact.Wanted(scope.period, scope.audience, scope.place, scope.reported, scope.has_every_first_version)
        for scope in due
    ]
    law = exact.stated_by_law(_stated_by_law(month, today)) if due else ([], [])
    for scope, tables in zip(due, exact.controlled(wanted, law) if due else (), strict=True):
        _publish_scope(at, scope, tables)
        audit.record(
            by=by, at=at, action=Verb.PUBLISH_PERIOD, subject=scope.place.pk if scope.place else None,
            details={
                "audience": scope.audience, "period": scope.period.key, "releases": [one.pk for one in scope.reported],
            },
        )  # fmt: skip
    return due


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
