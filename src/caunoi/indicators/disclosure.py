"""What of an exact table may be shown. The one place with the rule for small numbers, its ladder and its attacker.

Counts of people and of sensitive events from 1 to 7 become ``*``; others are rounded to 5, totals too, each on its own.
Where the total is below 8 all such cells are ``*``, zeros included. Plain counts are exact, with two exceptions.

Sensitive rows stand apart only in the countrywide tables, when every club is in with its first version, three clubs
contribute and none has over 70 %, the row counts 10 or more and the row it would be merged into 3 or more. Everywhere
else (a club's file, a province, part of a month) they are merged into that row, whichever is published first. Whoever
then puts the merged rows of every club beside the countrywide table still cannot work out a sensitive count below 8.

A plain table that bounds a hidden count of people within 1 to 7 is not stated beside it (`control_together`).

The builder walks the ladder and takes the first table on which the attacker pins nothing. The attacker knows the rule
and the true total (the law makes some totals public). Exact numbers go in; nothing is ever added after control.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import product
from typing import Literal

from caunoi.indicators.engines.in_memory import Cell, Result
from caunoi.indicators.model import Disaggregation, Indicator, Sensitivity, Text

THRESHOLD = 8
"""Counts of people and sensitive events below this, other than 0, are never shown."""
ROUNDING = 5
NARROWEST = 3
"""A hidden cell is pinned when what the attacker leaves possible, highest minus lowest, is less than this."""
FEWEST_CLUBS = 3
FEWEST_APART = THRESHOLD + NARROWEST - 1
"""A sensitive row that stands apart counts so many: all but the smallest clubs together still have 8 or more of it."""
LARGEST_SHARE_PERCENT = 70

SUPPRESSED: Literal["*"] = "*"
NOT_STATED: Literal["not_stated"] = "not_stated"
Shown = int | Literal["*", "not_stated"]
MERGED_KEY = "|"
"""Stands between the names of rows that are shown as one: ``1990|1980``."""


class Rung(StrEnum):
    """How far down the ladder the builder had to go."""

    FULL = "full"
    MERGED = "merged"
    DROPPED = "dropped"
    WIDER = "wider"
    TOTAL_ONLY = "total_only"
    NOT_STATED = "not_stated"


FOOTNOTES: Mapping[str, Text] = {
    "suppressed": Text("* Không nêu để không ai bị nhận ra (số nhỏ).", "* Not shown so that nobody can be recognised."),
    "rounded": Text("Số đã làm tròn đến 5; các dòng có thể không cộng đúng bằng tổng.",
                    "Rounded to the nearest 5; rows may not add to the total."),
    "merged": Text("Một số dòng được gộp lại.", "Some rows are shown together."),
    "dropped": Text("Không chia nhỏ theo mọi phân tổ.", "Not broken down by every disaggregation."),
    "wider": Text("Nêu theo kỳ dài hơn vì số của kỳ này nhỏ.", "Shown for a longer period: this one is small."),
    "total_only": Text("Chỉ nêu tổng số.", "Only the total is shown."),
    "not_stated": Text("Không nêu được.", "Cannot be shown."),
    "may_overlap": Text("Cộng từ nhiều nơi, có thể trùng người.", "Added across clubs; people may be counted twice."),
}  # fmt: skip


@dataclass(frozen=True)
class ExactTable:
    """Exact cells of one indicator, the clubs they come from, and how its rows may be merged. Never shown to anyone.

    Raises ValueError for a negative count or cells that do not fit the dimensions.
    """

    cells: Mapping[Cell, int]
    sensitivity: Sensitivity = Sensitivity.PLAIN
    dimensions: tuple[Disaggregation, ...] = ()
    clubs: Mapping[str, Mapping[Cell, int]] = field(default_factory=dict)
    is_countrywide: bool = False
    """Whether every club of the programme is in it: only then may sensitive rows stand apart."""

    def __post_init__(self) -> None:
        for cell, count in self.cells.items():
            if count < 0 or len(cell) != len(self.dimensions):
                raise ValueError(f"{cell}: {count} is no count of a table with {len(self.dimensions)} dimensions")

    @property
    def total(self) -> int:
        return sum(self.cells.values())

    @property
    def over_clubs(self) -> bool:
        """Whether it was added up for an audience above the clubs; then even a single club counts as too few."""
        return bool(self.clubs)

    def class_of(self, cell: Cell) -> Sensitivity:
        """Sensitive cells keep their class; all others have the class of the table."""
        return Sensitivity.SENSITIVE_EVENT if self.parent(cell) else self.sensitivity

    def parent(self, cell: Cell) -> Cell | None:
        """The cell that a sensitive cell is merged into; None for all others."""
        pairs = [(cut.parent(part), part) for cut, part in zip(self.dimensions, cell, strict=True)]
        return tuple(parent or part for parent, part in pairs) if any(parent for parent, _ in pairs) else None


@dataclass(frozen=True)
class Row:
    """One shown line: the exact cells it stands for, its class, what is shown, and whether that is rounded."""

    key: Cell
    parts: tuple[Cell, ...]
    sensitivity: Sensitivity
    shown: Shown
    rounded: bool = False
    protected_parts: int = 0
    """How many of the parts are counts of people or sensitive events."""

    @property
    def stands_alone(self) -> bool:
        """Whether the row is one exact cell, nothing merged into it."""
        return self.parts == (self.key,)


@dataclass(frozen=True)
class ControlledTable:
    """What may be shown. ``rows`` is empty when only the total, or nothing, can be stated."""

    rung: Rung
    rows: tuple[Row, ...]
    total: Row
    dimensions: tuple[str, ...]
    over_clubs: bool
    footnotes: tuple[str, ...]

    def as_data(self) -> dict[str, object]:
        """Plain values for storing and signing, in a fixed order."""
        return {
            "rung": self.rung.value,
            "dimensions": list(self.dimensions),
            "rows": [_row_data(row) for row in self.rows],
            "total": _row_data(self.total),
            "footnotes": list(self.footnotes),
        }


def _row_data(row: Row) -> dict[str, object]:
    return {"key": list(row.key), "shown": row.shown, "rounded": row.rounded, "sensitivity": row.sensitivity.value}


# --- the exact side -------------------------------------------------------------------------------------------------


def exact_table(result: Result) -> ExactTable:
    """The table of one club's result."""
    return _table(result.indicator, result.cells, {})


