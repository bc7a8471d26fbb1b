"""A provider's list of a month as a workbook: rows that are clear enter, the others come back with what to mend."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import TypeVar

from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.lib.actor import Actor
from caunoi.lib.ids import clean_code, is_code
from caunoi.lib.vietnamese_text import fold
from caunoi.look.workbooks.cells import Cell
from caunoi.look.workbooks.correcting import corrected_workbook
from caunoi.look.workbooks.headers import Line as Row
from caunoi.look.workbooks.headers import Table, Words, find_table
from caunoi.look.workbooks.reading import read_workbook
from caunoi.look.workbooks.values import Around, Unclear, around, read_text, read_when
from caunoi.organisations.models import Organisation
from caunoi.referrals import actions
from caunoi.referrals.actions import MOST_AT_ONCE, Line, Outcome
from caunoi.referrals.choices import Box
from caunoi.referrals.typed import MEANS

HEADINGS: Words = {
    "code": ("số phiếu", "mã phiếu", "phiếu số", "phiếu", "mã số phiếu", "slip number", "slip", "number of the slip"),
    "said": ("kết quả", "ô", "ô đánh dấu", "tình trạng", "how it went", "outcome", "result", "box"),
    "day": ("ngày", "ngày đến", "ngày hẹn", "ngày hẹn mới", "day", "date", "day she came", "new appointment"),
    "mend": ("cần sửa", "to mend"),
    "row": ("stt", "tt", "số thứ tự", "no"),
}
"""`mend` and `row` are known so that nothing else is made of them."""
CODE_DIGITS = 10
T = TypeVar("T")
ABOVE_AND_BELOW = 40
"""Titles, signatures and empty lines around the rows of a list."""


@dataclass(frozen=True)
class Told:
    """A row that comes back: where it stands and what to do."""

    sheet: str
    number: int
    what: str


@dataclass
class Brought:
    """What became of a file; `workbook` holds the rows that come back."""

    noted: int = 0
    known: int = 0
    returned: list[Told] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    workbook: bytes | None = None


def bring_in(*, by: Actor, at: datetime, provider: Organisation, data: bytes, today: date) -> Brought:
    """Enter a provider's list. Raises UnreadableWorkbook or CannotDo for a file of which nothing was taken."""
    tables = _tables(data)
    clear: list[tuple[Table, Row, Line]] = []
    sentences: dict[int, dict[int, str]] = {id(table): {} for table in tables}
    for table, row in _rows(tables):
        try:
            clear.append((table, row, _line(table, row, today)))
        except Unclear as problem:
            sentences[id(table)][row.number] = str(problem)
    entered = actions.enter_statement(
        by=by, at=at, provider=provider, lines=[line for _table, _row, line in clear],
        file=sha256(data).hexdigest(), returned=sum(map(len, sentences.values())),
    )  # fmt: skip
    for (table, row, _said), one in zip(clear, entered, strict=True):
        if not one.is_done:
            sentences[id(table)][row.number] = one.why
    outcomes = [one.outcome for one in entered]
    returned = [(table, sentences[id(table)]) for table in tables]
    return Brought(
        noted=outcomes.count(Outcome.NOTED),
        known=outcomes.count(Outcome.KNOWN),
        returned=[Told(t.sheet.name, number, what) for t, told in returned for number, what in sorted(told.items())],
        unread=list(dict.fromkeys(heading for table in tables for heading in table.unread())),
        workbook=corrected_workbook(returned, heading=_("To mend")) if any(told for _t, told in returned) else None,
    )


def _tables(data: bytes) -> list[Table]:
    sheets = read_workbook(data, most_rows=MOST_AT_ONCE + ABOVE_AND_BELOW)
    found = (find_table(sheet, HEADINGS) for sheet in sheets)
    tables = [table for table in found if table and {"code", "said"} <= set(table.columns)]
    if not tables:
        raise CannotDo(
            _(
                "No list of slips was found in this file. Nothing was saved. Its first line names the columns: slip number,"
                " how it went, day."
            )
        )
    return tables


def _rows(tables: list[Table]) -> Iterator[tuple[Table, Row]]:
    return ((table, row) for table in tables for row in table.lines())


def _line(table: Table, row: Row, today: date) -> Line:
    """Raises Unclear with a sentence for every cell that is not clear."""
    problems: list[str] = []

    def cell(column: str, read: Callable[[Cell], T]) -> T | None:
        try:
            return read(row.cells.get(column))
        except Unclear as problem:
            problems.append(f"{table.headings[column]}: {problem}")
            return None

    code, box = cell("code", _code), cell("said", _box)
    day = cell("day", lambda given: _day(given, table, today))
    if problems:
        raise Unclear(" ".join(problems))
    return Line.stated(code or "", box or "", day)


def _code(cell: Cell) -> str:
    """The number of a slip; spreadsheets drop zeros at its front."""
    code = clean_code(read_text(cell)).zfill(CODE_DIGITS)
    if not is_code(code):
        raise Unclear(_("One digit of this slip number is wrong or missing. Compare it with the slip."))
    return code


def _box(cell: Cell) -> str:
    text = read_text(cell)
    if fold(text) not in MEANS:
        known = ", ".join(f"{box.value} ({box.label})" for box in Box)
        raise Unclear(
            _("“%(text)s” does not say how it went. Write one of: %(known)s.") % {"text": text, "known": known}
        )
    return MEANS[fold(text)]


def _day(cell: Cell, table: Table, today: date) -> date | None:
    if cell is None:
        return None
    near = around([*table.titles, table.sheet.name])
    when = read_when(cell, near if near.year else Around(today.year, near.month))
    if when.precision != "day":
        raise Unclear(_("Write the day itself: day/month/year."))
    return when.on
