"""Amounts as papers state them: a whole number or none, its unit, and the word before it. Pure.

"Gần 300 lượt" is 300, lượt and "gần"; it never becomes 300. What is not known or was cut off is no number, least of all
0. Unlike units are never added: whoever tries is told so by `UnlikeUnits`. "Tăng 3,8 lần" is no amount at all: a ratio
reads it as one number, a percentage as another, so the words are kept and no number is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from caunoi.indicators.model import Text, Unit
from caunoi.lib.vietnamese_text import fold

LARGEST = 10**15


class Qualifier(StrEnum):
    """The word before a number."""

    EXACT = "exact"
    NEARLY = "nearly"
    ABOUT = "about"
    OVER = "over"
    ESTIMATED = "estimated"

    def in_language(self, language: str) -> str:
        return _QUALIFIER_WORDS[self].in_language(language)


_QUALIFIER_WORDS: Mapping[Qualifier, Text] = {
    Qualifier.EXACT: Text("", ""),
    Qualifier.NEARLY: Text("gần", "nearly"),
    Qualifier.ABOUT: Text("khoảng", "about"),
    Qualifier.OVER: Text("hơn", "more than"),
    Qualifier.ESTIMATED: Text("ước tính", "an estimated"),
}
_QUALIFIERS_TYPED: Mapping[str, Qualifier] = {
    "": Qualifier.EXACT, "khong": Qualifier.EXACT, "none": Qualifier.EXACT, "exact": Qualifier.EXACT,
    "gan": Qualifier.NEARLY, "nearly": Qualifier.NEARLY, "almost": Qualifier.NEARLY, "<": Qualifier.NEARLY,
    "khoang": Qualifier.ABOUT, "about": Qualifier.ABOUT, "~": Qualifier.ABOUT, "≈": Qualifier.ABOUT,
    "hon": Qualifier.OVER, "tren": Qualifier.OVER, "more than": Qualifier.OVER, "over": Qualifier.OVER,
    ">": Qualifier.OVER,
    "uoc tinh": Qualifier.ESTIMATED, "uoc": Qualifier.ESTIMATED, "estimated": Qualifier.ESTIMATED,
    "an estimated": Qualifier.ESTIMATED,
}  # fmt: skip
_UNKNOWN = {"?", "khong ro", "chua ro", "bi cat", "cat", "unknown", "cut", "not known"}
_COMPARISON = re.compile(r"(tang|giam|gap|increase|decrease|rose|fell)\b.*(\d|lan|doi|%)")
_WHOLE = re.compile(r"\d+|\d{1,3}(?:[., ]\d{3})+")
_GROUP_MARKS = re.compile(r"[., ]")


class AmountError(ValueError):
    """Text that is no amount. `code` says what is wrong with it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UnlikeUnits(ValueError):
    """Somebody asked to add numbers that count different things."""


@dataclass(frozen=True)
class Amount:
    """What a paper states. `value` is None where it is unknown or was cut off."""

    value: int | None
    unit: Unit
    qualifier: Qualifier = Qualifier.EXACT

    def in_words(self, language: str) -> str:
        """Number, unit and the word before it: "gần 300 lượt"."""
        return f"{self.number_in_words(language)} {self.unit.words.in_language(language)}"

    def number_in_words(self, language: str) -> str:
        """The same without its unit, for a column whose heading says it."""
        if self.value is None:
            return NOT_KNOWN.in_language(language)
        return f"{self.qualifier.in_language(language)} {grouped(self.value, language)}".strip()


NOT_KNOWN = Text("không rõ", "not known")


def grouped(number: int, language: str) -> str:
    """1.234 in Vietnamese, 1,234 in English."""
    written = f"{number:,}"
    return written if language.startswith("en") else written.replace(",", ".")


