from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.lib.periods import (
    BASES,
    Period,
    PeriodError,
    administrative_month,
    calendar_month,
    containing,
    from_key,
    months_in,
    wider,
)

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
bases = st.sampled_from(BASES)


def test_the_administrative_month_is_named_after_the_month_in_which_it_ends() -> None:
    november = administrative_month(2026, 11)
    assert (november.start, november.end) == (date(2026, 10, 15), date(2026, 11, 14))
    assert november.key == "2026-11A"
    assert november.label("vi") == "Tháng 11/2026 (15/10/2026–14/11/2026)"
    assert november.label("en") == "November 2026 (15/10/2026–14/11/2026)"


def test_january_begins_in_the_year_before() -> None:
    january = administrative_month(2027, 1)
    assert (january.start, january.end) == (date(2026, 12, 15), date(2027, 1, 14))
    assert january.previous() == administrative_month(2026, 12)


def test_the_14th_and_the_15th_lie_in_different_administrative_months() -> None:
    assert containing(date(2026, 11, 14), "admin_month").key == "2026-11A"
    assert containing(date(2026, 11, 15), "admin_month").key == "2026-12A"


def test_february_of_a_leap_year() -> None:
    assert calendar_month(2028, 2).end == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("basis", "key", "label"),
    [
        ("calendar_month", "2026-11C", "Tháng 11/2026 (01/11/2026–30/11/2026)"),
        ("quarter", "2026-Q4C", "Quý 4/2026 (01/10/2026–31/12/2026)"),
        ("half_year", "2026-H2C", "6 tháng cuối năm 2026 (01/07/2026–31/12/2026)"),
        ("year", "2026-Y1C", "Năm 2026 (01/01/2026–31/12/2026)"),
        ("admin_quarter", "2026-Q4A", "Quý 4/2026 (15/09/2026–14/12/2026)"),
        ("admin_half_year", "2026-H2A", "6 tháng cuối năm 2026 (15/06/2026–14/12/2026)"),
        ("admin_year", "2026-Y1A", "Năm 2026 (15/12/2025–14/12/2026)"),
    ],
)
def test_keys_and_labels_of_longer_bases(basis: str, key: str, label: str) -> None:
    period = containing(date(2026, 11, 20), basis)
    assert (period.key, period.label()) == (key, label)


@given(days, bases)
def test_periods_tile_time(day: date, basis) -> None:
    period = containing(day, basis)
    assert period.contains(day)
    assert period.next().start == period.end + timedelta(days=1)
    assert period.previous().end == period.start - timedelta(days=1)
    assert period.next().previous() == period == period.previous().next()


@given(days, days, bases)
def test_every_day_lies_in_exactly_one_period(day: date, other: date, basis) -> None:
    period = containing(day, basis)
    assert period.contains(other) == (containing(other, basis) == period)


@given(days, bases)
def test_keys_come_back_as_the_same_period(day: date, basis) -> None:
    period = containing(day, basis)
    assert from_key(period.key) == period


@given(days, days)
def test_keys_sort_as_time_does(first: date, second: date) -> None:
    one, other = containing(first, "admin_month"), containing(second, "admin_month")
    assert (one.key < other.key) == (one.start < other.start)


@pytest.mark.parametrize(
    "key", ["", "2026", "2026-11", "2026-11B", "2026-13A", "2026-00C", "2026-Q5C", "2026-Q5A", "2026-1A", "0000-01A",
            "2026-Q04C", "2026-11A\n", "٢٠٢٦-11A", "9999-12A "]
)  # fmt: skip
def test_a_wrong_key_is_refused_with_a_reason(key: str) -> None:
    with pytest.raises(PeriodError) as refused:
        from_key(key)
    assert str(refused.value)


def test_days_that_are_not_one_whole_period_are_refused() -> None:
    with pytest.raises(PeriodError, match="not one admin_month"):
        Period("admin_month", date(2026, 10, 15), date(2026, 11, 15))
    with pytest.raises(PeriodError, match="not a period basis"):
        containing(date(2026, 1, 1), "fortnight")


def test_the_edge_of_the_calendar_is_an_error_that_can_be_read() -> None:
    with pytest.raises(PeriodError, match="outside the calendar"):
        administrative_month(1, 1)
    with pytest.raises(PeriodError, match="outside the calendar"):
        containing(date(9999, 12, 20), "admin_month")


def test_a_month_ends_the_quarter_half_year_and_year_of_its_own_cut_offs() -> None:
    assert [period.key for period in wider(administrative_month(2026, 12))] == ["2026-Q4A", "2026-H2A", "2026-Y1A"]
    assert [period.key for period in wider(administrative_month(2026, 6))] == ["2026-Q2A", "2026-H1A"]
    assert [period.key for period in wider(calendar_month(2026, 3))] == ["2026-Q1C"]
    assert wider(administrative_month(2026, 11)) == ()


def test_a_longer_period_is_made_of_its_months() -> None:
    year = from_key("2026-Y1A")
    assert [month.key for month in months_in(year)] == [f"2026-{month:02d}A" for month in range(1, 13)]
    assert [month.key for month in months_in(from_key("2026-Q1C"))] == ["2026-01C", "2026-02C", "2026-03C"]
    assert months_in(administrative_month(2026, 5)) == (administrative_month(2026, 5),)
