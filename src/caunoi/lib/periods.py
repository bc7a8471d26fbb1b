"""Reporting periods: which days belong together, what the period is called, how it is stored.

An administrative month runs from the 15th to the 14th and carries the name of the month in which it ends:
15/10/2026 to 14/11/2026 is "Tháng 11/2026". A basis is one line of ``_BASES``: how many months it joins and on which day
it begins, so an administrative quarter is a line and nothing else: the state's year runs from 15/12 to 14/12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast, get_args

Basis = Literal[
    "admin_month", "calendar_month", "quarter", "half_year", "year", "admin_quarter", "admin_half_year", "admin_year",
]  # fmt: skip
BASES: tuple[Basis, ...] = get_args(Basis)

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class PeriodError(ValueError):
    """A period, basis or key that does not exist; the message says what would be right."""


@dataclass(frozen=True)
class _Shape:
    """How a basis cuts the calendar: months joined, first day, and its mark in keys such as ``2026-Q4C``."""

    months: int
    first_day: Literal[1, 15]
    mark: str
    suffix: Literal["A", "C"]


_BASES: dict[Basis, _Shape] = {
    "admin_month": _Shape(1, 15, "", "A"),
    "calendar_month": _Shape(1, 1, "", "C"),
    "quarter": _Shape(3, 1, "Q", "C"),
    "half_year": _Shape(6, 1, "H", "C"),
    "year": _Shape(12, 1, "Y", "C"),
    "admin_quarter": _Shape(3, 15, "Q", "A"),
    "admin_half_year": _Shape(6, 15, "H", "A"),
    "admin_year": _Shape(12, 15, "Y", "A"),
}
_BASIS_OF_MARK = {(shape.mark, shape.suffix): basis for basis, shape in _BASES.items()}
WIDER: dict[Basis, tuple[Basis, ...]] = {
    "admin_month": ("admin_quarter", "admin_half_year", "admin_year"),
    "calendar_month": ("quarter", "half_year", "year"),
}
MONTH_OF: dict[Basis, Basis] = {basis: month for month, bases in WIDER.items() for basis in (month, *bases)}
_KEY = re.compile(r"(?P<year>[0-9]{4})-(?P<mark>[QHY]?)(?P<number>[0-9]{1,2})(?P<suffix>[AC])")


@dataclass(frozen=True)
class Period:
    """The days from ``start`` to ``end``, both included, that are reported together; only whole periods exist.

    Raises PeriodError when the days are not exactly one period of the basis.
    """

    basis: Basis
    start: date
    end: date

    def __post_init__(self) -> None:
        if (self.start, self.end) != _days(self.basis, _index(self.start, self.basis)):
            raise PeriodError(f"{self.start} to {self.end} is not one {self.basis}; use containing(day, basis)")

    @property
    def year(self) -> int:
        """The year the period is named after (the one in which it ends)."""
        return self.end.year

    @property
    def number(self) -> int:
        """Its number within the year: month 1–12, quarter 1–4, half-year 1–2, year 1."""
        return (self.end.month - 1) // _shape(self.basis).months + 1

    @property
    def key(self) -> str:
        """Stable text to store and send: ``2026-11A`` (administrative), ``2026-11C`` (calendar), ``2026-Q4C`` …"""
        shape = _shape(self.basis)
        number = f"{self.number:02d}" if shape.months == 1 else str(self.number)
        return f"{self.year:04d}-{shape.mark}{number}{shape.suffix}"

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period, its first and last day included."""
        return self.start <= day <= self.end

    def previous(self) -> Period:
        """The period that ends on the day before this one starts."""
        return _period(self.basis, _index(self.start, self.basis) - 1)

    def next(self) -> Period:
        """The period that starts on the day after this one ends."""
        return _period(self.basis, _index(self.start, self.basis) + 1)

    def label(self, language: str = "vi") -> str:
        """Its name and days for readers, in ``vi`` or ``en``: "Tháng 11/2026 (15/10/2026–14/11/2026)"."""
        name = _english_name(self) if language.startswith("en") else _vietnamese_name(self)
        return f"{name} ({_day_month_year(self.start)}–{_day_month_year(self.end)})"


def administrative_month(year: int, month: int) -> Period:
    """The month named (year, month) by the state's cut-off: from the 15th of the month before to its 14th."""
    return _numbered("admin_month", year, month)


def calendar_month(year: int, month: int) -> Period:
    """The month (year, month) from its first to its last day."""
    return _numbered("calendar_month", year, month)


