"""Before and after, and what an output cost: from controlled tables of provinces, in the order of the alphabet.

No exact cell is read and nobody is ranked: not by size, and least of all by violence that was reported, which can rise
because trust rises. A province where several models run cannot be divided among them and says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.exchange.money import model_name
from caunoi.indicators.model import Indicator, Sensitivity
from caunoi.lib.actor import Actor
from caunoi.lib.periods import MONTH_OF, Period, containing, from_key
from caunoi.look.languages import page_language
from caunoi.look.tables import Column, Table
from caunoi.places.models import Place
from caunoi.programme.models import Deployment, FundingLine
from caunoi.programme.queries import deployments, funding_lines
from caunoi.published import queries
from caunoi.published.audiences import province_of
from caunoi.published.figures import MEASURED, Line
from caunoi.published.models import AudienceTable
from caunoi.published.words import grouped, short

Totals = Mapping[tuple[UUID, str], AudienceTable]
"""The newest table of a province and period."""


@dataclass(frozen=True)
class Asked:
    """What is compared: one number, in two periods."""

    indicator: Indicator
    before: Period
    after: Period


def indicators() -> list[Indicator]:
    """Numbers that may be compared; sensitive events never."""
    return [one for one in MEASURED if one.sensitivity is not Sensitivity.SENSITIVE_EVENT]


def periods(by: Actor) -> list[Period]:
    """Periods for which some province has tables, the newest first."""
    keys = queries.tables_by_province(by).order_by("-starts").values_list("period_key", flat=True)
    return [from_key(key) for key in dict.fromkeys(keys)]


def asked(found: Sequence[Period], wanted: Mapping[str, str]) -> Asked | None:
    """What she chose, else the first number in the newest period and the oldest one of its kind."""
    if not found:
        return None
    known = {one.key: one for one in found}
    named = {one.code: one for one in indicators()}
    after = known.get(wanted.get("after", ""), found[0])
    alike = [one for one in found if one.basis == after.basis]  # a quarter is never compared with a month
    before = known.get(wanted.get("before", ""))
    return Asked(
        named.get(wanted.get("indicator", ""), indicators()[0]), before if before in alike else alike[-1], after
    )


@dataclass(frozen=True)
class Compared:
    """All that the page shows."""

    tables: list[Table]
    cost: Table | None


def compare(by: Actor, what: Asked) -> Compared:
    """Provinces by the models that run there, and what the output cost where money is known."""
    totals, places = _totals(by, what.indicator)
    running = list(deployments(by))
    lines = [one for one in funding_lines(by) if one.withdrawn_at is None and not one.in_kind]
    cost = _costs(lines, totals, running, what) if _can_be_added(what.indicator) else None
    return Compared(_by_models(what, totals, places, running), cost)


def _totals(by: Actor, indicator: Indicator) -> tuple[Totals, list[Place]]:
    found: dict[tuple[UUID, str], AudienceTable] = {}
    places: dict[UUID, Place] = {}
    for table in queries.tables_by_province(by).filter(indicator=indicator.code):
        if table.place is not None:
            found.setdefault((table.place.pk, table.period_key), table)
            places.setdefault(table.place.pk, table.place)
    return found, list(places.values())


# --- before and after -----------------------------------------------------------------------------------------------


def _by_models(what: Asked, totals: Totals, places: Iterable[Place], running: Iterable[Deployment]) -> list[Table]:
    names = _models_of(running, what)
    groups: dict[str, list[list[object]]] = defaultdict(list)
    for place in places:
        before, after = totals.get((place.pk, what.before.key)), totals.get((place.pk, what.after.key))
        if before or after:
            groups[" + ".join(names.get(place.pk, [])) or _("no deployment known")].append(_row(place, before, after))
    columns = [
        Column(_("Province, clubs that sent")), Column(_short(what.before), numeric=True),
        Column(_short(what.after), numeric=True), Column(_("Difference"), numeric=True),
    ]  # fmt: skip
    return [Table(name, columns, rows, note=_group_note(name)) for name, rows in sorted(groups.items())]


def _models_of(running: Iterable[Deployment], what: Asked) -> dict[UUID, list[str]]:
    """Models that ran in each province on some day of one of the two periods."""
    start, end = min(what.before.start, what.after.start), max(what.before.end, what.after.end)
    found: dict[UUID, list[str]] = defaultdict(list)
    for one in running:
        place = province_of(one.place)
        runs = one.starts_on <= end and (one.ends_on is None or one.ends_on >= start)
        if place and runs and model_name(one.model) not in found[place.pk]:
            found[place.pk].append(model_name(one.model))
    return found


def _row(place: Place, before: AudienceTable | None, after: AudienceTable | None) -> list[object]:
    sent = " → ".join(f"{one.clubs_reported}/{one.clubs_expected}" if one else "–" for one in (before, after))
    return [f"{place.name} · {sent}", _said(before), _said(after), _difference(before, after)]


def _difference(before: AudienceTable | None, after: AudienceTable | None) -> str:
    """Only of two numbers that are shown, and of the same clubs as far as completeness tells."""
    if before is None or after is None or before.clubs_reported != after.clubs_reported:
        return "–"
    first, last = _total(before), _total(after)
    if first.number is None or last.number is None:
        return "–"
    written = f"{'+' if last.number > first.number else ''}{grouped(last.number - first.number, page_language())}"
    return f"≈ {written}" if first.rounded or last.rounded else written


def _group_note(name: str) -> str:
    if " + " in name:
        return _("Several models run here: the figures of the province cannot be divided among them.")
    return ""


# --- cost -----------------------------------------------------------------------------------------------------------


@dataclass
class Spent:
    """Money handed out in one province for the same days, and the deployments it was for."""

    given: int
    deployments: set[UUID]


def _costs(lines: Iterable[FundingLine], totals: Totals, running: Iterable[Deployment], what: Asked) -> Table | None:
    """Money handed out for some days of a province, beside the output of exactly these days and deployments."""
    spent: dict[tuple[str, UUID, date, date], Spent] = {}
    for one in lines:
        if place := province_of(one.deployment.place):
            found = spent.setdefault((place.name, place.pk, one.starts_on, one.ends_on), Spent(0, set()))
            found.given += one.disbursed
            found.deployments.add(one.deployment_id)
    rows = []
    for (name, pk, start, end), money in sorted(spent.items(), key=lambda item: item[0]):
        months = _months(totals, pk, what.after, start, end)
        is_all = _at_work(running, pk, start, end) <= money.deployments
        rows.append(_cost(name, (start, end), money.given, months, is_all=is_all))
    unit = what.indicator.unit.words.in_language(page_language())
    columns = [
        Column(_("Province, days, months published")), Column(_("Handed out"), "đ", numeric=True),
        Column(_("Output"), unit, numeric=True), Column(_("đồng for one"), numeric=True),
    ]  # fmt: skip
    note = _(
        "Only once all these months are published and all money is entered. Support in kind is left out; low cost alone is not good work."
    )
    return Table(_("What one cost"), columns, rows, note=note) if rows else None


def _at_work(running: Iterable[Deployment], province: UUID, start: date, end: date) -> set[UUID]:
    """Deployments behind the figures of a province in these days."""
    return {
        one.pk
        for one in running
        if one.starts_on <= end and (one.ends_on is None or one.ends_on >= start)
        if (place := province_of(one.place)) and place.pk == province
    }


def _months(totals: Totals, place: UUID, like: Period, start: date, end: date) -> tuple[list[AudienceTable], int]:
    """Published months that end in these days, and how many such months there are: twelve in a budget year, also where
    months are counted from the 15th to the 14th."""
    published, expected = [], 0
    month = containing(start, MONTH_OF[like.basis])
    while month.end <= end:
        expected += 1
        if table := totals.get((place, month.key)):
            published.append(table)
        month = month.next()
    return published, expected


def _cost(
    name: str, days: tuple[date, date], given: int, months: tuple[list[AudienceTable], int], *, is_all: bool
) -> list[object]:
    published, expected = months
    stated = [number for table in published if (number := _total(table).number) is not None]
    output = sum(stated)
    is_whole = is_all and bool(expected) and len(stated) == expected and output > 0
    where = f"{name}, {days[0]:%d/%m/%Y}–{days[1]:%d/%m/%Y} · {len(stated)}/{expected}"
    return [where, given, output if stated else "–", (given + output // 2) // output if is_whole else "–"]


def _can_be_added(indicator: Indicator) -> bool:
    """Visits, sessions and items may be added over months; people may not, and sensitive events are never priced."""
    return indicator.sensitivity is Sensitivity.PLAIN


# --- words ----------------------------------------------------------------------------------------------------------


def _total(table: AudienceTable) -> Line:
    cell = next(one for one in table.cells.all() if one.is_total)
    return Line((), cell.shown, cell.mark, cell.rounded)


def _said(table: AudienceTable | None) -> object:
    return "–" if table is None else short(_total(table), page_language())


def _short(period: Period) -> str:
    return period.label(page_language()).partition(" (")[0]
