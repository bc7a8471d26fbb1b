"""What many tables give away together: the attacker is exact where it can be checked, and finds nothing that was shown."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.indicators import attacker
from caunoi.indicators.bases import LARGE, by_its_basis, left_to_longer
from caunoi.indicators.catalogue import by_code
from caunoi.indicators.disclosure import (
    NOT_STATED,
    SUPPRESSED,
    THRESHOLD,
    ControlledTable,
    ExactTable,
    Row,
    Rung,
    added,
    control,
)
from caunoi.indicators.gate import attack_apart, publishable
from caunoi.indicators.linked import Held, problem, rows_of
from caunoi.indicators.tests.provinces import CODES, World, attack, world
from caunoi.indicators.witnesses import unproved
from caunoi.lib.periods import administrative_month, from_key, half_year_of, months_in

PEOPLE = by_code("people_with_need")
QUARTER = from_key("2026-Q1A")
MONTHS = months_in(QUARTER)


def table(count: int, period, shown=None) -> Held:
    exact = added(PEOPLE, {"club": {(): count}})
    return Held(PEOPLE, period, exact, shown or control(exact))


def test_a_quarter_beside_its_months_gives_a_hidden_month_away() -> None:
    """At most 12 and nobody in two months, at least 18 in all: six or seven in the month that was hidden."""
    months = [table(count, month) for count, month in zip((12, 7, 0), MONTHS, strict=True)]
    assert [one.shown.total.shown for one in months] == [10, NOT_STATED, 0]
    quarter = table(19, QUARTER)
    assert attack(problem([*months, quarter]))
    (shown,) = publishable([quarter], months, attack=attack)
    assert shown.rung is Rung.WIDER and shown.total.shown == NOT_STATED
    assert attack_apart(problem([*months, quarter])) and not attack(problem(months))


def test_what_nothing_gives_away_stays_as_it_is() -> None:
    months = [table(count, month) for count, month in zip((12, 3, 9), MONTHS, strict=True)]
    quarter = table(16, QUARTER)
    assert publishable([quarter], months, attack=attack) == [quarter.shown]


bounds = st.tuples(st.sets(st.integers(0, 2), min_size=1), st.integers(0, 6), st.integers(0, 4))


@settings(max_examples=25)
@given(st.lists(bounds, min_size=1, max_size=4), st.tuples(*[st.integers(0, 7)] * 3))
def test_no_world_is_possible_that_the_attacker_rules_out(drawn, truth) -> None:
    """Going through every world of three numbers: whatever the attacker says lies in less than three values, does."""
    said = [([(term, 1) for term in sorted(terms)], max(0, sum(truth[t] for t in terms) - low), sum(truth[t] for t in terms) + high)
            for terms, low, high in drawn]  # fmt: skip
    said += [([(term, 1)], 0, 9) for term in range(3)]
    possible = [
        one for one in product(range(10), repeat=3)
        if all(low <= sum(one[term] for term, _sign in terms) <= high for terms, low, high in said)
    ]  # fmt: skip
    targets = [[0], [1], [2], [0, 2]]
    found = attacker.pinned(3, said, targets)
    for number, terms in enumerate(targets):
        values = {sum(one[term] for term in terms) for one in possible}
        width = max(values) - min(values)
        assert (number in found) == (width < 3), (terms, values)


def test_rows_that_were_kept_by_key_find_their_cells_again() -> None:
    indicator = by_code("referrals_served")
    exact = added(indicator, {"a": {("legal",): 20, ("health",): 9, ("hiv",): 2, ("violence",): 1}})
    shown = control(exact)
    kept = rows_of(exact, [row.key for row in shown.rows])
    assert {row.key: set(row.parts) for row in shown.rows} == {key: set(parts) for key, parts in kept.items()}


def exposed(made: World) -> int:
    """The same world, its first months, shown by hiding 1 to 7 in each table and stating everything else exactly."""
    held = [
        Held(by_code(code), period, exact, only_small_cells_hidden(exact))
        for period in made.months[:3]
        for _name, clubs in made.scopes()
        for code, exact in made.tables(period, clubs, countrywide=False).items()
    ]
    return len(attack(problem(held)))


def only_small_cells_hidden(exact: ExactTable) -> ControlledTable:
    def row(key, parts) -> Row:
        count = sum(exact.cells[part] for part in parts)
        protected = exact.class_of(key) != "plain" if key else exact.sensitivity != "plain"
        return Row(key, parts, exact.class_of(key) if key else exact.sensitivity,
                   SUPPRESSED if protected and key and 0 < count < THRESHOLD else count)  # fmt: skip

    rows = tuple(row(cell, (cell,)) for cell in exact.cells if cell)
    return ControlledTable(Rung.FULL, rows, row((), tuple(exact.cells)), (), exact.over_clubs, ())


def test_what_is_proved_to_be_hidden_the_solver_does_not_find_either() -> None:
    made = world(6, months=1, provinces=2)
    posed = problem([one for period in made.periods() for one in made.held(period)])
    everything = set(attacker.pinned(posed.unknowns, posed.bounds, posed.targets))
    assert everything <= set(unproved(posed)) and len(unproved(posed)) < len(posed.targets)


def test_three_months_of_two_provinces_give_nothing_away() -> None:
    made = world(3, months=3, provinces=2)
    held, stated = made.publish()
    assert given_away(held, stated) == set()
    assert exposed(made) > 10, "the same attacker finds what is hidden badly, so it could fail"


def given_away(held, stated) -> set:
    """What tables and the law's totals give away together, without what those totals give away by themselves."""
    posed = problem(held, stated)
    law = problem([replace(one, shown=left_to_longer(one.exact)) for one in held], stated)
    return posed.names(attack(posed)) - law.names(attack(law))


