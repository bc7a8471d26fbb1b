"""What was promised and how many people there may be, as a page shows them: sources beside every number, rivals side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.lib.periods import Period
from caunoi.look.tables import Column, Table
from caunoi.published.models import AudienceTable, SizeEstimate
from caunoi.published.targets import Aim, amount, coverage
from caunoi.published.words import grouped, short
from caunoi.reports.cells import page_language, total

FIRST_YEAR = 2016
"""The year of Decision 361."""
REACHED = "people_reached"
MIDDLE = (7, 1)
"""The day of a year that is over on which its targets are looked up."""


@dataclass(frozen=True)
class Shown:
    """One target as words."""

    title: str
    whose: str
    amount: str
    of: str
    due_on: date
    paper: str
    address: str
    instead_of: str


def years(today: date) -> list[int]:
    return list(range(today.year, FIRST_YEAR - 1, -1))


def day_of(year: int, today: date) -> date:
    return today if year == today.year else date(year, *MIDDLE)


def shown(aims: Iterable[Aim]) -> list[Shown]:
    """Every target in force, the country's first."""
    language = page_language()
    return [
        Shown(
            one.title(language),
            one.target.place.name if one.target.place else _("whole country"),
            one.amount(language),
            one.denominator(language),
            one.target.due_on,
            one.target.instrument.number or _title(one),
            one.target.address,
            amount(one.beside, language) if one.beside else "",
        )
        for one in aims
    ]


def sizes(
    estimates: Sequence[SizeEstimate], reached: Mapping[UUID, AudienceTable], period: Period | None
) -> list[Table]:
    """One table for each place: rivals beside each other, each with what was reached of it where that may be said."""
    by_place: dict[UUID, list[SizeEstimate]] = {}
    for one in estimates:
        by_place.setdefault(one.place.unit_id, []).append(one)
    return [_rivals(rows, reached.get(unit), period) for unit, rows in by_place.items()]


def _rivals(rows: Sequence[SizeEstimate], table: AudienceTable | None, period: Period | None) -> Table:
    language = page_language()
    line = total(table) if table else None
    of_each = {one.estimate.pk: one for one in coverage(line.number if line else None, rows)}
    cells = [
        [
            f"{one.get_method_display()}: {one.definition}",
            _between(one, language),
            _share(of_each.get(one.pk)),
            f"{one.on:%d/%m/%Y}",
            one.source,
            one.assumptions,
        ]
        for one in rows
    ]
    columns = [
        Column(_("How, and of whom")), Column(_("people"), numeric=True), Column(_("reached of these"), "%", numeric=True),
        Column(_("Day")), Column(_("Source")), Column(_("Assumed")),
    ]  # fmt: skip
    said = _("Rival estimates stand side by side and are never averaged.")
    if line is not None and period is not None:
        said += " " + _("Reached in %(period)s: %(number)s people with a card.") % {
            "period": period.label(language).partition(" (")[0], "number": short(line, language),
        }  # fmt: skip
    return Table(rows[0].place.name, columns, cells, note=said)


def _between(one: SizeEstimate, language: str) -> str:
    if one.low is None or one.high is None:
        return grouped(one.value, language)
    return f"{grouped(one.value, language)} ({grouped(one.low, language)}–{grouped(one.high, language)})"


def _share(found: object) -> str:
    percent, lowest, highest = (getattr(found, name, None) for name in ("percent", "lowest", "highest"))
    if percent is None:
        return "–"
    return f"≈ {percent}" if lowest is None else f"≈ {percent} ({lowest}–{highest})"


def _title(aim: Aim) -> str:
    instrument = aim.target.instrument
    return instrument.title_en if page_language().startswith("en") else instrument.title_vi
