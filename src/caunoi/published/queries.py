"""What pages may read: controlled tables of one's own audience, and which files have come. Never an exact number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from caunoi.access.choices import Verb
from caunoi.access.policies import require, visible
from caunoi.lib.actor import Actor
from caunoi.lib.periods import Basis, Period, containing, from_key
from caunoi.programme.choices import PeriodBasis
from caunoi.programme.models import Deployment
from caunoi.published.audiences import expected, is_published, latest, scopes
from caunoi.published.choices import Audience
from caunoi.published.evidence import CODES
from caunoi.published.models import AudienceTable, Club, Publishing, ReceivedRelease
from caunoi.published.policies import PROVINCE_TIES, TIES, compares_provinces, own_audience, territory

MONTHS_ON_THE_BOARD = 6


@dataclass(frozen=True)
class Standing:
    """How one deployment stands in one period; `late` means that it came after tables were published without it."""

    deployment: Deployment
    release: ReceivedRelease | None
    late: bool


@dataclass(frozen=True)
class Board:
    """Completeness of one period."""

    period: Period
    standings: tuple[Standing, ...]
    clubs_reported: int
    clubs_expected: int
    is_published: bool
    is_waiting: bool
    """Its tables are being tried, or will be within a minute or so."""
    can_be_published: bool


def tables(by: Actor) -> QuerySet[AudienceTable]:
    """Controlled tables made for this reader, as pages and files hold them: yearly evidence is never among them."""
    rows = AudienceTable.objects.filter(visible(by, Verb.SEE_REPORTS, TIES)).filter(own_audience(by))
    return _in_order(rows.exclude(indicator__in=CODES))


def evidence(by: Actor) -> QuerySet[AudienceTable]:
    """Yearly evidence, for its one page; the newest year first."""
    rows = AudienceTable.objects.filter(visible(by, Verb.SEE_EVIDENCE, TIES), audience=Audience.PROGRAMME)
    return _in_order(rows.filter(indicator__in=CODES)).order_by("-starts", "number", "-version")


def _in_order(rows: QuerySet[AudienceTable]) -> QuerySet[AudienceTable]:
    return rows.select_related("place", "ledger_line").prefetch_related("cells").order_by("number", "-version")


def was_restated_since(table: AudienceTable) -> bool:
    """Whether a club told a month behind this table anew after it was added: it stays as it was published."""
    releases = [UUID(release) for release in table.ledger_line.releases]
    return ReceivedRelease.objects.filter(supersedes__in=releases).exists()


def tables_by_province(by: Actor) -> QuerySet[AudienceTable]:
    """Controlled tables of single provinces that this reader may lay side by side, in the order of the alphabet."""
    rows = AudienceTable.objects.filter(visible(by, Verb.SEE_REPORTS, PROVINCE_TIES)).filter(compares_provinces(by))
    rows = rows.exclude(indicator__in=CODES)
    return rows.select_related("place").prefetch_related("cells").order_by("place__sort_key", "number", "-version")


def reached_lately(by: Actor, indicator: str) -> tuple[Period | None, dict[UUID, AudienceTable]]:
    """The newest month for which provinces have tables of this number, and the table of each, by its unit."""
    rows = tables_by_province(by).filter(indicator=indicator)
    newest = rows.order_by("-starts", "ends").values_list("period_key", flat=True).first()
    found: dict[UUID, AudienceTable] = {}
    for table in rows.filter(period_key=newest) if newest else ():
        if table.place is not None:
            found.setdefault(table.place.unit_id, table)
    return from_key(newest) if newest else None, found


def reads_one_province(by: Actor) -> bool:
    """Whether her own tables are those of one province: there is nothing to lay beside them."""
    found = territory(by)
    return found is not None and found[1] is not None


def periods(by: Actor) -> list[Period]:
    """Periods with tables for this reader, the newest first."""
    keys = AudienceTable.objects.filter(visible(by, Verb.SEE_REPORTS, TIES)).filter(own_audience(by))
    found = (
        keys.exclude(indicator__in=CODES)
        .order_by("-ends", "-starts", "period_key")
        .values_list("period_key", flat=True)
        .distinct()
    )
    return [from_key(key) for key in dict.fromkeys(found)]


def completeness(by: Actor, at: datetime, months: int = MONTHS_ON_THE_BOARD) -> list[Board]:
    """Clubs by finished periods, the newest first: what has come, and whether it is published."""
    require(by, Verb.SEE_COMPLETENESS, None, TIES)
    found = [_board(period) for basis in PeriodBasis.values for period in _finished(cast(Basis, basis), at, months)]
    return sorted((board for board in found if board.standings), key=lambda board: board.period.start, reverse=True)


def clubs(by: Actor) -> QuerySet[Club]:
    """Installations that files are taken from."""
    require(by, Verb.SEE_COMPLETENESS, None, TIES)
    return Club.objects.order_by("name")


def _finished(basis: Basis, at: datetime, months: int) -> Iterable[Period]:
    period = containing(timezone.localdate(at), basis)
    for _number in range(months):
        period = period.previous()
        yield period


def _board(period: Period) -> Board:
    every = scopes(period)
    done = [scope for scope in every if is_published(scope)]
    countrywide = every[-1]
    counted = _counted(period) if done else set()
    published_for = {one.pk for scope in done for one in scope.expected}
    releases = latest(period)
    standings = tuple(
        Standing(
            one,
            releases.get(one.pk),
            one.pk in published_for and one.pk in releases and releases[one.pk].pk not in counted,
        )
        for one in expected(period)
    )
    waiting = any(scope.reported and scope not in done for scope in every)
    return Board(
        period, standings, countrywide.clubs_reported, countrywide.clubs_expected,
        is_published=countrywide in done, is_waiting=_waits(period), can_be_published=waiting,
    )  # fmt: skip


def _waits(period: Period) -> bool:
    """The clock has not come to it yet; where nothing is due, it will only say so."""
    return Publishing.objects.filter(period_key=period.key, done_at=None).exists()


def _counted(period: Period) -> set[UUID]:
    """Releases that stand behind a published table of the period."""
    rows = AudienceTable.objects.filter(period_key=period.key).values_list("ledger_line__releases", flat=True)
    return {UUID(release) for releases in rows for release in releases}
