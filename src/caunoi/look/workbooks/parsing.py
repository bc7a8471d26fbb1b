"""The child's side of reading: which kind of file, whether it may be opened, its cells. Runs without Django's settings."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine as calamine

from caunoi.look.workbooks.cells import Cell, Formula, Row, Sheet, cell_of, to_lines
from caunoi.look.workbooks.delimited import read_delimited
from caunoi.look.workbooks.legacy import legacy_encoding
from caunoi.look.workbooks.marks import NO_MARKS, Marks, ods_marks, xlsx_marks
from caunoi.look.workbooks.problems import Reason, UnreadableWorkbook

OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and every workbook locked by a password
MOST_SWOLLEN, SWELLS_FROM, MOST_TIMES, MOST_PARTS = 256_000_000, 16_000_000, 200, 2_000
MOST_CELLS = 6_000_000


def parse(data: bytes, *, most_rows: int) -> Iterator[bytes]:
    """First how it went, then the sheets, as lines of JSON."""
    try:
        sheets = read(data, most_rows=most_rows)
    except UnreadableWorkbook as problem:
        yield json.dumps({"reason": problem.reason, "details": problem.details}).encode() + b"\n"
        return
    yield json.dumps({"reason": None}).encode() + b"\n"
    yield from to_lines(sheets)


def read(data: bytes, *, most_rows: int) -> list[Sheet]:
    """The sheets of this file. Raises UnreadableWorkbook."""
    if not data.strip(b"\0 \r\n\t"):
        raise UnreadableWorkbook(Reason.EMPTY)
    if data.startswith(OLD_CONTAINER):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableWorkbook(Reason.LOCKED if locked else Reason.OLD_FORMAT)
    sheets = _packed(data) if data.startswith(b"PK") else [Sheet("", read_delimited(data))]
    sheets = [_tidy(sheet) for sheet in sheets]
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableWorkbook(Reason.EMPTY)
    if sum(len(sheet.rows) for sheet in sheets) > most_rows:
        raise UnreadableWorkbook(Reason.TOO_MANY_ROWS, rows=f"{most_rows:,}".replace(",", "."))
    encoding = legacy_encoding(cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str))
    if encoding:
        raise UnreadableWorkbook(Reason(encoding))
    return sheets


def _packed(data: bytes) -> list[Sheet]:
    """XLSX and ODS are ZIP archives; what they would swell to is known before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, len(data))
            marks = _marks(archive)
        with calamine.load_workbook(io.BytesIO(data)) as book:
            return [_sheet(book, number, name, marks) for number, name in enumerate(book.sheet_names)]
    except calamine.PasswordError:
        raise UnreadableWorkbook(Reason.LOCKED) from None
    except (zipfile.BadZipFile, calamine.CalamineError, EOFError, KeyError, ValueError, OSError):
        raise UnreadableWorkbook(Reason.BROKEN) from None


def _check(archive: zipfile.ZipFile, packed: int) -> None:
    parts = archive.infolist()
    swollen = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or swollen > MOST_SWOLLEN or (swollen > SWELLS_FROM and swollen > MOST_TIMES * packed):
        raise UnreadableWorkbook(Reason.SWELLS)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableWorkbook(Reason.LOCKED)
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise UnreadableWorkbook(Reason.OLD_FORMAT)
    if not names & {"xl/workbook.xml", "content.xml"}:
        raise UnreadableWorkbook(Reason.NOT_A_WORKBOOK)
    if "content.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableWorkbook(Reason.LOCKED)


def _marks(archive: zipfile.ZipFile) -> dict[str, Marks]:
    if "content.xml" in archive.namelist():
        return ods_marks(archive)
    return xlsx_marks(archive)


def _sheet(book: calamine.CalamineWorkbook, number: int, name: str, marks: dict[str, Marks]) -> Sheet:
    read = book.get_sheet_by_index(number)
    if read.total_height * read.total_width > MOST_CELLS:
        raise UnreadableWorkbook(Reason.TOO_MUCH_WORK)
    rows = [[_cell(cell) for cell in row] for row in read.to_python(skip_empty_area=False)]
    found = marks.get(name, NO_MARKS)
    merged = [*(read.merged_cell_ranges or ()), *found.merged]
    for (top, left), (bottom, right) in merged:
        _fill(rows, top, left, bottom, right)
    for (line, column), text in found.formulas.items():
        if line < len(rows) and column < len(rows[line]):
            rows[line][column] = Formula(text or f"={rows[line][column]}")
    return Sheet(name, rows)


def _fill(rows: list[Row], top: int, left: int, bottom: int, right: int) -> None:
    if top >= len(rows) or left >= len(rows[top]):
        return
    said = rows[top][left]
    if not isinstance(said, (str, date)):
        return  # a number in merged cells counts once
    for row in rows[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = said


def _cell(read: Any) -> Cell:
    if isinstance(read, str):
        return cell_of(read)
    if isinstance(read, float) and read.is_integer() and abs(read) < 1e15:
        return int(read)
    if isinstance(read, datetime):
        return read.date()
    if isinstance(read, (time, timedelta)):
        return str(read)
    return read  # the rest are bool, int, float and date


def _tidy(sheet: Sheet) -> Sheet:
    """Without empty rows at the end; every row as long as the longest."""
    while sheet.rows and all(cell is None for cell in sheet.rows[-1]):
        sheet.rows.pop()
    width = max(map(len, sheet.rows), default=0)
    for row in sheet.rows:
        row.extend([None] * (width - len(row)))
    return sheet
