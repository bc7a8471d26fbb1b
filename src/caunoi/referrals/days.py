"""Which days can be meant: a mistyped year is told at once and never becomes a figure."""

from datetime import date, timedelta

from caunoi.programme.actions import FIRST_PILOTS

A_YEAR = timedelta(days=366)


def is_before_everything(day: date) -> bool:
    """Whether the day lies before the programme began."""
    return day < FIRST_PILOTS


def is_near(day: date, today: date) -> bool:
    """Whether an appointment may lie on the day: within a year of today, before or after."""
    return abs(day - today) <= A_YEAR
