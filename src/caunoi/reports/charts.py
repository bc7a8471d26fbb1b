"""Published tables as pictures: the same cells and marks as in the table that stands with each picture."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.indicators.model import Indicator, Sensitivity
from caunoi.lib.periods import Period, from_key
from caunoi.look.charts import Bars, Square, SquareMap, Stated
from caunoi.look.tables import Column, Table
from caunoi.places.models import Place
from caunoi.published.figures import Line
from caunoi.published.models import AudienceTable
from caunoi.published.titles import NOTES, footnote
from caunoi.published.words import line_title, short
from caunoi.reports.cells import lines, notes, page_language, sent, total, unit

SQUARES = Path(__file__).with_name("squares.csv")
PROVINCES_SINCE = date(2025, 7, 1)
"""The map shows the provinces of this day and later; what came before has other borders and stands in tables."""
MONTHS = 12
OF_MARKS = tuple(NOTES)
"""Notes that explain a mark; others speak of rows, which these pictures do not show."""


@dataclass(frozen=True)
class Position:
    """Where a province stands on the map. Islands have a square of their own, which is of their province."""

    code: str
    column: int
    row: int
    name: str = ""


@cache
def positions() -> tuple[Position, ...]:
    """The layout of the map: our own neutral grid, no borders and no coordinates."""
    with SQUARES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Position(row["of"] or row["code"], int(row["column"]), int(row["row"]), row["code"] if row["of"] else "")
        for row in rows
    )


def stated(line: Line) -> int | Stated:
    """A cell as a picture shows it: a mark has no length, a rounded number says so."""
    if line.number is not None and not line.rounded:
        return line.number
    return Stated(line.number or 0, str(short(line, page_language())))


def of_rows(table: AudienceTable, indicator: Indicator) -> Bars:
    """The rows of one table."""
    *rows, last = lines(table)
    cuts = " · ".join(cut.title.in_language(page_language()) for cut in indicator.disaggregate_by)
    return Bars(
        indicator.title.in_language(page_language()),
        unit(indicator),
        indicator.question.in_language(page_language()),
        timezone.localdate(table.published_at),
        [(line_title(indicator, line.key, page_language()), stated(line)) for line in rows],
        cuts,
        [line_title(indicator, (), page_language()), short(last, page_language())],
        notes(table),
    )


def by_month(tables: Iterable[AudienceTable], indicator: Indicator, chosen: Period) -> Bars:
    """The totals of the last months up to the chosen one; months that nobody published are not there."""
    newest: dict[str, AudienceTable] = {}
    for table in tables:
        newest.setdefault(table.period_key, table)
    periods = sorted((from_key(key) for key in newest), key=lambda one: one.end)
    found = [one for one in periods if one.basis == chosen.basis and one.end <= chosen.end][-MONTHS:]
    return Bars(
        indicator.title.in_language(page_language()),
        unit(indicator),
        f"{indicator.question.in_language(page_language())} {_not_added(indicator)}".strip(),
        timezone.localdate(newest[chosen.key].published_at),
        [(_month(one, newest[one.key]), stated(total(newest[one.key]))) for one in found],
        _("Period, clubs that sent"),
        note=notes(newest[chosen.key]),
    )


def side_by_side(tables: Sequence[AudienceTable], indicator: Indicator) -> Table:
    """Provinces in the order of the alphabet: a list by size would rank them."""
    columns = [
        Column(_("Province")), Column(unit(indicator), numeric=True), Column(_("Have sent"), numeric=True),
    ]  # fmt: skip
    rows = [[_name(table), short(total(table), page_language()), sent(table)] for table in tables]
    said = _(
        "Provinces that are not named here have no published figures. They do not add to the figure of the country."
    )
    codes = dict.fromkeys(code for table in tables for code in table.footnotes if code in OF_MARKS)
    marks = [footnote(code, page_language()) for code in codes]
    return Table(indicator.title.in_language(page_language()), columns, rows, note=" ".join([said, *marks]))


def province_map(
    tables: Sequence[AudienceTable], indicator: Indicator, chosen: Period, names: Iterable[Place]
) -> SquareMap | None:
    """The 34 provinces as squares; the islands of Hoàng Sa and Trường Sa stand beside theirs."""
    if chosen.end < PROVINCES_SINCE:
        return None
    values = {table.place.code: stated(total(table)) for table in tables if table.place}
    named = {place.code: place.name.removeprefix("Thành phố ") for place in names}
    return SquareMap(
        indicator.title.in_language(page_language()),
        unit(indicator),
        indicator.question.in_language(page_language()),
        timezone.localdate(tables[0].published_at),
        [
            Square(
                one.name or named[one.code],
                one.column,
                one.row,
                values.get(one.code),
                named[one.code] if one.name else "",
            )
            for one in positions()
            if one.code in named
        ],
        side_by_side(tables, indicator),
    )


def may_be_compared(indicator: Indicator) -> bool:
    """Violence and acts of officials never: more reports can mean more trust, and nobody is ranked by them."""
    return indicator.sensitivity is not Sensitivity.SENSITIVE_EVENT


def _month(period: Period, table: AudienceTable) -> str:
    return f"{period.label(page_language()).partition(' (')[0]} ({sent(table)})"


def _not_added(indicator: Indicator) -> str:
    if indicator.sensitivity is Sensitivity.PEOPLE:
        return _("Months are not added: somebody met in two of them is one person.")
    return ""


def _name(table: AudienceTable) -> str:
    return table.place.name if table.place else ""