def added(
    indicator: Indicator, contributions: Mapping[str, Mapping[Cell, int]], *, is_countrywide: bool = False
) -> ExactTable:
    """The sum of exact cells of several clubs (club id → cells), each kept to judge how far one club dominates.

    ``is_countrywide`` says that these are all clubs of the programme, each with its first version.
    """
    sums: Counter[Cell] = Counter()
    for cells in contributions.values():
        sums.update(cells)
    return replace(_table(indicator, sums, contributions), is_countrywide=is_countrywide)


def _table(indicator: Indicator, cells: Mapping[Cell, int], clubs: Mapping[str, Mapping[Cell, int]]) -> ExactTable:
    cells = _with_standing_cells(indicator.disaggregate_by, cells)
    in_order = {
        cell: cells[cell] for cell in sorted(cells, key=lambda cell: _position(indicator.disaggregate_by, cell))
    }
    return ExactTable(in_order, indicator.sensitivity, indicator.disaggregate_by, clubs)


def _with_standing_cells(dimensions: Sequence[Disaggregation], cells: Mapping[Cell, int]) -> dict[Cell, int]:
    """Cells that happened to stay empty stand at zero, so that their absence tells nothing."""
    standing = product(*(cut.standing_values for cut in dimensions))
    parents = (tuple(cut.parent(part) or part for cut, part in zip(dimensions, cell, strict=True)) for cell in cells)
    return dict.fromkeys((*standing, *parents), 0) | dict(cells)


