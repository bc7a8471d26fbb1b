"""What pages and commands read of collected figures. Exact figures that are not published are for the desk alone."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from caunoi.access.choices import Verb
from caunoi.access.policies import require, visible
from caunoi.indicators.model import Unit
from caunoi.lib.actor import Actor
from caunoi.lib.periods import Basis, Period, containing, from_key
from caunoi.places.models import Place
from caunoi.places.queries import communes_of, province_of, provinces
from caunoi.programme.models import Deployment
from caunoi.published import amounts, collected_board, rows, stated_periods
from caunoi.published.amounts import Amount
from caunoi.published.choices import ReportState
from caunoi.published.collected_board import Standing
from caunoi.published.drafts import DraftReport
from caunoi.published.models import CollectedReport, CollectedTable, ExpectedReport
from caunoi.published.policies import COLLECTED_TIES, DOCUMENT_TIES, TIES
from caunoi.published.rows import Group

DESK_BASES: tuple[tuple[Basis, int], ...] = (("half_year", 4), ("year", 2), ("quarter", 4), ("admin_month", 6))
"""Periods that the desk offers: how many finished ones of each basis."""


@dataclass(frozen=True)
class Board:
    """Who has sent in one period."""

    period: Period
    standings: tuple[Standing, ...]
    can_publish: bool
    published: tuple[Place, ...]

    def count(self, state: ReportState) -> int:
        return sum(one.state == state for one in self.standings)


@dataclass(frozen=True)
class Line:
    """A row of a table. `row` is a code of `rows`, or the residual's."""

    row: str
    amount: Amount


@dataclass(frozen=True)
class Table:
    """Rows of one group in one unit, the total as it was collected, and what it holds beyond the rows."""

    group: Group
    unit: Unit
    lines: tuple[Line, ...]
    total: Amount | None
    residual: Amount | None


@dataclass(frozen=True)
class Document:
    """A report that anybody can look up, with its tables and the versions before it."""

    report: CollectedReport
    tables: tuple[Table, ...]
    earlier: tuple[CollectedReport, ...]


# --- the desk -------------------------------------------------------------------------------------------------------


def board(by: Actor, period: Period) -> Board:
    """Communes of a period: not sent, sent, zero confirmed."""
    require(by, Verb.SEE_COMPLETENESS, None, TIES)
    key = stated_periods.during(period).key
    shown = tuple(
        Place.objects.filter(pk__in=CollectedTable.objects.filter(period_key=key).values("place")).order_by("sort_key")
    )
    waiting = any(scope.reports and scope.province not in shown for scope in collected_board.provinces(period))
    return Board(period, tuple(collected_board.standings(period)), waiting, shown)


def late(by: Actor, period: Period, at: datetime) -> list[Standing]:
    """Communes that have not sent although their day is over, those who wait longest first."""
    day = timezone.localdate(at)
    waiting = [one for one in board(by, period).standings if one.report is None and one.expected]
    overdue = [(one.expected.due_on, one) for one in waiting if one.expected and one.expected.due_on < day]
    return [one for _due, one in sorted(overdue, key=lambda pair: pair[0])]


def desk_periods(by: Actor, at: datetime) -> list[Period]:
    """Periods to choose from: those with somebody expected, and the last finished ones."""
    require(by, Verb.SEE_COMPLETENESS, None, TIES)
    kept = ExpectedReport.objects.order_by().values_list("period_key", flat=True).distinct()
    found = {key: from_key(key) for key in kept}
    for basis, number in DESK_BASES:
        period = containing(timezone.localdate(at), basis)
        for _number in range(number):
            period = period.previous()
            found.setdefault(period.key, period)
    return sorted(found.values(), key=lambda period: (period.end, period.start), reverse=True)


def default_period(by: Actor, at: datetime) -> Period:
    """The newest period with somebody expected; else the last finished half-year."""
    require(by, Verb.SEE_COMPLETENESS, None, TIES)
    keys = ExpectedReport.objects.order_by().values_list("period_key", flat=True).distinct()
    expected = sorted((from_key(key) for key in keys), key=lambda period: (period.end, period.start))
    return expected[-1] if expected else containing(timezone.localdate(at), "half_year").previous()


