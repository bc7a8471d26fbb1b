"""What the quick reader does not tell: which cells are formulas and, in ODS, which are merged. Read as a stream of XML."""

import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from xml.parsers import expat

Position = tuple[int, int]
PIECE = 1 << 20
MOST_REPEATED = 20_000  # a row or cell repeated more often than this is empty space down to the end of the sheet
MOST_MARKS = 500_000


@dataclass
class Marks:
    """Of one sheet, counted from zero: formulas at (row, column), empty where unknown; merged areas by their corners."""

    formulas: dict[Position, str] = field(default_factory=dict)
    merged: list[tuple[Position, Position]] = field(default_factory=list)


NO_MARKS = Marks()


def xlsx_marks(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Formulas by the name of the sheet; merged areas come with the cells."""
    found = {}
    for name, part in _xlsx_sheets(archive).items():
        if _mentions(archive, part, b"<f", b":f"):
            reader = _XlsxFormulas()
            _stream(archive, part, reader.start, reader.said)
            found[name] = Marks(formulas=reader.found)
    return found


def ods_marks(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Formulas and merged areas by the name of the sheet."""
    if not _mentions(archive, "content.xml", b"table:formula", b"-spanned"):
        return {}
    reader = _OdsMarks()
    _stream(archive, "content.xml", reader.start)
    return reader.found


def _xlsx_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Names of sheets and the parts of the archive that hold them."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, given: dict[str, str]) -> None:
        if name.endswith("Relationship"):
            targets[given["Id"]] = given["Target"]

    def sheet(name: str, given: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            key = next((value for word, value in given.items() if word.endswith(":id")), "")
            target = targets.get(key, "")
            sheets[given["name"]] = target[1:] if target.startswith("/") else posixpath.join("xl", target)

    _stream(archive, "xl/_rels/workbook.xml.rels", relation)
    _stream(archive, "xl/workbook.xml", sheet)
    there = set(archive.namelist())
    return {name: part for name, part in sheets.items() if part in there}


def _mentions(archive: zipfile.ZipFile, part: str, *words: bytes) -> bool:
    """Whether any of these words stands in the part: most tables have no formula, and a search is quicker than XML."""
    tail = b""
    with archive.open(part) as file:
        while piece := file.read(PIECE):
            if any(word in tail + piece for word in words):
                return True
            tail = piece[-32:]
    return False


def _stream(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    said: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler = start, said
    parser.StartDoctypeDeclHandler = _no_doctype
    with archive.open(part) as file:
        try:
            while piece := file.read(PIECE):
                parser.Parse(piece)
            parser.Parse(b"", True)
        except expat.ExpatError as problem:
            raise ValueError("not XML") from problem


def _no_doctype(*_declared: object) -> None:
    raise ValueError("a workbook declares no entities")


def _count(given: dict[str, str], name: str) -> int:
    return int(given.get(name, 1))


class _XlsxFormulas:
    """<c r="B7"><f>…</f></c>; a cell without `r` follows the one before."""

    def __init__(self) -> None:
        self.found: dict[Position, str] = {}
        self.row = self.column = -1
        self.inside = False

    def start(self, name: str, given: dict[str, str]) -> None:
        self.inside = False
        match name.rpartition(":")[2]:
            case "row":
                self.row, self.column = int(given.get("r", self.row + 2)) - 1, -1
            case "c":
                self.column = _column(given["r"]) if "r" in given else self.column + 1
            case "f" if len(self.found) < MOST_MARKS:
                self.found[self.row, self.column] = ""
                self.inside = True

    def said(self, text: str) -> None:
        if self.inside and text.strip():
            self.found[self.row, self.column] = f"={text.strip()}"


def _column(reference: str) -> int:
    letters = re.match("[A-Z]+", reference)
    number = 0
    for letter in letters[0] if letters else "A":
        number = number * 26 + ord(letter) - 64
    return number - 1


class _OdsMarks:
    """Rows and cells say how often they repeat; those below a merged cell are "covered"."""

    def __init__(self) -> None:
        self.found: dict[str, Marks] = {}
        self.marks = Marks()
        self.row = self.column = self.next_row = self.next_column = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        match name:
            case "table:table":
                self.marks = self.found[given.get("table:name", "")] = Marks()
                self.next_row = 0
            case "table:table-row":
                self.row, self.next_column = self.next_row, 0
                self.next_row += _count(given, "table:number-rows-repeated")
            case "table:table-cell" | "table:covered-table-cell":
                self.column = self.next_column
                self.next_column += _count(given, "table:number-columns-repeated")
                self._mark(given)

    def _mark(self, given: dict[str, str]) -> None:
        if len(self.marks.formulas) < MOST_MARKS and "table:formula" in given:
            columns = range(self.column, min(self.next_column, self.column + MOST_REPEATED))
            rows = range(self.row, min(self.next_row, self.row + MOST_REPEATED))
            text = "=" + given["table:formula"].partition("=")[2]
            self.marks.formulas.update(
                islice((((row, column), text) for row in rows for column in columns), MOST_MARKS)
            )
        down, across = _count(given, "table:number-rows-spanned"), _count(given, "table:number-columns-spanned")
        if (down > 1 or across > 1) and len(self.marks.merged) < MOST_MARKS:
            self.marks.merged.append(((self.row, self.column), (self.row + down - 1, self.column + across - 1)))