def _position(dimensions: Sequence[Disaggregation], cell: Cell) -> tuple[tuple[int, str], ...]:
    """Declared values in their order, then the others by name."""
    return tuple((cut.values.index(part) if part in cut.values else len(cut.values), part)
                 for cut, part in zip(dimensions, cell, strict=True))  # fmt: skip


# --- the ladder -----------------------------------------------------------------------------------------------------


def control(table: ExactTable, wider: ExactTable | None = None) -> ControlledTable:
    """The table to show: the first rung on which nothing hidden can be worked out.

    ``wider`` is the same indicator counted exactly over the quarter around the period, where there is one. Always
    returns a table; its rung is NOT_STATED ("không nêu được") when not even the total may be shown.
    """
    return next(ways(table, wider))


def ways(table: ExactTable, wider: ExactTable | None = None) -> Iterator[ControlledTable]:
    """Every table that stands up to the attacker on its own, the fullest first; the last states nothing."""
    for candidate in _ladder(table, wider):
        if _states_something(candidate.shown) and not attack([candidate]):
            yield candidate.shown
    yield not_stated(table)


def control_together(indicators: Iterable[Indicator], tables: Mapping[str, ExactTable]) -> dict[str, ControlledTable]:
    """The tables to show side by side to one audience, by indicator: each controlled, then those left out that bound a
    hidden count of people too closely. ``contacts`` 15 beside ``contacts_anonymous`` 14 would say that it is 1."""
    shown = {code: control(table) for code, table in tables.items()}
    totals = {code: table.total for code, table in tables.items()}
    return shown | {code: not_stated(tables[code]) for code in bounding(indicators, shown, totals)}


def bounding(
    indicators: Iterable[Indicator], shown: Mapping[str, ControlledTable], totals: Mapping[str, int]
) -> Iterator[str]:
    """The last table of each bound from 1 to 7 on a count of people that is hidden, or that is not there at all."""
    for indicator in indicators:
        if indicator.code not in shown or not _states_its_total(shown[indicator.code]):
            for first, *others in indicator.bounded_by:
                bound = totals.get(first, 0) - sum(totals.get(code, 0) for code in others)
                if 0 < bound < THRESHOLD and (last := (first, *others)[-1]) in shown:
                    yield last


def _states_its_total(table: ControlledTable) -> bool:
    """A number of a longer period says nothing about this one."""
    return isinstance(table.total.shown, int) and table.rung is not Rung.WIDER


@dataclass(frozen=True)
class Candidate:
    """A table that might be shown, and between which numbers the attacker knows its true total to lie."""

    shown: ControlledTable
    total_from: int
    total_to: int


def _ladder(table: ExactTable, wider: ExactTable | None) -> Iterator[Candidate]:
    nothing_to_break_down = table.total == 0 and table.dimensions and not _is_plain(table)
    if not nothing_to_break_down:
        yield from _breakdowns(table)
        if wider:
            yield from (_on_rung(Rung.WIDER, candidate) for candidate in _breakdowns(wider))
    yield _total_only(table)
    if wider:
        yield _on_rung(Rung.WIDER, _total_only(wider))


def _breakdowns(table: ExactTable) -> Iterator[Candidate]:
    """Full, merged and with a dimension dropped. A table of two or more dimensions goes straight to dropping one,
    because this attacker can only be trusted with one-way tables."""
    if len(table.dimensions) > 1:
        for candidate in _breakdowns(_without_last_dimension(table)):
            yield _on_rung(Rung.DROPPED, candidate)
    else:
        full = _candidate(Rung.FULL, table, {cell: cell for cell in table.cells})
        if not any(row.shown == SUPPRESSED and table.parent(row.key) for row in full.shown.rows):
            yield full
        for merge in _merges(table, full.shown):
            yield _candidate(Rung.MERGED, table, {cell: merge(cell) for cell in table.cells})


