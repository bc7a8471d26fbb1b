"""What several readers, or one with several tables before her, could work out: by going through every possible world."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.indicators.catalogue import INDICATORS, by_code
from caunoi.indicators.disclosure import ControlledTable, added, control, control_together, exact_table
from caunoi.indicators.engines.in_memory import Cell, Result
from caunoi.indicators.model import Unit
from caunoi.lib.periods import administrative_month

NOVEMBER = administrative_month(2026, 11)
Totals = dict[str, int]
Show = Callable[[Totals], dict[str, ControlledTable]]


# --- a hidden count of people beside the plain counts that bound it -------------------------------------------------


def exact(totals: Totals):
    row = {"contacts": ("street",), "people_reached": ("1990",), "needs": ("legal",), "referrals_served": ("legal",)}
    return {code: exact_table(Result(by_code(code), NOVEMBER, {row.get(code, ()): count}))
            for code, count in totals.items()}  # fmt: skip


def together(totals: Totals) -> dict[str, ControlledTable]:
    return control_together(INDICATORS, exact(totals))


def each_on_its_own(totals: Totals) -> dict[str, ControlledTable]:
    return {code: control(table) for code, table in exact(totals).items()}


def contacts_and_people() -> Iterable[Totals]:
    """Whoever has a card was met at least once; nobody is a person twice."""
    for contacts, anonymous in product(range(19), repeat=2):
        with_card = contacts - anonymous
        for people in range(1 if with_card else 0, with_card + 1):
            yield {"contacts": contacts, "contacts_anonymous": anonymous, "people_reached": people}


def bounded(plain: str, people: str) -> Iterable[Totals]:
    for many in range(19):
        yield from ({plain: many, people: few} for few in range(many + 1))


def pinned(show: Show, worlds: Iterable[Totals], people: str) -> list[set[int]]:
    """Hidden counts of people of which a reader knows all but two values or fewer, from everything that she sees."""
    alike: dict[str, set[int]] = defaultdict(set)
    for world in worlds:
        shown = show(world)
        if not isinstance(shown[people].total.shown, int):
            alike[json.dumps({code: table.as_data() for code, table in shown.items()})].add(world[people])
    return [values for values in alike.values() if max(values) - min(values) < 3]


PAIRS = [
    (contacts_and_people, "people_reached"),
    (lambda: bounded("needs", "people_with_need"), "people_with_need"),
    (lambda: bounded("referrals_served", "people_served"), "people_served"),
]


@pytest.mark.parametrize(("worlds", "people"), PAIRS, ids=[people for _, people in PAIRS])
def test_no_hidden_count_of_people_follows_from_the_tables_beside_it(worlds, people: str) -> None:
    assert pinned(each_on_its_own, worlds(), people), "this attacker is strong enough to find what the rule is for"
    assert not pinned(together, worlds(), people)


def test_one_person_among_fifteen_contacts() -> None:
    shown = together({"contacts": 15, "contacts_anonymous": 14, "people_reached": 1})
    assert shown["contacts"].total.shown == 15
    assert shown["contacts_anonymous"].total.shown == "not_stated" and shown["contacts_anonymous"].rows == ()


def test_plain_counts_stand_where_they_bound_nobody() -> None:
    shown = together({"contacts": 15, "contacts_anonymous": 15, "people_reached": 0, "needs": 3, "people_with_need": 0})
    assert {code: table.total.shown for code, table in shown.items()} == {
        "contacts": 15, "contacts_anonymous": 15, "people_reached": 0, "needs": 3, "people_with_need": 0,
    }  # fmt: skip
    assert together({"contacts": 30, "contacts_anonymous": 22, "people_reached": 6})["contacts_anonymous"].total.shown


def test_a_count_of_people_that_is_missing_counts_as_hidden() -> None:
    assert together({"needs": 1})["needs"].total.shown == "not_stated"


def test_every_bound_names_indicators_there_are_of_other_units() -> None:
    for indicator in INDICATORS:
        for codes in indicator.bounded_by:
            assert all(by_code(code).unit is not Unit.PERSON for code in codes)


# --- sensitive rows of clubs, provinces and the whole country, put side by side -----------------------------------------


SENT = by_code("referrals_sent")
Club = dict[str, int]


def over(clubs: Sequence[Club], *, is_countrywide: bool) -> ControlledTable:
    contributions: dict[str, dict[Cell, int]] = {
        str(number): {(name,): count for name, count in club.items()} for number, club in enumerate(clubs)
    }
    return control(added(SENT, contributions, is_countrywide=is_countrywide))


def stated(table: ControlledTable) -> set[str]:
    return {row.key[0] for row in table.rows}


def assert_no_small_sum_is_known(merged: Sequence[int], sensitive: int) -> None:
    """Readers who know each club's health and HIV referrals together, and all HIV referrals of the country, learn of
    no group of clubs a number below 8: it stays open by three, or is all that its own merged rows say, or is 8 or more.
    """
    worlds = [world for world in product(*(range(most + 1) for most in merged)) if sum(world) == sensitive]
    members = range(len(merged))
    for size in range(1, len(merged)):
        for group in combinations(members, size):
            sums = {sum(world[member] for member in group) for world in worlds}
            nothing_learned = sums == set(range(sum(merged[member] for member in group) + 1))
            assert nothing_learned or max(sums) - min(sums) >= 3 or min(sums) >= 8, (merged, sensitive, group, sums)


in_a_club = st.fixed_dictionaries({"health": st.integers(0, 6), "hiv": st.integers(0, 6)})


@given(st.lists(in_a_club, min_size=3, max_size=4))
def test_clubs_and_country_together_give_no_small_sensitive_count(clubs: list[Club]) -> None:
    table = over([{**club, "psychological": 4} for club in clubs], is_countrywide=True)
    if "hiv" in stated(table):
        assert_no_small_sum_is_known(
            [club["health"] + club["hiv"] for club in clubs], sum(club["hiv"] for club in clubs)
        )


@pytest.mark.parametrize("clubs", [
    [{"health": 0, "hiv": 4}, {"health": 0, "hiv": 4}, {"health": 1, "hiv": 5}],
    [{"health": 9, "hiv": 3}, {"health": 0, "hiv": 1}, {"health": 6, "hiv": 4}],
])  # fmt: skip
def test_the_attacker_finds_rows_that_stood_apart_too_early(clubs: list[Club]) -> None:
    assert "hiv" not in stated(over([{**club, "psychological": 4} for club in clubs], is_countrywide=True))
    with pytest.raises(AssertionError):
        assert_no_small_sum_is_known(
            [club["health"] + club["hiv"] for club in clubs], sum(club["hiv"] for club in clubs)
        )


def test_two_readers_of_province_and_country_learn_no_small_number() -> None:
    """One reads Quảng Ninh and the country, the other a province of a single club: no table states what they need."""
    quang_ninh = [{"health": 7, "hiv": 4, "psychological": 3}, {"health": 7, "hiv": 3}, {"health": 7, "hiv": 3}]
    hai_phong, others = [{"health": 3, "hiv": 2, "legal": 1}], [{"health": 2, "hiv": 1, "violence": 1}]
    provinces = [over(clubs, is_countrywide=False) for clubs in (quang_ninh, hai_phong, others)]
    country = over([*quang_ninh, *hai_phong, *others], is_countrywide=True)
    assert not any({"hiv", "violence"} & stated(table) for table in provinces)
    assert {"hiv"} <= stated(country) and "violence" not in stated(country)
    assert_no_small_sum_is_known([11, 10, 10, 5, 3], 13)
