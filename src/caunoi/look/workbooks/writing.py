"""The child's side of giving back: sheets as an XLSX. Nothing is ever written as a formula or a link."""

import io
from collections.abc import Collection
from datetime import date
from math import isfinite
from typing import Any

import xlsxwriter

from caunoi.look.workbooks.cells import Cell, Formula, from_lines

WIDE, NARROW, MEND = 16, 11, 70
MOST_NAME = 31
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write(data: bytes, *, layout: list[dict[str, list[int]]]) -> bytes:
    """The workbook. `layout` says for each sheet which lines are its heading; the last column says what to mend."""
    made = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, plain) as book:
        looks = {
            "bold": book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"}),
            "text": book.add_format({"num_format": "@"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "mend": book.add_format({"text_wrap": True, "bg_color": "#FFF2CC", "valign": "top"}),
        }
        for sheet, where in zip(from_lines(data.splitlines()), layout, strict=True):
            name = _name(sheet.name, [page.name.casefold() for page in book.worksheets()])
            _sheet(book.add_worksheet(name), sheet.rows, where["heading"], looks)
    return made.getvalue()


def _name(given: str, taken: Collection[str]) -> str:
    """What a sheet may be called in a workbook: other programs allow longer names, other signs and nearly the same twice."""
    name = given.translate(NOT_IN_NAMES)[:MOST_NAME].strip("' ") or f"Sheet{len(taken) + 1}"
    if name.casefold() not in taken:
        return name
    mark = f" ({len(taken) + 1})"
    return _name(name[: MOST_NAME - len(mark)] + mark, taken)


def _sheet(page: Any, rows: list[list[Cell]], heading: list[int], looks: dict[str, Any]) -> None:
    first, under = heading
    last = len(rows[first]) - 1
    page.set_column(0, last - 1, WIDE)
    page.set_column(last, last, MEND)
    page.freeze_panes(under, 0)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            look = looks["bold"] if first <= number < under else looks["mend"] if column == last else None
            _write(page, number, column, cell, look, looks)


def _write(page: Any, row: int, column: int, cell: Cell, look: Any, looks: dict[str, Any]) -> None:
    if isinstance(cell, Formula):
        cell = cell.text
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell, look)
    elif isinstance(cell, (int, float)) and isfinite(cell):
        page.write_number(row, column, cell, look)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, looks["day"])
    elif cell:
        page.write_string(row, column, str(cell), look or looks["text"])
