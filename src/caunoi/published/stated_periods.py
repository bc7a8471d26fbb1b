"""Periods as papers state them: a whole period, its end, everything until then, or any two days. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caunoi.indicators.model import Text
from caunoi.lib.periods import BASES, Period, PeriodError, containing, from_key
from caunoi.lib.vietnamese_text import fold

EARLIEST, LATEST_YEAR = date(2003, 1, 1), 2100
"""The Ordinance of 2003 came first; no paper of the programme is older."""


class Span(StrEnum):
    """How a number belongs to its days."""

    DURING = "during"
    AT_END = "at_end"
    UNTIL = "until"


_BEFORE: dict[Span, Text] = {
    Span.DURING: Text("", ""),
    Span.AT_END: Text("cuối kỳ: ", "at the end of: "),
    Span.UNTIL: Text("luỹ kế đến hết: ", "until the end of: "),
}
_MARKS = {Span.DURING: "", Span.AT_END: "end:", Span.UNTIL: "to:"}
_SPANS = (
    (re.compile(r"^(luy ke den het|luy ke den|den het|den|until the end of|until):?\s+"), Span.UNTIL),
    (re.compile(r"^(cuoi ky|tai thoi diem cuoi|cuoi|at the end of|end of):?\s+"), Span.AT_END),
)
_DAYS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s*(?:-|–|den|to)\s*(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO_DAYS = re.compile(r"(\d{4})-(\d{2})-(\d{2})\s*(?:\.\.|–|to)\s*(\d{4})-(\d{2})-(\d{2})")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_NAMED = (
    (re.compile(r"(?:6 thang dau nam|nua dau nam|h1|first half of)[ /]?(\d{4})"), "{0}-H1C"),
    (re.compile(r"(?:6 thang cuoi nam|nua cuoi nam|h2|second half of)[ /]?(\d{4})"), "{0}-H2C"),
    (re.compile(r"(?:ca nam|nam|year)?\s*(\d{4})"), "{0}-Y1C"),
)
_QUARTER = re.compile(r"(?:quy|quarter|q)\s*([1-4]|i{1,3}|iv)\s*[/ -]?\s*(?:nam )?(\d{4})")


class StatedPeriodError(ValueError):
    """Text that names no period. `code` is "month" where only the cut-off is missing, else "period"."""

    def __init__(self, code: str = "period") -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class StatedPeriod:
    """The days that a number speaks of. `starts` is None where everything until `ends` is meant."""

    span: Span
    starts: date | None
    ends: date

    @property
    def whole(self) -> Period | None:
        """The reporting period that these days are, if they are one."""
        return _whole(self.starts, self.ends) if self.starts else None

    @property
    def key(self) -> str:
        """Stable text to store: ``2019-H1C``, ``end:2018-Y1C``, ``to:2024-12-31``, ``2013-07-01..2017-06-30``."""
        if self.starts is None:
            return f"{_MARKS[self.span]}{self.ends}"
        whole = self.whole
        return _MARKS[self.span] + (whole.key if whole else f"{self.starts}..{self.ends}")

    def label(self, language: str) -> str:
        """Its name and days for readers."""
        before = _BEFORE[self.span].in_language(language)
        if self.starts is None:
            return f"{before}{self.ends:%d/%m/%Y}"
        days = f"{self.starts:%d/%m/%Y}–{self.ends:%d/%m/%Y}"
        return before + (self.whole.label(language) if self.whole else days)


def during(period: Period) -> StatedPeriod:
    return StatedPeriod(Span.DURING, period.start, period.end)


def read(text: str) -> StatedPeriod:
    """A period as somebody typed it, or as `key` wrote it. Raises StatedPeriodError."""
    typed = " ".join(text.split())
    span, rest = _span(typed)
    starts, ends = _days(rest)
    if not EARLIEST <= starts <= ends or ends.year > LATEST_YEAR:
        raise StatedPeriodError
    return StatedPeriod(span, None if span is Span.UNTIL else starts, ends)


def _span(typed: str) -> tuple[Span, str]:
    for span, mark in _MARKS.items():
        if mark and typed.startswith(mark):
            return span, typed.removeprefix(mark)
    folded = fold(typed)
    for pattern, span in _SPANS:
        if found := pattern.match(folded):
            return span, folded[found.end() :]
    return Span.DURING, typed


def _days(text: str) -> tuple[date, date]:
    try:
        return _between(text) or _one_day(text) or _named(text)
    except StatedPeriodError:
        raise
    except (ValueError, PeriodError):
        raise StatedPeriodError from None


def _between(text: str) -> tuple[date, date] | None:
    folded = fold(text)
    if found := _ISO_DAYS.search(folded):
        numbers = [int(each) for each in found.groups()]
        return date(*numbers[:3]), date(*numbers[3:])
    if found := _DAYS.search(folded):
        first, last = found.groups()[:3], found.groups()[3:]
        return _day(*first), _day(*last)
    return None


def _one_day(text: str) -> tuple[date, date] | None:
    """A single day, which only "đến" and "cuối" go with."""
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        day = date(*(int(each) for each in found.groups()))
    elif found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        day = _day(*found.groups())
    else:
        return None
    return day, day


def _day(day: str, month: str, year: str) -> date:
    return date(int(year), int(month), int(day))


def _named(text: str) -> tuple[date, date]:
    folded = fold(text)
    if found := _QUARTER.fullmatch(folded):
        number, year = found.groups()
        return _period(f"{year}-Q{_ROMAN.get(number, number)}C")
    for pattern, key in _NAMED:
        if found := pattern.fullmatch(folded):
            return _period(key.format(*found.groups()))
    if folded.startswith(("thang ", "month ")):
        raise StatedPeriodError("month")
    return _period(text.strip().upper())


def _period(key: str) -> tuple[date, date]:
    period = from_key(key)
    return period.start, period.end


def _whole(starts: date, ends: date) -> Period | None:
    for basis in BASES:
        period = containing(starts, basis)
        if (period.start, period.end) == (starts, ends):
            return period
    return None
