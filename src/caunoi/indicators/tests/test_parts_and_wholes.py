"""What is always a part of another number: the attacker knows it, so it has to be true in every world, and no more is claimed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from caunoi.indicators.bases import left_to_longer
from caunoi.indicators.catalogue import INDICATORS, by_code
from caunoi.indicators.disclosure import NOT_STATED, Rung, added, control
from caunoi.indicators.engines.in_memory import evaluate
from caunoi.indicators.gate import publishable
from caunoi.indicators.linked import Held, problem
from caunoi.indicators.model import Filter, Indicator
from caunoi.indicators.tests.provinces import attack
from caunoi.indicators.tests.worlds import worlds
from caunoi.lib.periods import administrative_month, from_key, months_in

PARTS = [one for one in INDICATORS if one.part_of]
QUARTER = from_key("2026-Q1A")
REACHED, PACKED, SERVED = by_code("people_reached"), by_code("people_with_package"), by_code("referrals_served")


def test_a_part_reads_the_same_rows_with_a_further_filter() -> None:
    """Not steps of a referral: what was accepted in a month may have been sent in the month before."""
    for part in PARTS:
        whole = by_code(part.part_of)
        assert (part.fact, part.measure, part.date_column) == (whole.fact, whole.measure, whole.date_column)
        assert all(_is_narrower(part, condition) for condition in whole.filters), part.code
    assert not {one.code for one in PARTS} & {"referrals_accepted", "referrals_sent", "referrals_attended"}


def _is_narrower(part: Indicator, condition: Filter) -> bool:
    return any(
        one == condition or (one.op == condition.op == "one_of" and set(one.value) <= set(condition.value))
        for one in part.filters
        if one.column == condition.column
    )


@settings(max_examples=30)
@given(worlds)
def test_a_part_is_no_more_than_its_whole_in_any_world(facts) -> None:
    for period in (administrative_month(2026, 11), from_key("2026-Q4A")):
        for part in PARTS:
            assert evaluate(part, facts, period).total <= evaluate(by_code(part.part_of), facts, period).total


def held(indicator: Indicator, cells, period, *, silent: bool = False) -> Held:
    exact = added(indicator, {"club": cells})
    return Held(indicator, period, exact, left_to_longer(exact) if silent else control(exact))


def test_a_part_over_a_quarter_gives_a_hidden_month_of_the_whole_away() -> None:
    """At most 12 were reached in one month, nobody in another; at least 18 of the quarter's had the package."""
    months = [
        held(REACHED, {("1990",): count}, month) for count, month in zip((12, 7, 0), months_in(QUARTER), strict=True)
    ]
    assert [one.shown.total.shown for one in months] == [10, NOT_STATED, 0]
    quarter, packed = held(REACHED, {("1990",): 19}, QUARTER, silent=True), held(PACKED, {(): 18}, QUARTER)
    assert attack(problem([*months, quarter, packed])) and not attack(problem([*months, quarter]))
    loose = replace(packed, indicator=replace(PACKED, part_of=""))
    assert not attack(problem([*months, quarter, loose])), "who does not know that it is a part finds nothing"
    (shown,) = publishable([packed], [*months, quarter], attack=attack)
    assert shown.rung is Rung.WIDER and shown.total.shown == NOT_STATED


def test_referrals_of_a_quarter_are_those_of_its_months() -> None:
    """A month that is not stated is what is left of the quarter: two in all, so its HIV services are no secret."""
    first, second, third = months_in(QUARTER)
    large, small = {("health",): 9, ("hiv",): 1}, {("health",): 1, ("hiv",): 1}
    months = [held(SERVED, large, first), held(SERVED, large, second), held(SERVED, small, third, silent=True)]
    quarter = held(SERVED, {("health",): 19, ("hiv",): 3}, QUARTER)
    posed = problem([*months, quarter])
    assert frozenset({("referrals_served", third.key, "club", ("hiv",))}) in posed.names(attack(posed))
    (shown,) = publishable([quarter], months, attack=attack)
    assert shown.total.shown == NOT_STATED