def add(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts of one unit. Unknown if one is unknown; "khoảng" if one is not exact.

    Raises UnlikeUnits for numbers that count different things, and ValueError for no number at all.
    """
    found = list(amounts)
    units = {one.unit for one in found}
    if not units:
        raise ValueError("nothing to add")
    if len(units) > 1:
        raise UnlikeUnits("never added: " + ", ".join(sorted(unit.words.en for unit in units)))
    values = [one.value for one in found]
    known = None if None in values else sum(value for value in values if value is not None)
    exact = all(one.qualifier is Qualifier.EXACT for one in found)
    return Amount(known, units.pop(), Qualifier.EXACT if exact else Qualifier.ABOUT)


def residual(total: Amount, rows: Iterable[Amount]) -> Amount | None:
    """What a collected total holds beyond its rows ("chưa phân tổ"); below zero where the rows hold more.

    None without rows. Unknown where the total or a row is. Raises UnlikeUnits like `add`.
    """
    found = list(rows)
    if not found:
        return None
    held = add(found)
    if held.unit is not total.unit:
        raise UnlikeUnits(f"never taken from each other: {total.unit.words.en}, {held.unit.words.en}")
    exact = total.qualifier is Qualifier.EXACT and held.qualifier is Qualifier.EXACT
    known = None if total.value is None or held.value is None else total.value - held.value
    return Amount(known, total.unit, Qualifier.EXACT if exact else Qualifier.ABOUT)


# --- reading what somebody typed ------------------------------------------------------------------------------------


def read(value: str, qualifier: str, unit: Unit) -> Amount:
    """An amount from what stands in a table. Raises AmountError with a code that the reader turns into a sentence."""
    said = read_qualifier(qualifier)
    text = " ".join(value.split())
    if fold(text) in _UNKNOWN:
        return Amount(None, unit)
    before, number = _split(text)
    if before is not Qualifier.EXACT and said is not Qualifier.EXACT and before is not said:
        raise AmountError("two_qualifiers")
    return Amount(_whole(number), unit, before if before is not Qualifier.EXACT else said)


def is_comparison(text: str) -> bool:
    """Whether it compares with another period instead of stating a number: "tăng 3,8 lần"."""
    return _COMPARISON.match(fold(text)) is not None


def read_qualifier(text: str) -> Qualifier:
    found = _QUALIFIERS_TYPED.get(fold(text))
    if found is None:
        raise AmountError("qualifier")
    return found


def read_unit(text: str) -> Unit:
    """A unit by its Vietnamese word, its English one or its code."""
    wanted = fold(text)
    for unit in Unit:
        if wanted in (unit.value, fold(unit.words.vi), fold(unit.words.en)):
            return unit
    if wanted in _UNITS_TYPED:
        return _UNITS_TYPED[wanted]
    raise AmountError("unit")


_UNITS_TYPED: Mapping[str, Unit] = {
    "luot nguoi": Unit.CONTACT, "visits": Unit.CONTACT, "dong viet nam": Unit.DONG, "vnd": Unit.DONG,
    "cau lac bo": Unit.GROUP, "nhom": Unit.GROUP, "tinh": Unit.LOCALITY, "chiec": Unit.ITEM,
}  # fmt: skip


def _split(text: str) -> tuple[Qualifier, str]:
    """The word before a number, and the number."""
    first = next((at for at, sign in enumerate(text) if sign.isdigit()), len(text))
    try:
        return read_qualifier(text[:first]), text[first:].strip()
    except AmountError:
        raise AmountError("number") from None


def _whole(text: str) -> int:
    """A whole number, grouped by threes or not. A spreadsheet's 12.0 is 12; a dash or nothing is not 0."""
    number = text[:-2] if re.fullmatch(r"\d+\.0", text) else text
    if not _WHOLE.fullmatch(number) or not number.isascii():
        raise AmountError("empty" if not text else "number")
    value = int(_GROUP_MARKS.sub("", number))
    if value >= LARGEST:
        raise AmountError("number")
    return value
