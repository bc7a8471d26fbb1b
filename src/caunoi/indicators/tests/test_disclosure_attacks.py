"""An attacker who shares no code with the builder: goes through every possible table and keeps those that would look
the same. What is hidden must stay open: at least four whole numbers apart by three in every published table."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import example, find, given
from hypothesis import strategies as st

from caunoi.indicators.catalogue import by_code
from caunoi.indicators.disclosure import (
    Cell,
    ControlledTable,
    ExactTable,
    Row,
    Rung,
    added,
    control,
    exact_table,
)
from caunoi.indicators.engines.in_memory import Result
from caunoi.indicators.model import Disaggregation, Sensitivity, Text
from caunoi.lib.periods import administrative_month

CUT = Disaggregation("age_band", Text("Nhóm tuổi", "Age band"), values=("a", "b", "c", "d"), ordered=True)
SENT = by_code("referrals_sent")
SENT = replace(SENT, disaggregate_by=(replace(SENT.disaggregate_by[0], values=()),))
"""Cut only into the groups that happen to occur, so that every world can be gone through."""
World = tuple[int, ...]
Line = tuple[Sequence[int], Callable[[int], bool]]
"""Which cells a shown line adds up, and whether a true sum would look like what is shown."""


def worlds(cells: int, total: int) -> Iterator[World]:
    """Every way to divide a total among the cells."""
    for bars in combinations(range(total + cells - 1), cells - 1):
        edges = (-1, *bars, total + cells - 1)
        yield tuple(right - left - 1 for left, right in zip(edges, edges[1:], strict=False))


def possible_values(lines: Sequence[Line], cells: int, total: int) -> list[set[int]]:
    """For each cell, the values it has in the tables that look like the published one."""
    possible: list[set[int]] = [set() for _ in range(cells)]
    for world in worlds(cells, total):
        if all(looks_same(sum(world[part] for part in parts)) for parts, looks_same in lines):
            for values, value in zip(possible, world, strict=True):
                values.add(value)
    return possible


def nearest_five(count: int) -> int:
    return min(range(0, count + 5, 5), key=lambda multiple: abs(multiple - count))


def looks_like(row: Row, table: ControlledTable, total: int) -> Callable[[int], bool]:
    """The published rule, said again: would a true count be shown as this row is?"""

    def hidden(count: int) -> bool:
        if row.sensitivity is Sensitivity.SENSITIVE_EVENT:
            return table.over_clubs or 0 < count < 8 or count == total or total < 8
        return 0 < count < 8 or total < 8

    def looks_same(count: int) -> bool:
        if row.shown == "*":
            return hidden(count)
        if row.sensitivity is Sensitivity.PLAIN and not row.rounded:
            return count == row.shown
        return nearest_five(count) == row.shown and not 0 < count < 8

    return looks_same


def left_open(exact: ExactTable, table: ControlledTable) -> dict[Cell, set[int]]:
    """The values left possible for each hidden cell of people or sensitive events in a published table."""
    cells = list(exact.cells)
    rows = table.rows or (table.total,)
    lines = [([cells.index(part) for part in row.parts], looks_like(row, table, exact.total)) for row in rows]
    possible = dict(zip(cells, possible_values(lines, len(cells), exact.total), strict=True))
    return {cell: possible[cell] for row in rows for cell in row.parts if is_hidden(exact, row, cell)}


def is_hidden(exact: ExactTable, row: Row, cell: Cell) -> bool:
    """A zero is stated as it is; only zero in a plain row would tell of the sensitive rows merged into it."""
    protected = exact.class_of(cell) is not Sensitivity.PLAIN
    nobody = row.shown == 0 and (row.sensitivity is not Sensitivity.PLAIN or row.key == ())
    return protected and (row.shown == "*" or (row.parts != (row.key,) and not nobody))


def assert_nothing_is_pinned(exact: ExactTable) -> None:
    table = control(exact)
    if table.rung is not Rung.NOT_STATED:
        for cell, values in left_open(exact, table).items():
            assert len(values) >= 3 and max(values) - min(values) >= 3, (table, cell, values)
            assert exact.cells[cell] in values


def people(counts: Sequence[int]) -> ExactTable:
    cells: dict[Cell, int] = {(name,): count for name, count in zip("abcd", counts, strict=False)}
    return ExactTable(cells, Sensitivity.PEOPLE, (CUT,))


few = st.integers(0, 11)


def test_knowing_the_ladder_does_not_help_either() -> None:
    """All tables of three bands that are published alike: what is hidden still lies at least three apart."""
    for total in range(8, 21):
        alike: dict[object, list[World]] = {}
        for world in worlds(3, total):
            alike.setdefault(json.dumps(control(people(world)).as_data()), []).append(world)
        for published, same in alike.items():
            for row in json.loads(str(published))["rows"]:
                if row["shown"] == "*" and "|" not in row["key"][0]:
                    values = {world["abc".index(row["key"][0])] for world in same}
                    assert max(values) - min(values) >= 3, (published, values)


@given(st.lists(few, min_size=1, max_size=4).filter(lambda counts: sum(counts) <= 30))
def test_no_hidden_count_of_people_can_be_worked_out(counts: list[int]) -> None:
    assert_nothing_is_pinned(people(counts))


def test_no_hidden_count_in_any_small_table_of_two_or_three_cells() -> None:
    for total in range(17):
        for cells in (2, 3):
            for world in worlds(cells, total):
                assert_nothing_is_pinned(people(world))


referrals = st.fixed_dictionaries({"health": few, "hiv": few, "legal": few, "violence": st.integers(0, 4)})


@given(referrals.filter(lambda counts: sum(counts.values()) <= 30))
def test_no_hidden_sensitive_row_beside_plain_ones_can_be_worked_out(counts: dict[str, int]) -> None:
    cells: dict[Cell, int] = {(name,): count for name, count in counts.items()}
    assert_nothing_is_pinned(exact_table(Result(SENT, administrative_month(2026, 11), cells)))


in_a_club = st.integers(0, 5)
of_a_club = st.fixed_dictionaries({"health": in_a_club, "hiv": in_a_club, "legal": st.integers(0, 2)})


@given(
    st.lists(of_a_club, min_size=2, max_size=4).filter(lambda clubs: sum(sum(club.values()) for club in clubs) <= 24)
)
def test_no_hidden_sensitive_row_over_several_clubs_can_be_worked_out(of_clubs: list[dict[str, int]]) -> None:
    contributions: dict[str, dict[Cell, int]] = {
        str(number): {(name,): count for name, count in club.items()} for number, club in enumerate(of_clubs)
    }
    assert_nothing_is_pinned(added(SENT, contributions, is_countrywide=True))


@given(st.lists(few, min_size=2, max_size=4).filter(lambda counts: sum(counts) <= 30))
@example([0, 0, 0, 8])
def test_a_table_of_sensitive_events_alone(counts: list[int]) -> None:
    cells: dict[Cell, int] = {(name,): count for name, count in zip("abcd", counts, strict=False)}
    assert_nothing_is_pinned(ExactTable(cells, Sensitivity.SENSITIVE_EVENT, (CUT,)))


# --- the same attacker against what the builder must not do -----------------------------------------------------------


def pinned_by_primary_suppression_alone(counts: Sequence[int]) -> bool:
    """Hide 1–7, show the rest and the total exactly: can the attacker work out a hidden cell?"""
    lines: list[Line] = [
        ([index], (lambda value: 0 < value < 8) if 0 < count < 8 else (lambda value, count=count: value == count))
        for index, count in enumerate(counts)
    ]
    possible = possible_values(lines, len(counts), sum(counts))
    return any(0 < count < 8 and len(values) < 3 for count, values in zip(counts, possible, strict=True))


@pytest.mark.parametrize("counts", [(20, 3), (9, 1, 1), (12, 0, 6), (8, 7, 7)])
def test_primary_suppression_alone_is_pinned_by_the_same_attacker(counts: tuple[int, ...]) -> None:
    assert pinned_by_primary_suppression_alone(counts)
    assert_nothing_is_pinned(people(counts))


def test_the_attacker_finds_such_a_table_by_itself() -> None:
    assert find(st.lists(few, min_size=2, max_size=3), pinned_by_primary_suppression_alone)


def test_the_full_table_would_often_be_pinned_without_the_ladder() -> None:
    """The rule's rounding is not enough: the ladder is what protects these."""
    assert control(people((8, 1, 0, 0))).rung is not Rung.FULL
    assert control(people((20, 0, 0, 1))).rung is Rung.MERGED
    assert control(people((20, 0, 9, 3))).rung is Rung.FULL
