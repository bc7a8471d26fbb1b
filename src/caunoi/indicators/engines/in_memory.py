"""Counts by going through the rows: slow, plain and exact. Every other engine must give the same numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from statistics import median

from caunoi.indicators.facts import TABLES, UNITS, Fact, FactError, Facts, value
from caunoi.indicators.model import RESIDUAL, Disaggregation, Filter, Indicator, Measure, Median, Operation, Reading
from caunoi.lib.periods import Period

Cell = tuple[str, ...]
Units = Mapping[str, str]
"""The unit of the day asked for, by unit as it was."""


@dataclass(frozen=True)
class Result:
    """Exact numbers of one indicator in one period, in the indicator's unit; not to be shown to anyone as they are.

    ``cells`` has one key part per disaggregation, ``()`` alone without one. Cells do not overlap: they add to total.
    """

    indicator: Indicator
    period: Period
    cells: Mapping[Cell, int]

    @property
    def total(self) -> int:
        return sum(self.cells.values())


def evaluate(indicator: Indicator, facts: Facts, period: Period, only: Iterable[Filter] = ()) -> Result:
    """Count the indicator over facts whose date lies in the period; ``only`` narrows it, to a deployment for example.

    Raises FactError for a missing table or column, or a value that is not a date or whole number where one is needed,
    and for a period basis that the definition does not allow.
    """
    rows = _rows(indicator, facts, period, only)
    cells = dict.fromkeys(product(*(cut.standing_values for cut in indicator.disaggregate_by)), 0)
    units = {str(value(row, "unit")): str(value(row, "on_day")) for row in facts.get(UNITS, ())}
    return Result(indicator, period, cells | _count(indicator, rows, units))


@dataclass(frozen=True)
class Middle:
    """A median and how many it was taken from; None where there was nothing."""

    definition: Median
    period: Period
    value: float | None
    of: int


def middle(definition: Median, facts: Facts, period: Period, only: Iterable[Filter] = ()) -> Middle:
    """The median of the column; of an even number of rows, halfway between the two in the middle."""
    rows = _rows(definition, facts, period, only)
    numbers = [value(row, definition.column) for row in rows]
    known = [number for number in numbers if isinstance(number, int)]
    return Middle(definition, period, float(median(known)) if known else None, len(known))


def check(definition: Reading, tables: Iterable[str], period: Period, only: Iterable[Filter]) -> tuple[Filter, ...]:
    """Every filter that applies. Raises FactError where table, column or period do not fit; engines ask this first."""
    if period.basis not in definition.period_basis:
        raise FactError(f"{definition.code} is not counted by {period.basis}")
    if definition.fact not in tables:
        raise FactError(f"{definition.code} needs the table {definition.fact!r}")
    if isinstance(definition, Indicator) and definition.needs_units and UNITS not in tables:
        raise FactError(f"{definition.code} needs the table {UNITS!r}")
    filters = (*definition.filters, *only)
    for each in filters:
        if each.column not in TABLES[definition.fact]:
            raise FactError(f"{definition.fact} has no column {each.column!r}")
    return filters


def _rows(indicator: Reading, facts: Facts, period: Period, only: Iterable[Filter]) -> list[Fact]:
    filters = check(indicator, facts, period, only)
    rows = (row for row in facts[indicator.fact] if period.contains(_date(row, indicator.date_column)))
    return [row for row in rows if all(_passes(row, each) for each in filters)]


def _passes(row: Fact, condition: Filter) -> bool:
    found = value(row, condition.column)
    match condition.op:
        case "is":
            return found == condition.value
        case "is_not":
            return found != condition.value
        case "one_of":
            return isinstance(condition.value, tuple) and found in condition.value
        case "known":
            return found is not None
        case "unknown":
            return found is None
        case "at_least" | "at_most":
            return (
                isinstance(found, int)
                and isinstance(condition.value, int)
                and _holds(condition.op, found, condition.value)
            )


def _holds(op: Operation, found: int, limit: int) -> bool:
    return found >= limit if op == "at_least" else found <= limit


def _count(indicator: Indicator, rows: list[Fact], units: Units) -> dict[Cell, int]:
    if indicator.measure.kind == "distinct":
        return dict(Counter(_last_cells(indicator, rows, units).values()))
    numbers: Counter[Cell] = Counter()
    for row in rows:
        numbers[_cell(indicator, row, units)] += _number(row, indicator.measure)
    return dict(numbers)


def _last_cells(indicator: Indicator, rows: list[Fact], units: Units) -> dict[Hashable, Cell]:
    """Each different person or thing once, in the cell of its last row; cell names decide between rows of one day."""
    dated = sorted((_date(row, indicator.date_column), _cell(indicator, row, units), _thing(row, indicator)) for row in rows
                   if _thing(row, indicator) is not None)  # fmt: skip
    return {thing: cell for _, cell, thing in dated}


def _thing(row: Fact, indicator: Indicator) -> str | None:
    thing = value(row, indicator.measure.column or "")
    return None if thing is None else str(thing)


def _cell(indicator: Indicator, row: Fact, units: Units) -> Cell:
    return tuple(_place(cut, row, units) for cut in indicator.disaggregate_by)


def _place(cut: Disaggregation, row: Fact, units: Units) -> str:
    found = value(row, cut.column)
    place = RESIDUAL if found in (None, "") else str(found)
    place = units.get(place, place) if cut.in_units_of_a_day else place
    return cut.sensitive_cell(place) if cut.sensitive_flag and value(row, cut.sensitive_flag) else place


def _number(row: Fact, measure: Measure) -> int:
    if measure.column is None:
        return 1
    number = value(row, measure.column)
    if not isinstance(number, int) or number < 0:
        raise FactError(f"{measure.column} must be a whole number of 0 or more, not {number!r}")
    return int(number)


def _date(row: Fact, column: str) -> date:
    day = value(row, column)
    if not isinstance(day, date) or isinstance(day, datetime):
        raise FactError(f"{column} must be a date without time, not {day!r}")
    return day
