"""What was promised and how many people there may be, as a page shows them: sources beside every number, rivals side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.lib.periods import Period
from caunoi.published.models import AudienceTable, SizeEstimate
from caunoi.published.targets import Aim, Coverage, amount, coverage
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


@dataclass(frozen=True)
class Size:
    """One estimate as words: how many, of whom, how many per cent of these were reached, from where."""

    number: str
    found: str
    share: str
    on: date
    source: str
    address: str
    assumed: str


@dataclass(frozen=True)
class Rivals:
    """Estimates of one place, and what was reached there where that may be said."""

    place: str
    reached: str
    sizes: list[Size]


def sizes(
    estimates: Iterable[SizeEstimate], reached: Mapping[UUID, AudienceTable], period: Period | None
) -> list[Rivals]:
    """Every place with its rivals beside each other."""
    by_place: dict[UUID, list[SizeEstimate]] = {}
    for one in estimates:
        by_place.setdefault(one.place.unit_id, []).append(one)
    return [_rivals(rows, reached.get(unit), period) for unit, rows in by_place.items()]


def _rivals(rows: Sequence[SizeEstimate], table: AudienceTable | None, period: Period | None) -> Rivals:
    language = page_language()
    line = total(table) if table else None
    of_each = {one.estimate.pk: one for one in coverage(line.number if line else None, rows)}
    said = ""
    if line is not None and period is not None:
        said = _("Reached in %(period)s: %(number)s people with a card.") % {
            "period": period.label(language).partition(" (")[0], "number": short(line, language),
        }  # fmt: skip
    return Rivals(rows[0].place.name, said, [_size(one, of_each.get(one.pk), language) for one in rows])


def _size(one: SizeEstimate, of_it: Coverage | None, language: str) -> Size:
    number = grouped(one.value, language)
    if one.low is not None and one.high is not None:
        number += f" ({grouped(one.low, language)}–{grouped(one.high, language)})"
    found = f"{one.get_method_display()}: {one.definition}"
    return Size(number, found, _share(of_it), one.on, one.source, one.address, one.assumptions)


def _share(found: Coverage | None) -> str:
    if found is None:
        return ""
    ends = "" if found.lowest is None else f" ({found.lowest}–{found.highest} %)"
    return f"≈ {found.percent} %{ends}"


def _title(aim: Aim) -> str:
    instrument = aim.target.instrument
    return instrument.title_en if page_language().startswith("en") else instrument.title_vi
