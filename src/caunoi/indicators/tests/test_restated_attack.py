"""A month that was told anew: who holds both versions, and what was added from them, learns of neither, nor what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caunoi.indicators import versions
from caunoi.indicators.disclosure import Rung
from caunoi.indicators.linked import CHANGED, problem
from caunoi.indicators.tests.provinces import World, attack, world
from caunoi.indicators.tests.test_linked_attack import given_away, only_small_cells_hidden
from caunoi.lib.periods import from_key

ONE_MORE = {("needs", ("hiv",)): 1, ("people_reached", ("1990",)): 2, ("people_with_need", ()): 1}
QUARTER = from_key("2025-Q1A")


def test_names_say_which_version_went_into_which_period() -> None:
    january, february = from_key("2026-01A"), from_key("2026-02A")
    name = versions.named("club", [("2026-02A", "two"), ("2026-01A", "one")])
    assert name == "club/2026-01A=one/2026-02A=two" and versions.club_of(name) == "club"
    assert versions.within(name, january) == "club/2026-01A=one"
    assert versions.within(name, february) == "club/2026-02A=two"
    assert versions.within(name, february.next()) == "club" == versions.named("club", [])
    assert versions.within(name, from_key("2026-Q1A")) == name


def changes(names) -> set[str]:
    """Of which indicators a difference between two versions was worked out."""
    return {code for name in names for code, _period, _club, cell in name if cell[:1] == (CHANGED,)}


def poorly(made: World, held) -> list:
    """The same tables with 1 to 7 hidden and all else exact; what nobody was shown stays so."""
    seen = [one for one in held if one.period.basis == "admin_quarter" or not _is_unseen(made, one)]
    return [replace(one, shown=only_small_cells_hidden(one.exact)) if one in seen else one for one in held]


def _is_unseen(made: World, one) -> bool:
    return one.period == made.months[0] and "p0c0" in one.clubs


def needs_of_all(made: World, held) -> list[Rung]:
    every = {club for clubs in made.provinces.values() for club in clubs}
    return [
        one.shown.rung
        for one in held
        if one.period == QUARTER and one.indicator.code == "needs" and set(one.clubs) == every
    ]


def test_months_of_the_first_version_and_a_quarter_of_the_second_give_nothing_away() -> None:
    """One HIV service, two people and one person in need more, told after the month was published."""
    made = world(7, months=3, provinces=2)
    held, stated = made.publish(restated={2: ("p0c0", 0, ONE_MORE)})
    assert any(versions.MARK in name for one in held for name in one.clubs)
    assert given_away(held, stated) == set()
    assert needs_of_all(made, held) == [Rung.NOT_STATED], "beside the three months it would say that there is one more"
    posed = problem(poorly(made, held), stated)
    assert "needs" in changes(posed.names(attack(posed))), "the same attacker finds what is hidden badly"
    untouched = world(7, months=3, provinces=2)
    assert needs_of_all(untouched, untouched.publish()[0]) != [Rung.NOT_STATED], "it is the restatement that costs this"


@pytest.mark.long
def test_a_change_too_large_to_be_a_person_costs_nothing() -> None:
    """Thirty contacts more in the street are no secret, and the quarter says so."""
    made = world(7, months=3, provinces=2)
    held, stated = made.publish(restated={2: ("p0c0", 0, {("contacts", ("street",)): 30})})
    untouched = world(7, months=3, provinces=2)
    before = {(one.indicator.code, one.shown.rung) for one in untouched.publish()[0] if one.period == QUARTER}
    assert {(one.indicator.code, one.shown.rung) for one in held if one.period == QUARTER} == before
    assert given_away(held, stated) == set()


@pytest.mark.long
def test_a_year_with_months_told_anew_gives_nothing_away() -> None:
    """Before the quarter, after it, after the half-year, twice the same month, more and fewer, in two clubs. What the
    law's totals of later versions say beside frozen tables is the law's, so it is left aside here."""
    made = world(4, months=12, provinces=2)
    made.with_law = False
    more = {("needs", ("violence",)): 2, ("contacts", ("street",)): 3, ("people_reached", ("1990",)): 1}
    fewer = {key: -1 for key in more}
    restated = {
        2: ("p0c0", 0, ONE_MORE), 3: ("p1c0", 1, more), 5: ("p1c0", 1, fewer), 8: ("p0c0", 0, ONE_MORE),
        9: ("p0c0", 7, ONE_MORE),
    }  # fmt: skip
    held, stated = made.publish(restated=restated)
    assert not stated and given_away(held, stated) == set()
    stating = {one.period.basis for one in held if isinstance(one.shown.total.shown, int)}
    assert {"admin_quarter", "admin_half_year", "admin_year"} <= stating
