"""The only reader of exact cells: it hands them to the disclosure rule, added per club, and to nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from caunoi.indicators.disclosure import ControlledTable, ExactTable, Row, Rung, added, control_together
from caunoi.indicators.engines.in_memory import Cell
from caunoi.indicators.gate import publishable
from caunoi.indicators.linked import Held, rows_of
from caunoi.indicators.model import DISTINCT_PEOPLE, Indicator
from caunoi.lib.periods import Period, from_key
from caunoi.published.figures import MEASURED, by_code
from caunoi.published.models import AudienceCell, AudienceTable, ExactCell, ReceivedRelease

Contributions = dict[str, dict[str, Counter[Cell]]]
"""Indicator → club → exact cells."""


@dataclass(frozen=True)
class Wanted:
    """Tables of one audience that are to be published: of which releases, and whether of all clubs of the programme."""

    releases: tuple[ReceivedRelease, ...]
    is_countrywide: bool


def contributions(releases: Iterable[ReceivedRelease]) -> Contributions:
    """Exact cells of these releases; several deployments of one club are one contribution."""
    return _contributions({release.pk: str(release.organisation_id) for release in releases})


def _names(releases: Iterable[UUID]) -> dict[UUID, str]:
    """Whose numbers they are. What was restated meanwhile goes by a name of its own: these are other numbers."""
    rows = ReceivedRelease.objects.filter(pk__in=list(releases))
    superseded = set(
        ReceivedRelease.objects.filter(supersedes__in=rows.values("pk")).values_list("supersedes", flat=True)
    )
    return {
        pk: f"{organisation}/{pk}" if pk in superseded else str(organisation)
        for pk, organisation in rows.values_list("pk", "organisation_id")
    }


def controlled(period: Period, wanted: Sequence[Wanted]) -> list[dict[str, ControlledTable]]:
    """Add, then control, once: for each audience every table, by indicator. All of them are tried together, beside
    everything that was published of these days before, by an attacker who holds it all."""
    tables = [_tables(one) for one in wanted]
    shown = [control_together(MEASURED, own) for own in tables]
    known = by_code()
    held = [
        Held(known[code], period, own[code], ways[code])
        for own, ways in zip(tables, shown, strict=True)
        for code in own
    ]  # fmt: skip
    passed = iter(publishable(held, list(_before(period))))
    return [{code: next(passed) for code in own} for own in tables]


def _tables(wanted: Wanted) -> dict[str, ExactTable]:
    found = contributions(wanted.releases)
    return {
        indicator.code: added(indicator, found[indicator.code], is_countrywide=wanted.is_countrywide)
        for indicator in MEASURED
        if indicator.code in found
    }


def _contributions(clubs: Mapping[UUID, str]) -> Contributions:
    found: Contributions = defaultdict(lambda: defaultdict(Counter))
    cells = ExactCell.objects.filter(release__in=clubs, period_key="")
    for release, indicator, key, count in cells.values_list("release_id", "indicator", "key", "count"):
        found[indicator][clubs[release]][tuple(key)] += count
    return found


def added_up(period: Period, releases: Sequence[ReceivedRelease]) -> dict[str, Counter[Cell]]:
    """Exact sums of a longer period for the law's own report: months added, people as their clubs counted them for the
    whole period. An indicator of people is there only where every club's last month brought it."""
    sums: dict[str, Counter[Cell]] = {}
    for code, clubs in contributions(releases).items():
        if by_code()[code].measure != DISTINCT_PEOPLE:
            sums[code] = sum(clubs.values(), Counter())
    last = {one.pk: one.deployment_id for one in releases if one.ends == period.end}
    brought: dict[str, set[UUID]] = defaultdict(set)
    rows = ExactCell.objects.filter(release__in=last, period_key=period.key)
    for release, code, key, count in rows.values_list("release_id", "indicator", "key", "count"):
        sums.setdefault(code, Counter())[tuple(key)] += count
        brought[code].add(last[release])
    deployments = {one.deployment_id for one in releases}
    return {code: cells for code, cells in sums.items() if code not in brought or brought[code] == deployments}


# --- what was published before --------------------------------------------------------------------------------------


def _before(period: Period) -> Iterator[Held]:
    """Every table of days that this period shares, as it was published, with the exact one behind it."""
    rows = AudienceTable.objects.filter(starts__lte=period.end, ends__gte=period.start)
    tables = list(rows.select_related("ledger_line").prefetch_related("cells"))
    named = {UUID(release) for table in tables for release in table.ledger_line.releases}
    clubs = _names(named)
    for table in tables:
        own = {UUID(release): clubs[UUID(release)] for release in table.ledger_line.releases}
        indicator = by_code().get(table.indicator)
        if indicator is not None and (found := _contributions(own)[table.indicator]):
            yield _held(table, indicator, added(indicator, found))


def _held(table: AudienceTable, indicator: Indicator, exact: ExactTable) -> Held:
    *rows, total = sorted(table.cells.all(), key=_number)
    parts = rows_of(exact, [tuple(row.key) for row in rows])
    lines = tuple(_line(row, exact, parts[tuple(row.key)]) for row in rows)
    names = tuple(cut.column for cut in indicator.disaggregate_by)
    shown = ControlledTable(Rung(table.rung), lines, _line(total, exact, tuple(exact.cells)), names, True, ())
    return Held(indicator, from_key(table.period_key), exact, shown)


def _line(cell: AudienceCell, exact: ExactTable, parts: tuple[Cell, ...]) -> Row:
    key = tuple(cell.key)
    shown = cell.mark or cell.shown
    return Row(key, parts, exact.class_of(key) if key else exact.sensitivity, shown, cell.rounded)  # type: ignore[arg-type]  # a mark or a number


def _number(cell: AudienceCell) -> int:
    return cell.number
