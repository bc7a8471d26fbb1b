"""What somebody meant by a cell: days and weeks, ticks, numbers. What is not clear is an `Unclear` with a sentence."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext as _

from caunoi.lib.vietnamese_text import fold
from caunoi.look.workbooks.cells import Cell, Formula

TICKS = {"x", "v", "✓", "✔", "☑", "√", "co", "c", "yes", "y", "1", "true", "dung", "xx", "roi", "+", "☒"}
NO_TICKS = {"", "0", "khong", "k", "no", "n", "-", "–", "false", "chua", "ko", "o", "☐"}
SERIAL_FROM = date(1899, 12, 30)  # day 0 of spreadsheets
SERIALS = range(36526, 73051)  # 2000 to 2099
_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5,
}  # fmt: skip

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?")
_DAY = re.compile(
    r"(?:(?:thu \w+|chu nhat|cn|t[2-7])[ ,]*)?(\d{1,2})[-/. ]+(\d{1,2})(?:[-/. ]+(\d{2}|\d{4}))?(?: .*:.*)?"
)
_WORDS = re.compile(r"(?:.*?\b)?ngay (\d{1,2}) ?thang (\d{1,2})(?:(?: ?nam| ?,)? ?(\d{4}))?")
_WEEK_OF_MONTH = re.compile(
    r"(?:tuan|week|w)(?: thu)? ?(\w+)[ ,/-]*(?:cua )?(?:thang|month|th)? ?(\d{1,2})[ ,/-]*(?:nam )?(\d{4})?"
)
_WEEK_OF_YEAR = re.compile(r"(?:tuan|week|w)(?: thu)? ?(\w+)(?:[ ,/-]*(?:nam )?(\d{4}))?")
_ISO_WEEK = re.compile(r"(\d{4})-?w(\d{1,2})")
_ONLY_DAY = re.compile(r"(?:ngay )?(\d{1,2})")
_MONTH_OF_TITLE = re.compile(r"\bthang ?(\d{1,2})(?: ?[/.-] ?| ?,? ?nam ?| )(\d{4})\b|\b(?:month )?(\d{1,2})/(\d{4})\b")
_YEAR_OF_TITLE = re.compile(r"\bnam ?(20\d{2})\b|\b(20\d{2})\b")


class Unclear(Exception):
    """A cell that cannot be understood; the text says what to write instead."""


@dataclass(frozen=True)
class When:
    """A day, or a week by its first day."""

    on: date
    precision: Literal["day", "week"] = "day"


@dataclass(frozen=True)
class Around:
    """The month and year that a title names; a cell may leave them out."""

    year: int | None = None
    month: int | None = None


NOWHERE = Around()


def around(titles: list[str]) -> Around:
    """The month and year that titles over a table name, if they do."""
    text = " · ".join(map(fold, titles))
    if found := _MONTH_OF_TITLE.search(text):
        month, year = int(found[1] or found[3]), int(found[2] or found[4])
        if 1 <= month <= 12:
            return Around(year, month)
    years = {int(a or b) for a, b in _YEAR_OF_TITLE.findall(text)}
    return Around(years.pop()) if len(years) == 1 else Around()


def read_when(cell: Cell, near: Around = NOWHERE) -> When:
    """A day in any Vietnamese form, a week of a month, a week of the year. Raises Unclear."""
    _no_formula(cell)
    if isinstance(cell, date):
        return When(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_number(cell, near)
    text = " ".join(fold(str(cell or "")).replace("–", "-").split())
    try:
        found = _from_text(text, near)
    except ValueError:
        raise Unclear(
            _("There is no such day or week: “%(text)s”. Check it against the paper.") % {"text": cell}
        ) from None
    if found is None:
        raise Unclear(
            _("The date “%(text)s” is not clear. Write day/month/year, or week 2 month 3/2026.") % {"text": cell or ""}
        )
    return found


def week_of_month(year: int, month: int, week: int) -> When:
    """Weeks of the paper calendar begin on the 1st, 8th, 15th and 22nd; a fifth on the 29th. Raises ValueError."""
    if not 1 <= week <= 5:
        raise ValueError("a month has at most five weeks")
    return When(date(year, month, 7 * (week - 1) + 1), "week")


def read_tick(cell: Cell) -> bool:
    """x, ✓, v, có, 1, yes; empty, 0, không. Raises Unclear."""
    _no_formula(cell)
    text = fold(str(cell if cell is not None else "")).strip(". ")
    if cell is True or text in TICKS:
        return True
    if not cell or text in NO_TICKS:
        return False
    raise Unclear(_("“%(text)s” is neither yes nor no. Write x for yes; leave it empty for no.") % {"text": cell})


def read_count(cell: Cell, *, most: int) -> int:
    """A whole number, 0 where the cell is empty: 12, "12", "12.000", "12 cái". Raises Unclear."""
    _no_formula(cell)
    if cell is None or cell is False:
        return 0
    text = fold(str(cell)).strip()
    if text in ("-", "–", "khong", ""):
        return 0
    number = _whole(cell, text)
    if number is None:
        raise Unclear(_("“%(text)s” is not a whole number. Write it in digits, for example 12.") % {"text": cell})
    if number < 0:
        raise Unclear(_("%(number)s is below zero. Write how many were given, or leave it empty.") % {"number": number})
    if number > most:
        raise Unclear(
            _("%(number)s is more than can be right (at most %(most)s). Check it against the paper.")
            % {"number": number, "most": most}
        )
    return number


def read_text(cell: Cell) -> str:
    """Words or a number as text. Raises Unclear for a formula."""
    _no_formula(cell)
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell).strip()


def _no_formula(cell: Cell) -> None:
    if isinstance(cell, Formula):
        raise Unclear(_("This cell is a formula. Type the value itself."))


def _whole(cell: Cell, text: str) -> int | None:
    if isinstance(cell, bool) or isinstance(cell, (int, float)):
        return int(cell) if float(cell).is_integer() else None
    bare = re.sub(r"\s*(cai|chiec|goi|bo|to|tuyp|hop|nguoi|luot|pcs|pieces?)\.?$", "", text)
    if re.fullmatch(r"[-+]?\d{1,3}([. ]\d{3})+|[-+]?\d{1,3}(,\d{3})+", bare):
        return int(re.sub(r"[., ]", "", bare))
    return int(bare) if re.fullmatch(r"[-+]?\d{1,12}([.,]0+)?", bare) and not re.search("[.,]", bare) else None


def _from_number(number: float, near: Around) -> When:
    if float(number).is_integer() and int(number) in SERIALS:
        return When(SERIAL_FROM + timedelta(days=int(number)))
    if near.month and near.year and float(number).is_integer() and 1 <= number <= 31:
        return _valid(near.year, near.month, int(number), number)
    raise Unclear(
        _("The date “%(text)s” is not clear. Write day/month/year, or week 2 month 3/2026.") % {"text": number}
    )


def _valid(year: int, month: int, day: int, cell: object) -> When:
    try:
        return When(date(year, month, day))
    except ValueError:
        raise Unclear(
            _("There is no such day or week: “%(text)s”. Check it against the paper.") % {"text": cell}
        ) from None


def _from_text(text: str, near: Around) -> When | None:
    """The first form that fits. Raises ValueError for a day that does not exist."""
    if found := _ISO_WEEK.fullmatch(text):
        return When(date.fromisocalendar(int(found[1]), int(found[2]), 1), "week")
    if found := _ISO.fullmatch(text):
        return When(date(int(found[1]), int(found[2]), int(found[3])))
    if text.startswith(("tuan", "week", "w")):
        return _week(text, near)
    for form in (_DAY, _WORDS):
        if found := form.fullmatch(text):
            year = _year(found[3]) if found[3] else near.year
            return When(date(year, int(found[2]), int(found[1]))) if year else None
    if text.isdigit() and int(text) in SERIALS:
        return When(SERIAL_FROM + timedelta(days=int(text)))
    if (found := _ONLY_DAY.fullmatch(text)) and near.year and near.month:
        return When(date(near.year, near.month, int(found[1])))
    return None


def _week(text: str, near: Around) -> When | None:
    if (found := _WEEK_OF_YEAR.fullmatch(text)) and (number := _ordinal(found[1])):
        year = int(found[2]) if found[2] else near.year
        if not found[2] and near.month and year and number <= 5:
            return week_of_month(year, near.month, number)
        return When(date.fromisocalendar(year, number, 1), "week") if year else None
    if (found := _WEEK_OF_MONTH.fullmatch(text)) and (number := _ordinal(found[1])):
        year = int(found[3]) if found[3] else near.year
        return week_of_month(year, int(found[2]), number) if year else None
    return None


def _ordinal(word: str) -> int | None:
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def _year(digits: str) -> int:
    return int(digits) + 2000 if len(digits) == 2 else int(digits)