def _total_only(table: ExactTable) -> Candidate:
    return _candidate(Rung.TOTAL_ONLY, table, {cell: () for cell in table.cells})


def _is_plain(table: ExactTable) -> bool:
    return all(table.class_of(cell) is Sensitivity.PLAIN for cell in table.cells) and (
        table.sensitivity is Sensitivity.PLAIN
    )


def _on_rung(rung: Rung, candidate: Candidate) -> Candidate:
    footnotes = tuple(dict.fromkeys((*candidate.shown.footnotes, rung.value)))
    return replace(candidate, shown=replace(candidate.shown, rung=rung, footnotes=footnotes))


def _without_last_dimension(table: ExactTable) -> ExactTable:
    """Adds exact cells over the last dimension. Its sensitive cells become part of the rows they are added to."""
    clubs = {club: _added_up(cells, lambda cell: cell[:-1]) for club, cells in table.clubs.items()}
    cells = _added_up(table.cells, lambda cell: cell[:-1])
    return replace(table, cells=cells, dimensions=table.dimensions[:-1], clubs=clubs)


def _added_up(cells: Mapping[Cell, int], merge: Callable[[Cell], Cell]) -> dict[Cell, int]:
    sums: dict[Cell, int] = {}
    for cell, count in cells.items():
        sums[merge(cell)] = sums.get(merge(cell), 0) + count
    return sums


def _merges(table: ExactTable, full: ControlledTable) -> Iterator[Callable[[Cell], Cell]]:
    """Ways to merge rows of a one-way table, the gentlest first: hidden sensitive rows into their parents, then all
    sensitive rows, then these and their parents into one row; neighbours by two, by three and so on. A hidden
    sensitive row never stays beside its parent: other audiences' tables may give away what the two are together."""
    if not table.dimensions:
        return
    (cut,) = table.dimensions
    hidden = {row.key for row in full.rows if row.shown == SUPPRESSED}
    sensitive = {cell for cell in table.cells if table.parent(cell)}
    if hidden & sensitive:
        yield _into_parents(cut, hidden & sensitive)
    if sensitive:
        yield _into_parents(cut, sensitive)
        yield _into_one_row(cut, sensitive)
    if cut.ordered:
        for size in range(2, len(cut.values)):
            yield _neighbours(cut, size)


def _into_parents(cut: Disaggregation, merged: set[Cell]) -> Callable[[Cell], Cell]:
    return lambda cell: (cut.parent(cell[0]) or cell[0],) if cell in merged else cell


def _into_one_row(cut: Disaggregation, merged: set[Cell]) -> Callable[[Cell], Cell]:
    together = merged | {(parent,) for (value,) in merged if (parent := cut.parent(value))}
    key = (MERGED_KEY.join(sorted({cut.parent(value) or value for (value,) in together})),)
    return lambda cell: key if cell in together else cell


def _neighbours(cut: Disaggregation, size: int) -> Callable[[Cell], Cell]:
    """Always the same neighbours, counted from the first, so that the choice of groups tells nothing; a sensitive row
    goes where its parent goes."""
    groups = [cut.values[first : first + size] for first in range(0, len(cut.values), size)]
    named = {value: MERGED_KEY.join(group) for group in groups for value in group}
    of_parent = {value: cut.parent(value) or value for value in cut.standing_values}
    return lambda cell: (named.get(of_parent.get(cell[0], cell[0]), cell[0]),)


# --- the rule -------------------------------------------------------------------------------------------------------


