from dataclasses import replace

import pytest

from caunoi.indicators.catalogue import INDICATORS, UnknownIndicatorError, by_code
from caunoi.indicators.model import (
    DISTINCT_PEOPLE,
    ROWS,
    DefinitionError,
    Disaggregation,
    Filter,
    Sensitivity,
    Unit,
    sum_of,
)


def test_codes_are_unique_and_found() -> None:
    assert len({indicator.code for indicator in INDICATORS}) == len(INDICATORS)
    assert all(by_code(indicator.code) is indicator for indicator in INDICATORS)


def test_an_unknown_code_is_answered_with_those_there_are() -> None:
    with pytest.raises(UnknownIndicatorError, match="people_reached"):
        by_code("people_reechd")


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.code)
def test_each_definition_can_be_read_in_both_languages(indicator) -> None:
    for text in (indicator.title, indicator.question, indicator.source, indicator.unit.words):
        assert text.in_language("vi") and text.in_language("en") != text.in_language("vi")


def test_a_referral_is_never_counted_as_a_service() -> None:
    states = [
        condition.value
        for indicator in INDICATORS
        if indicator.fact == "referral_steps" and indicator.unit is Unit.CONTACT
        for condition in indicator.filters
        if condition.op == "is"
    ]
    assert states == ["draft", "consented", "sent", "accepted", "attended", "served", "confirmed"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"fact": "clients"}, "no fact table"),
        ({"measure": sum_of("price")}, "no column 'price'"),
        ({"filters": (Filter("hiv_result", "is", "positive"),)}, "no column 'hiv_result'"),
        ({"disaggregate_by": (Disaggregation("phone", by_code("contacts").title),)}, "no column 'phone'"),
        ({"date_column": "at"}, "no column 'at'"),
        ({"unit": Unit.PERSON}, "goes with distinct people"),
        ({"measure": DISTINCT_PEOPLE}, "goes with distinct people"),
    ],
)
def test_a_contradictory_definition_is_refused(change, reason: str) -> None:
    with pytest.raises(DefinitionError, match=reason):
        replace(by_code("contacts"), **change)


def test_only_a_hidden_count_has_bounds() -> None:
    with pytest.raises(DefinitionError, match="bounds"):
        replace(by_code("contacts"), bounded_by=(("topics",),))


def test_people_are_never_plain() -> None:
    with pytest.raises(DefinitionError, match="never plain"):
        replace(by_code("people_reached"), sensitivity=Sensitivity.PLAIN)
    with pytest.raises(DefinitionError, match="goes with distinct people"):
        replace(by_code("people_reached"), measure=ROWS)
