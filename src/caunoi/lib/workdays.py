"""Working days of Viet Nam: the clocks of the law count them, and stand still over Tết and other holidays."""

from datetime import date, timedelta
from functools import cache

import holidays


def is_working(day: date) -> bool:
    """Monday to Friday, no public holiday, no day off that was put in place of another."""
    return day.weekday() < 5 and day not in _days_off(day.year)


def is_holiday(day: date) -> bool:
    """A public holiday, Tết among them, on whatever day of the week."""
    return day in _days_off(day.year)


def add_working_days(day: date, count: int) -> date:
    """The working day that comes `count` (1 or more) working days after `day`; the day itself is not counted.

    The first day of a term is the next one (Bộ luật Dân sự 2015, Điều 147).
    """
    left = count
    while left:
        day += timedelta(days=1)
        left -= is_working(day)
    return day


def begun_by(day: date, count: int) -> date:
    """The last day on which a term of `count` working days may have begun to be over before `day`."""
    for _step in range(count):
        day -= timedelta(days=1)
        while not is_working(day):
            day -= timedelta(days=1)
    return day - timedelta(days=1)


def working_days_between(earlier: date, later: date) -> int:
    """How many working days lie after `earlier`, up to and with `later`; 0 where `later` is not later."""
    return sum(is_working(earlier + timedelta(days=step)) for step in range(1, (later - earlier).days + 1))


@cache
def _days_off(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year, language="vi")
