"""Amounts keep their unit and the word before them; unlike units refuse to add; what is not known is not zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.indicators.model import Unit
from caunoi.published import amounts
from caunoi.published.amounts import Amount, AmountError, Qualifier, UnlikeUnits

units = st.sampled_from(list(Unit))
words = st.sampled_from(list(Qualifier))
numbers = st.integers(0, 10**12)


@given(value=numbers, unit=units, word=words, language=st.sampled_from(["vi", "en"]))
def test_what_is_written_is_read_back(value, unit, word, language):
    amount = Amount(value, unit, word)
    text = amount.number_in_words(language)
    assert amounts.read(text, "", unit) == amount
    assert amounts.read(amounts.grouped(value, language), word.in_language(language), unit) == amount
    assert amounts.read(text, word.in_language(language), unit) == amount
    assert amounts.read_unit(unit.words.in_language(language)) is unit


@given(values=st.lists(st.builds(Amount, st.one_of(st.none(), numbers), units, words), min_size=1, max_size=6))
def test_unlike_units_are_never_added(values):
    if len({one.unit for one in values}) > 1:
        with pytest.raises(UnlikeUnits):
            amounts.add(values)
        return
    found = amounts.add(values)
    known = [one.value for one in values if one.value is not None]
    assert found.value == (sum(known) if len(known) == len(values) else None)
    assert (found.qualifier is Qualifier.EXACT) == all(one.qualifier is Qualifier.EXACT for one in values)


def test_people_and_visits_are_not_taken_from_each_other_either():
    with pytest.raises(UnlikeUnits):
        amounts.residual(Amount(3520, Unit.PERSON), [Amount(293, Unit.CONTACT)])


def test_a_residual_with_a_row_cut_off_cannot_be_worked_out():
    assert (
        amounts.residual(Amount(503, Unit.CONTACT), [Amount(138, Unit.CONTACT), Amount(None, Unit.CONTACT)]).value
        is None
    )
    assert amounts.residual(Amount(503, Unit.CONTACT), []) is None
    assert amounts.residual(Amount(10, Unit.CONTACT), [Amount(12, Unit.CONTACT)]).value == -2


@pytest.mark.parametrize(
    ("text", "shown"),
    [("gần 300", "gần 300"), ("~150", "khoảng 150"), (">1.000", "hơn 1.000"), ("3,194", "3.194"), ("12.0", "12"),
     ("không rõ", "không rõ"), ("bị cắt", "không rõ"), ("ước tính 40", "ước tính 40"), ("0", "0")],
)  # fmt: skip
def test_how_people_write_numbers(text, shown):
    assert amounts.read(text, "", Unit.CONTACT).number_in_words("vi") == shown


@pytest.mark.parametrize("text", ["3,8", "-", "–", "300 người", "1.234000", "1e5", "-5", "mười", "٣", "1.23.456"])
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(AmountError):
        amounts.read(text, "", Unit.PERSON)


def test_two_words_that_differ_are_refused():
    with pytest.raises(AmountError, match="two_qualifiers"):
        amounts.read("gần 300", "khoảng", Unit.CONTACT)


def test_a_comparison_is_no_number():
    assert amounts.is_comparison("tăng 3,8 lần") and amounts.is_comparison("Giảm 20% so với cùng kỳ")
    assert not amounts.is_comparison("300") and not amounts.is_comparison("gần 300")
