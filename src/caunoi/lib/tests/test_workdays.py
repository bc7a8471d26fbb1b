from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caunoi.lib.workdays import add_working_days, begun_by, is_working, working_days_between

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))


def test_tet_stops_the_clock():
    assert not is_working(date(2026, 2, 17)), "mùng một Tết Bính Ngọ"
    assert add_working_days(date(2026, 2, 13), 2) == date(2026, 2, 24)


def test_the_hung_kings_day_on_a_sunday_moves_to_monday():
    assert not is_working(date(2026, 4, 27))


def test_a_saturday_and_a_sunday_are_no_working_days():
    assert add_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23)


@given(days, st.integers(1, 40))
def test_a_term_ends_on_a_working_day_and_holds_just_as_many(day, count):
    end = add_working_days(day, count)
    assert is_working(end)
    assert working_days_between(day, end) == count


@given(days, st.integers(1, 30), st.integers(0, 20))
def test_who_asks_later_is_answered_no_earlier(day, count, later):
    assert add_working_days(day + timedelta(days=later), count) >= add_working_days(day, count)


@given(days, st.integers(0, 30))
def test_a_term_that_had_to_begin_by_then_is_over_and_a_later_one_is_not(day, count):
    begun = begun_by(day, count)
    assert working_days_between(begun, day - timedelta(days=1)) >= count
    assert working_days_between(begun + timedelta(days=1), day - timedelta(days=1)) < max(count, 1)