def containing(day: date, basis: Basis) -> Period:
    """The one period of that basis in which the day lies."""
    return _period(basis, _index(day, basis))


def wider(month: Period) -> tuple[Period, ...]:
    """The quarter, half-year and year that end with this month, by its own cut-offs; none for most months."""
    bases = WIDER.get(month.basis, ())
    return tuple(period for basis in bases if (period := containing(month.end, basis)).end == month.end)


def around(month: Period) -> tuple[Period, ...]:
    """The quarter, half-year and year in which a month lies, by its own cut-offs."""
    return tuple(containing(month.start, basis) for basis in WIDER.get(month.basis, ()))


def months_in(period: Period) -> tuple[Period, ...]:
    """The months of which a period is made, by its own cut-offs."""
    return tuple(_within(period, MONTH_OF[period.basis]))


def divisions(period: Period) -> tuple[tuple[Period, ...], ...]:
    """Every way in which shorter periods of the same cut-offs make it up: months, quarters, half-years."""
    month = MONTH_OF[period.basis]
    shorter = [basis for basis in (month, *WIDER[month]) if _shape(basis).months < _shape(period.basis).months]
    return tuple(tuple(_within(period, basis)) for basis in shorter)


def _within(period: Period, basis: Basis) -> Iterator[Period]:
    one = containing(period.start, basis)
    while one.start <= period.end:
        yield one
        one = one.next()


def is_year(period: Period) -> bool:
    """Whether it is a whole year, administrative or calendar."""
    return _shape(period.basis).months == 12


def half_year_of(period: Period) -> Period:
    """The half-year, by its own cut-offs, in which a period ends."""
    return containing(period.end, WIDER[MONTH_OF[period.basis]][1])


def from_key(key: str) -> Period:
    """Read back ``Period.key``. Raises PeriodError that says what is wrong with the text."""
    found = _KEY.fullmatch(key)
    basis = _BASIS_OF_MARK.get((found["mark"], cast(Literal["A", "C"], found["suffix"]))) if found else None
    if not found or not basis:
        raise PeriodError(f"{key!r} is not a period; it looks like 2026-11A, 2026-11C, 2026-Q4C, 2026-H2C or 2026-Y1C")
    period = _numbered(basis, int(found["year"]), int(found["number"]))
    if period.key != key:
        raise PeriodError(f"{key!r} is not how this period is written; write {period.key}")
    return period


def _numbered(basis: Basis, year: int, number: int) -> Period:
    per_year = 12 // _shape(basis).months
    if not 1 <= number <= per_year:
        raise PeriodError(f"a {basis} has a number from 1 to {per_year}, not {number}")
    return _period(basis, year * per_year + number - 1)


def _period(basis: Basis, index: int) -> Period:
    return Period(basis, *_days(basis, index))


def _index(day: date, basis: Basis) -> int:
    """How many periods of this basis since year 0."""
    shape = _shape(basis)
    counts_for_next_month = shape.first_day > 1 and day.day >= shape.first_day
    return (day.year * 12 + day.month - 1 + counts_for_next_month) // shape.months


def _days(basis: Basis, index: int) -> tuple[date, date]:
    return _first_day(basis, index), _first_day(basis, index + 1) - timedelta(days=1)


def _first_day(basis: Basis, index: int) -> date:
    shape = _shape(basis)
    months = index * shape.months - (shape.first_day > 1)
    try:
        return date(months // 12, months % 12 + 1, shape.first_day)
    except ValueError:
        raise PeriodError(f"a {basis} around year {months // 12} lies outside the calendar") from None


def _shape(basis: Basis) -> _Shape:
    if basis not in _BASES:
        raise PeriodError(f"{basis!r} is not a period basis; choose one of {', '.join(BASES)}")
    return _BASES[basis]


def _day_month_year(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def _vietnamese_name(period: Period) -> str:
    match _shape(period.basis).months:
        case 1:
            return f"Tháng {period.number}/{period.year}"
        case 3:
            return f"Quý {period.number}/{period.year}"
        case 6:
            return f"6 tháng {'đầu' if period.number == 1 else 'cuối'} năm {period.year}"
        case _:
            return f"Năm {period.year}"


def _english_name(period: Period) -> str:
    match _shape(period.basis).months:
        case 1:
            return f"{ENGLISH_MONTHS[period.number - 1]} {period.year}"
        case 3:
            return f"Quarter {period.number}/{period.year}"
        case 6:
            return f"{'First' if period.number == 1 else 'Second'} half of {period.year}"
        case _:
            return f"Year {period.year}"
