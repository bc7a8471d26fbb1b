"""By which periods a table goes to an audience: by months and quarters only where its numbers are not small.

The law makes exact totals of every half-year and year public. Whoever subtracts the months that are shown from them finds
the one that was hidden because it was small. So whether a table of people, of sensitive events, or one that bounds them
goes by months is settled before anybody knows how small a month will be: by the first month of a half-year. Where that is
not large, or once a month could not be stated, the rest of the half-year is stated by longer periods only, whatever its
months count, and their silence says nothing. Quarters are settled in the same way; half-years and years always go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from caunoi.indicators.disclosure import THRESHOLD, ControlledTable, ExactTable, Rung, control_together, not_stated
from caunoi.indicators.model import Indicator, Sensitivity
from caunoi.lib.periods import Period, half_year_of

LARGE = 3 * THRESHOLD
"""A table that counts so many in the first month of a half-year hardly counts 1 to 7 in a later one."""


def by_its_basis(
    indicators: Iterable[Indicator], period: Period, tables: Mapping[str, ExactTable], before: Mapping[str, Rung],
    parts: Iterable[tuple[Mapping[str, ExactTable], Mapping[str, ControlledTable]]] = (),
) -> dict[str, ControlledTable]:  # fmt: skip
    """The tables of one audience and period, controlled side by side; those that only go by longer periods say so.

    `before`: how far down the ladder the same table last was, for a period as long in the same half-year. `parts`: the
    tables of territories inside this one. What they state is subtracted, so what is left has to be large as well.
    """
    known, inside = list(indicators), list(parts)
    shown = control_together(known, tables)
    waiting = {
        code for code in tables
        if not _goes(code, known, period, tables, before.get(code)) or not _leaves_enough(code, known, period, tables, inside)
    }  # fmt: skip
    return shown | {code: left_to_longer(tables[code]) for code in waiting}


def left_to_longer(table: ExactTable) -> ControlledTable:
    """Nothing of this period, whatever it counts: a longer one states it."""
    silent = not_stated(table)
    return ControlledTable(Rung.WIDER, (), silent.total, silent.dimensions, silent.over_clubs, (Rung.WIDER.value,))


def is_always_stated(period: Period) -> bool:
    """Half-years and years: the law states their totals anyway."""
    half = half_year_of(period)
    return half.start >= period.start and half.end == period.end


def _goes(
    code: str, indicators: list[Indicator], period: Period, tables: Mapping[str, ExactTable], before: Rung | None
) -> bool:
    if is_always_stated(period):
        return True
    if before is not None:
        return before not in (Rung.WIDER, Rung.NOT_STATED)
    return all(number >= LARGE for number in _what_would_be_small(code, indicators, tables))


def _leaves_enough(
    code: str, indicators: list[Indicator], period: Period, tables: Mapping[str, ExactTable],
    parts: list[tuple[Mapping[str, ExactTable], Mapping[str, ControlledTable]]],
) -> bool:  # fmt: skip
    """Whether an exact table leaves nothing when the parts that state it are taken away, or so much that nobody is small."""
    if is_always_stated(period) or tables[code].sensitivity is not Sensitivity.PLAIN:
        return True
    stating = [exact for exact, shown in parts if code in shown and shown[code].rung is not Rung.WIDER]
    taken = {club for exact in stating for club in exact[code].clubs}
    if not stating or taken == set(tables[code].clubs):
        return True
    rest = {other: without(table, taken) for other, table in tables.items()}
    return all(number >= THRESHOLD for number in _what_would_be_small(code, indicators, rest))


def _what_would_be_small(code: str, indicators: list[Indicator], tables: Mapping[str, ExactTable]) -> Iterator[int]:
    """What the table itself counts of people or sensitive events at most, and what it leaves open of counts of people."""
    table = tables[code]
    if any(table.class_of(cell) is not Sensitivity.PLAIN for cell in table.cells):
        yield table.total
    for indicator in indicators:
        for first, *others in indicator.bounded_by:
            if (first, *others)[-1] == code and first in tables and indicator.code in tables:
                yield tables[first].total - sum(tables[other].total for other in others if other in tables)


def without(table: ExactTable, clubs: set[str]) -> ExactTable:
    """The same table of the other clubs only."""
    others = {club: cells for club, cells in table.clubs.items() if club not in clubs}
    cells = {cell: sum(own.get(cell, 0) for own in others.values()) for cell in table.cells}
    return replace(table, cells=cells, clubs=others)