def _candidate(rung: Rung, table: ExactTable, merged: Mapping[Cell, Cell]) -> Candidate:
    """Control the rows of a table after merging its exact cells (cell → key of its row; ``()`` for the total only)."""
    parts: dict[Cell, list[Cell]] = {}
    for cell, key in merged.items():
        parts.setdefault(key, []).append(cell)
    breakdown = table.dimensions and rung is not Rung.TOTAL_ONLY
    rows = tuple(_row(table, key, tuple(cells)) for key, cells in parts.items()) if breakdown else ()
    total = _total(table, rows)
    names = tuple(cut.column for cut in table.dimensions)
    shown = ControlledTable(rung, rows, total, names, table.over_clubs, ())
    shown = replace(shown, footnotes=_footnotes(shown, table))
    return Candidate(shown, *known_total(table))


def _row(table: ExactTable, key: Cell, parts: tuple[Cell, ...]) -> Row:
    """One controlled line; a row that sensitive cells were merged into has the class of their parent."""
    count = sum(table.cells[part] for part in parts)
    of_row = table.class_of(key)
    protected = _protected(table, parts)
    if of_row is Sensitivity.PLAIN:
        return Row(key, parts, of_row, count, protected_parts=protected)
    hidden = table.total < THRESHOLD or (of_row is Sensitivity.SENSITIVE_EVENT and not _may_stand(table, parts))
    shown = SUPPRESSED if hidden else _protect(count)
    return Row(key, parts, of_row, shown, shown != SUPPRESSED, protected)


def _total(table: ExactTable, rows: Iterable[Row]) -> Row:
    """The line of the total: exact if plain, unless a sensitive row above it could then be had by subtraction."""
    parts = tuple(table.cells)
    protected = _protected(table, parts)
    shown: Shown = table.total
    rounded = False
    if table.sensitivity is not Sensitivity.PLAIN:
        spread = table.sensitivity is not Sensitivity.SENSITIVE_EVENT or _is_spread(table, parts)
        shown = _protect(table.total) if spread else SUPPRESSED
        rounded = shown != SUPPRESSED
    elif any(row.sensitivity is not Sensitivity.PLAIN and row.shown != 0 for row in rows):
        shown, rounded = round_to_nearest(table.total), True
    return Row((), parts, table.sensitivity, shown, rounded, protected)


def _protected(table: ExactTable, parts: Iterable[Cell]) -> int:
    return sum(table.class_of(part) is not Sensitivity.PLAIN for part in parts)


def _protect(count: int) -> int | Literal["*"]:
    return SUPPRESSED if 0 < count < THRESHOLD else round_to_nearest(count)


