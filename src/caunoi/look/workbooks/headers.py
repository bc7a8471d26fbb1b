"""Find the table in a sheet: its heading under titles, in one line or two, in Vietnamese or English; what is no row of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from caunoi.lib.vietnamese_text import fold
from caunoi.look.workbooks.cells import Cell, Row, Sheet

LOOKED_AT = 40  # lines in which a heading is looked for
FEWEST = 2  # words that must be known in a heading
Words = Mapping[str, tuple[str, ...]]
"""Field codes and the words that head their columns, in any language; tone marks, capitals and brackets do not matter."""

_TOTAL = re.compile(r"(tong( cong| so| hop)?|cong( don| trang| thang| tuan)?|total|grand total|sum|subtotal)\b[ :.]*")
_FOOT = re.compile(
    r"(nguoi (lap|nhap|tong hop|viet|bao cao)|ky ten|xac nhan|chu nhiem|truong nhom|ghi chu|prepared by|signed|notes?)\b.*|\(?ky[ ,].*"
)
_NUMBERING = re.compile(r"\(?([0-9]{1,2}|[a-z])\)?([ =].*)?")


@dataclass
class Line:
    """One row of a table. `number` is the line in the sheet, counted from one, as the person sees it."""

    number: int
    cells: dict[str, Cell]
    whole: Row


@dataclass
class Table:
    """A table found in a sheet: which column is which, and its rows."""

    sheet: Sheet
    heading: int  # index of the first line of the heading
    named: int  # index of its last line, which names the columns
    first: int  # index of the first line under it, and under a line of column numbers
    columns: dict[str, int]
    headings: dict[str, str] = field(default_factory=dict)

    @property
    def titles(self) -> list[str]:
        """What stands above the heading, each text once."""
        above = (cell for row in self.sheet.rows[: self.heading] for cell in row if isinstance(cell, str))
        return list(dict.fromkeys(above))

    def lines(self) -> Iterator[Line]:
        """Rows that hold something: no empty lines, totals, signatures, nor the heading printed again."""
        own = {tuple(row) for row in self.sheet.rows[self.heading : self.first]}
        for index in range(self.first, len(self.sheet.rows)):
            row = self.sheet.rows[index]
            if tuple(row) not in own and not is_empty(row) and not is_total(row) and not self._is_foot(row):
                yield Line(index + 1, {name: row[column] for name, column in self.columns.items()}, row)

    def unread(self) -> list[str]:
        """Headings of columns that hold something and that nothing is known about."""
        heading, below = self.sheet.rows[self.named], self.sheet.rows[self.first :]
        known = set(self.columns.values())
        return [
            cell
            for column, cell in enumerate(heading)
            if isinstance(cell, str) and column not in known and any(row[column] is not None for row in below)
        ]

    def _is_foot(self, row: Row) -> bool:
        """Signatures and remarks under a table: a few words, no number and no date."""
        said = [cell for cell in row if cell is not None]
        texts = [fold(cell) for cell in said if isinstance(cell, str)]
        return len(texts) == len(said) and bool(texts) and all(_FOOT.match(text) for text in dict.fromkeys(texts))


def find_table(sheet: Sheet, words: Words) -> Table | None:
    """The table whose heading names most of the known columns; none where fewer than two are named."""
    meanings = {fold(word): name for name, known in words.items() for word in known}
    best: Table | None = None
    for deep in (1, 2, 3):  # the shallowest heading that names as much: titles above are none of it
        for index in range(min(LOOKED_AT, len(sheet.rows))):
            found = _heading(sheet, index, deep, meanings)
            if found and (best is None or len(found.columns) > len(best.columns)):
                best = found
    if best is None or len(best.columns) < FEWEST:
        return None
    return _past_numbering(best)


def is_empty(row: Row) -> bool:
    return all(cell is None or cell == "" for cell in row)


def is_total(row: Row) -> bool:
    """ "Tổng", "Cộng", "Total" … as the first words of a row, alone in their cell."""
    first = next((cell for cell in row if isinstance(cell, str)), None)
    return first is not None and _TOTAL.fullmatch(fold(first)) is not None


def _heading(sheet: Sheet, index: int, deep: int, meanings: Mapping[str, str]) -> Table | None:
    rows = sheet.rows[index : index + deep]
    if len(rows) < deep or any(not isinstance(cell, (str, type(None))) for row in rows for cell in row):
        return None  # numbers and dates are no heading
    table = Table(sheet, index, index + deep - 1, index + deep, {})
    how_well: dict[str, int] = {}
    for column in range(len(rows[0])):
        name, fits = _meaning([row[column] for row in rows], meanings)
        if name and fits > how_well.get(name, 0):
            table.columns[name], how_well[name] = column, fits
            table.headings[name] = str(next(row[column] for row in reversed(rows) if row[column]))
    return table


def _meaning(stacked: Row, meanings: Mapping[str, str]) -> tuple[str | None, int]:
    """What the cells above a column say, from the lowest up; how surely: the whole text before a part of it."""
    texts = [_plain(str(cell)) for cell in reversed(stacked) if cell]
    texts = [text for text, above in pairwise([*texts, ""]) if text != above]  # merged downwards: said once
    for text in (" ".join(reversed(texts)), *texts[:1]):
        if text in meanings:
            return meanings[text], 1000
    for text in texts[:1] or [""]:
        parts = [word for word in meanings if re.search(rf"\b{re.escape(word)}\b", text)]
        if parts and len(text) <= 60:
            longest = max(parts, key=len)
            return meanings[longest], len(longest)
    return None, 0


def _plain(heading: str) -> str:
    """Without tone marks, what stands in brackets, signs and a leading number: "1. Ngày (dd/mm)" is "ngay"."""
    text = re.sub(r"\(.*?\)|\[.*?\]", " ", fold(heading))
    text = re.sub(r"^\W*\d+[.)]\s*|[*:.,;?!\"'/\\-]+", " ", text)
    return " ".join(text.split())


def _past_numbering(table: Table) -> Table:
    """Step over a line of column numbers under the heading: (1) (2) (3), or A B 1 2 3."""
    if table.first < len(table.sheet.rows):
        said = [cell for cell in table.sheet.rows[table.first] if cell is not None]
        marks = [fold(str(cell)) for cell in said if isinstance(cell, (str, int)) and not isinstance(cell, bool)]
        distinct = len(set(marks)) == len(marks) == len(said)
        if len(said) > 3 and distinct and all(_NUMBERING.fullmatch(mark) for mark in marks):
            table.first += 1
    return table