@pytest.mark.long
def test_two_years_of_provinces_and_all_cuts_give_nothing_away() -> None:
    """Every table that a hub publishes, held all at once: months, quarters, half-years and years of provinces and of
    the country, and the exact totals that the law makes public."""
    made = world(2, months=24, provinces=3)
    held, stated = made.publish()
    assert stated and given_away(held, stated) == set()
    assert exposed(made) > 20, "the same attacker finds what is hidden badly, so it could fail"
    stating = {one.period.basis for one in held if isinstance(one.shown.total.shown, int)}
    assert stating == {"admin_month", "admin_quarter", "admin_half_year", "admin_year"}


@pytest.mark.long
def test_provinces_that_are_merged_give_nothing_away_through_the_longer_periods() -> None:
    """Months of the units before, half-years and the year of the units after: the same clubs stand behind both."""
    made = world(2, months=12, provinces=2)
    held, stated = made.publish(merged_after=6)
    units = {frozenset(one.clubs) for one in held if one.period.basis == "admin_month"}
    assert len(units) == 3 and {frozenset(one.clubs) for one in held if one.period.basis == "admin_year"} < units
    assert given_away(held, stated) == set()


def test_a_table_goes_by_months_only_where_its_first_month_is_large() -> None:
    """Settled by the first month of a half-year, whatever the others count; a month that fails ends it; half-years go."""
    exact = {"people_with_need": added(PEOPLE, {"a": {(): 30}})}
    first, second, _third = MONTHS
    half = half_year_of(first)

    def rung(period, counted, before) -> Rung:
        tables = {"people_with_need": added(PEOPLE, {"a": {(): counted}})}
        return by_its_basis([PEOPLE], period, tables, before)["people_with_need"].rung

    assert by_its_basis([PEOPLE], first, exact, {})["people_with_need"].total.shown == 30
    assert rung(first, LARGE - 1, {}) is Rung.WIDER and rung(first, LARGE, {}) is Rung.FULL
    assert rung(second, 60, {"people_with_need": Rung.WIDER}) is Rung.WIDER
    assert rung(second, 60, {"people_with_need": Rung.NOT_STATED}) is Rung.WIDER
    assert rung(second, 9, {"people_with_need": Rung.FULL}) is Rung.FULL
    assert rung(half, 9, {}) is Rung.FULL and rung(from_key("2026-Y1A"), 9, {}) is Rung.FULL


@pytest.mark.long
def test_most_quarters_of_clubs_show_more_than_a_total() -> None:
    made = world(5, months=12, provinces=6)
    quarters = [period for period in made.periods() if period.basis == "admin_quarter"]
    more = every = 0
    for period in quarters:
        for club in [club for clubs in made.provinces.values() for club in clubs]:
            tables = made.tables(period, [club], countrywide=False)
            every += 1
            more += any(control(tables[code]).rows for code in CODES)
    assert more >= 0.8 * every, f"{more} of {every}"


def test_a_month_alone_is_small_enough_to_be_tried_at_once() -> None:
    made = world(4, months=1, provinces=3)
    assert administrative_month(2025, 1) in list(made.periods())
    held, stated = made.publish()
    assert attack(problem(held, stated)) == []