def communes_to_ask(by: Actor, province: Place, period: Period) -> list[Place]:
    """Communes of a province as they stood when the period ended."""
    require(by, Verb.SEE_COMPLETENESS, None, TIES)
    return list(communes_of(province, period.end).select_related("parent__parent").order_by("sort_key"))


def provinces_to_ask(by: Actor, period: Period) -> list[Place]:
    """Provinces as they stood when the period ended, those with deployments first."""
    require(by, Verb.SEE_COMPLETENESS, None, TIES)
    sites = Deployment.objects.running(period.start, period.end).select_related("place__parent__parent")
    with_sites = {province_of(one.place).pk for one in sites}
    return sorted(provinces(period.end), key=lambda place: (place.pk not in with_sites, place.sort_key))


def one_report(by: Actor, pk: UUID) -> CollectedReport | None:
    """A report as it was entered, for the desk that entered it."""
    require(by, Verb.ENTER_COLLECTED, None, TIES)
    return _reports().filter(pk=pk).first()


def versions(by: Actor, report: CollectedReport) -> list[CollectedReport]:
    """All versions of the same source, place and period, the newest first."""
    require(by, Verb.ENTER_COLLECTED, None, TIES)
    same = _reports().filter(source=report.source, place=report.place, period_key=report.period_key)
    return list(same.order_by("-version"))


def entered_from(by: Actor, digest: str) -> list[CollectedReport]:
    """What came from this very file."""
    require(by, Verb.ENTER_COLLECTED, None, TIES)
    return list(_reports().filter(digest=digest))


def compared(by: Actor, draft: DraftReport) -> tuple[CollectedReport | None, bool]:
    """The version that a draft would come after, and whether it says the same."""
    require(by, Verb.ENTER_COLLECTED, None, TIES)
    before = collected_board.latest(draft)
    return before, before is not None and collected_board.content(before) == draft.content


# --- readers --------------------------------------------------------------------------------------------------------


def documents(by: Actor) -> list[Document]:
    """Published documents that speak of what this reader may read of, the newest first; never a commune's paper."""
    found = _reports().filter(visible(by, Verb.SEE_REPORTS, DOCUMENT_TIES), is_published=True)
    versions: dict[tuple[object, ...], list[CollectedReport]] = {}
    for report in found.order_by("version"):
        versions.setdefault((report.source_id, report.place_id, report.period_key), []).append(report)
    newest = sorted(versions.values(), key=lambda each: _newest_first(each[-1]))
    return [Document(each[-1], tuple(tables_of(each[-1])), tuple(reversed(each[:-1]))) for each in newest]


def province_tables(by: Actor) -> QuerySet[CollectedTable]:
    """Sums over communes, controlled once: the same for every reader who may read of the province."""
    found = CollectedTable.objects.filter(visible(by, Verb.SEE_REPORTS, COLLECTED_TIES))
    ordered = found.select_related("place").prefetch_related("lines")
    return ordered.order_by("-ends", "place__sort_key", "number", "unit")


def tables_of(report: CollectedReport) -> list[Table]:
    """The rows of a report as tables: one for each group and unit, so that unlike units never meet."""
    stated = collected_board.amounts(report)
    found = []
    for group in rows.GROUPS:
        for unit in Unit:
            own = {
                code: amount for (code, its), amount in stated.items() if its is unit and rows.group_of(code) is group
            }
            if own:
                found.append(_table(group, unit, own))
    return found


def _table(group: Group, unit: Unit, stated: dict[str, Amount]) -> Table:
    total = stated.get(group.total.code) if group.total else None
    parts = [Line(row.code, stated[row.code]) for row in group.rows if row.code in stated and not row.is_total]
    left = amounts.residual(total, [line.amount for line in parts]) if total else None
    return Table(group, unit, tuple(parts), total, left)


def _newest_first(report: CollectedReport) -> tuple[int, date, str]:
    return (-report.ends.toordinal(), report.starts or date.min, report.place.sort_key)


def _reports() -> QuerySet[CollectedReport]:
    return CollectedReport.objects.select_related("source", "place", "entered_by").prefetch_related("values")
