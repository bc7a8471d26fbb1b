"""Small workbooks for tests, and files that only pretend to be one."""

import io
import zipfile
from datetime import date

import xlsxwriter


def xlsx(rows, *, merged=(), formulas=None) -> bytes:
    """An XLSX of these rows; `merged` are (first row, first column, last row, last column, text)."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("Sổ")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(number, column, cell, day)
                elif cell is not None:
                    page.write(number, column, cell)
        for area in merged:
            page.merge_range(*area)
        for (number, column), (text, shown) in (formulas or {}).items():
            page.write_formula(number, column, text, None, shown)
    return made.getvalue()


def xlsx_of(sheets) -> bytes:
    """An XLSX of sheets as they were read."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for number, row in enumerate(sheet.rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        page.write(number, column, getattr(cell, "text", cell))
    return made.getvalue()


def bomb(megabytes: int = 300) -> bytes:
    """A few hundred kilobytes that call themselves a workbook and would swell to this much."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _time in range(megabytes):
                part.write(b" " * 1_000_000)
    return made.getvalue()


def far_cell() -> bytes:
    """A true workbook of two cells, the last one of the sheet among them: as a full grid it is 17,000 million cells."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write(0, 0, "a")
        page.write(1_048_575, 16_383, "b")
    return made.getvalue()
