"""What stands in a cell, and sheets as lines of JSON between the process that reads and the one that asks."""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Formula:
    """A cell that is computed: what it showed last is no fact that somebody wrote down. `text` begins with "="."""

    text: str


Cell = str | int | float | bool | date | Formula | None
Row = list[Cell]


@dataclass
class Sheet:
    """One sheet. `rows[0]` is its first line; all rows are equally long; text is clean (NFC, no spaces at its ends)."""

    name: str
    rows: list[Row] = field(default_factory=list)


def cell_of(text: str) -> Cell:
    """What a text means as a cell: composed letters, plain spaces, nothing at its ends; "=…" is a formula."""
    clean = unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("\ufeff", "")).strip()
    return Formula(clean) if clean.startswith("=") and len(clean) > 1 else clean or None


def to_lines(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Sheets as lines of JSON; a date is {"d": …}, a formula {"f": "=…"}."""
    for sheet in sheets:
        yield _line({"sheet": sheet.name})
        for row in sheet.rows:
            yield _line([_plain(cell) for cell in row])


def from_lines(lines: Iterable[bytes]) -> list[Sheet]:
    """The same sheets again. Equal cells are one object: 60,000 rows of a databook hold few different words."""
    known: dict[tuple[type, Any], Cell] = {}
    sheets: list[Sheet] = []
    for line in lines:
        read = json.loads(line)
        if isinstance(read, dict):
            sheets.append(Sheet(read["sheet"]))
        else:
            cells = (_cell(cell) for cell in read)
            sheets[-1].rows.append([known.setdefault((type(cell), cell), cell) for cell in cells])
    return sheets


def _line(thing: object) -> bytes:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(cell: Cell) -> object:
    if isinstance(cell, Formula):
        return {"f": cell.text}
    return {"d": cell.isoformat()} if isinstance(cell, date) else cell


def _cell(read: Any) -> Cell:
    if not isinstance(read, dict):
        return read  # text, numbers, true, false, null
    if "f" in read:
        return Formula(read["f"])
    return date.fromisoformat(read["d"])