def round_to_nearest(count: int) -> int:
    """To the nearest multiple of 5, without a state of its own: rounding again changes nothing."""
    return (count + ROUNDING // 2) // ROUNDING * ROUNDING


def _may_stand(table: ExactTable, parts: tuple[Cell, ...]) -> bool:
    """Whether a row of sensitive events is neither everything nor, among clubs, nothing or mostly one club's; and if it
    has a parent to be merged into, whether it may stand apart from it."""
    count = sum(table.cells[part] for part in parts)
    parents = [parent for part in parts if (parent := table.parent(part))]
    is_large = count >= FEWEST_APART and all(table.cells[parent] >= NARROWEST for parent in parents)
    may_be_apart = not parents or (table.is_countrywide and table.over_clubs and is_large)
    return may_be_apart and count != table.total and _is_spread(table, parts)


def _is_spread(table: ExactTable, parts: tuple[Cell, ...]) -> bool:
    """At least three clubs contribute and none more than 70 %; a club's own table has only itself."""
    if not table.over_clubs:
        return True
    counts = [sum(cells.get(part, 0) for part in parts) for cells in table.clubs.values()]
    contributing = sum(count > 0 for count in counts)
    return contributing >= FEWEST_CLUBS and max(counts) * 100 <= LARGEST_SHARE_PERCENT * sum(counts)


def known_total(table: ExactTable) -> tuple[int, int]:
    """Statutory returns give exact totals, but of people only from 8 on ("dưới 8"); a zero is shown."""
    public = table.sensitivity is Sensitivity.PLAIN or table.total == 0 or table.total >= THRESHOLD
    return (table.total, table.total) if public else (0, THRESHOLD - 1)


def _footnotes(shown: ControlledTable, table: ExactTable) -> tuple[str, ...]:
    lines = (*shown.rows, shown.total)
    overlap = table.sensitivity is Sensitivity.PEOPLE and len(table.clubs) > 1
    applying = {
        "suppressed": any(row.shown == SUPPRESSED for row in lines),
        "rounded": any(row.rounded for row in lines),
        "may_overlap": overlap,
        shown.rung.value: shown.rung is not Rung.FULL,
    }
    return tuple(note for note, applies in applying.items() if applies)


def _states_something(table: ControlledTable) -> bool:
    return any(row.shown != SUPPRESSED for row in (*table.rows, table.total))


def not_stated(table: ExactTable) -> ControlledTable:
    total = Row((), tuple(table.cells), table.sensitivity, NOT_STATED)
    names = tuple(cut.column for cut in table.dimensions)
    return ControlledTable(Rung.NOT_STATED, (), total, names, table.over_clubs, (Rung.NOT_STATED.value,))


# --- the attacker ---------------------------------------------------------------------------------------------------


def attack(tables: Sequence[Candidate]) -> list[tuple[int, Cell]]:
    """The hidden cells that can be worked out, as (number of the table, cell). None means the tables are safe to show.

    Each one-way table is attacked on its own, exactly: its cells are whole numbers that add to a known total. What
    several tables give away together is the work of `linked`.
    """
    return [(number, cell) for number, table in enumerate(tables) for cell in _pinned(table)]


def _pinned(candidate: Candidate) -> Iterator[Cell]:
    rows = candidate.shown.rows or (candidate.shown.total,)
    ranges = [range_of(row, candidate) for row in rows]
    least, most = sum(low for low, _ in ranges), sum(high for _, high in ranges)
    for row, (low, high) in zip(rows, ranges, strict=True):
        tightest_low = max(low, candidate.total_from - (most - high))
        tightest_high = min(high, candidate.total_to - (least - low))
        least_of_a_part = tightest_low if len(row.parts) == 1 else 0
        if _hides_something(row) and tightest_high - least_of_a_part < NARROWEST:
            yield row.key


def _hides_something(row: Row) -> bool:
    """A ``*`` hides itself; a shown number hides the people or sensitive events merged into it.

    Zero people hide nobody. Zero in a plain row would say that nothing of what was merged into it happened (0 %), so
    such a row is merged further; only a total of zero is stated, which the law makes public and which is 0 % of nothing.
    """
    holds_protected_parts = not row.stands_alone and row.protected_parts > 0
    zero_tells = row.sensitivity is Sensitivity.PLAIN and row.key != ()
    return row.shown == SUPPRESSED or (holds_protected_parts and (row.shown != 0 or zero_tells))


def range_of(row: Row, candidate: Candidate) -> tuple[int, int]:
    """What a shown value alone says about the true one, to a reader who knows the rule."""
    if not isinstance(row.shown, int):
        return _range_of_suppressed(row, candidate)
    if not row.rounded or row.shown == 0 and row.sensitivity is not Sensitivity.PLAIN:
        return row.shown, row.shown
    smallest = 0 if row.sensitivity is Sensitivity.PLAIN else THRESHOLD
    return max(smallest, row.shown - ROUNDING // 2), row.shown + ROUNDING // 2


def _range_of_suppressed(row: Row, candidate: Candidate) -> tuple[int, int]:
    """1 to 7; also 0 where the total is small; anything where a sensitive row may be hidden for who contributed."""
    if row.sensitivity is Sensitivity.SENSITIVE_EVENT and candidate.shown.over_clubs:
        return 0, candidate.total_to
    return (0 if candidate.total_from < THRESHOLD else 1), THRESHOLD - 1
