"""The child's side of official papers: Word and workbook. No formula, no link, no picture; text stays text."""

import io
import json
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
FACE = "Times New Roman"
"""The typeface that the decree names; Word brings it."""
PAGE, HEADS = 165, (70, 95)
"""Millimetres between the margins, and how both headings share them: the state's name stands on one line."""
NUMBER, WORDS = 11, 52
"""Millimetres of the first two columns of a table; the others share the rest."""


def _document(given: dict[str, Any]) -> Any:
    made = Document()
    made.core_properties.author, made.core_properties.title = "", given["title"]
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = FACE, Pt(13)
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(20), Mm(20), Mm(30), Mm(15)
    head = _side_by_side(made, HEADS)
    _lines(head[0], [*given["body"], given["number"]], bold=[len(given["body"]) - 1])
    _lines(head[1], [*given["state"], given["place_and_day"]], bold=[0, 1])
    for words, bold in ((given["title"], True), (given["subject"], True), (given["addressed"], False)):
        line = made.add_paragraph()
        line.alignment = CENTRE
        line.add_run(words).bold = bold
    for words in given["words"]:
        made.add_paragraph(words)
    _table(made, given)
    for note in given["notes"]:
        made.add_paragraph().add_run(note).italic = True
    foot = _side_by_side(made, HEADS)
    _lines(foot[0], ["Nơi nhận:", *(f"– {one}" for one in given["copies"])], bold=[0], centred=False)
    _lines(foot[1], [given["signs"]], bold=[0])
    return made


def docx(data: bytes) -> bytes:
    """The Word file of a paper."""
    out = io.BytesIO()
    _document(json.loads(data)).save(out)
    return out.getvalue()


def xlsx(data: bytes) -> bytes:
    """The workbook of a paper: numbers as numbers, everything else as text, formulas too."""
    given = json.loads(data)
    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, plain) as book:
        bold, text = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
        page = book.add_worksheet("Bieu")
        lines = [*given["body"], given["number"], *given["state"], given["place_and_day"], given["title"],
                 given["subject"], given["addressed"]]  # fmt: skip
        for number, line in enumerate(lines):
            page.write_string(number, 1, line, bold)
        top = len(lines) + 1
        for column, head in enumerate(given["columns"]):
            page.set_column(column, column, 46 if column == 1 else 16)
            page.write_string(top, column, head, bold)
        for number, row in enumerate(given["rows"], start=top + 1):
            for column, cell in enumerate(row):
                plain_number = cell.replace(".", "")
                if column in given["numeric"] and plain_number.isascii() and plain_number.isdigit():
                    page.write_number(number, column, int(plain_number))
                else:
                    page.write_string(number, column, cell, text)
        for number, note in enumerate(given["notes"], start=top + len(given["rows"]) + 2):
            page.write_string(number, 1, note, text)
    return out.getvalue()


def _side_by_side(made: Any, widths: tuple[int, ...]) -> Any:
    """The cells of a row without frames, as wide as said."""
    return _framed(made, widths).rows[0].cells


def _framed(made: Any, widths: Sequence[float]) -> Any:
    """A table of one row, its columns as wide as said; Word looks at the cells, LibreOffice at the columns."""
    table = made.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        column.cells[0].width = Mm(width)
    return table


def _lines(cell: Any, lines: list[str], *, bold: list[int], centred: bool = True) -> None:
    for number, words in enumerate(lines):
        line = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        line.alignment = CENTRE if centred else None
        line.paragraph_format.space_after = Pt(0)
        run = line.add_run(words)
        run.bold, run.font.size = number in bold, Pt(12)


def _table(made: Any, given: dict[str, Any]) -> None:
    rest = (PAGE - NUMBER - WORDS) / (len(given["columns"]) - 2)
    widths = [NUMBER, WORDS, *[rest] * (len(given["columns"]) - 2)]
    table = _framed(made, widths)
    table.style = "Table Grid"
    _again_on_every_page(table.rows[0])
    for cell, head, width in zip(table.rows[0].cells, given["columns"], widths, strict=True):
        _cell(cell, head, width).runs[0].bold = True
    for row in given["rows"]:
        for column, (cell, words) in enumerate(zip(table.add_row().cells, row, strict=True)):
            line = _cell(cell, words, widths[column])
            if column in given["numeric"]:
                line.alignment = RIGHT


def _cell(cell: Any, words: str, width: float) -> Any:
    cell.width = Mm(width)
    line = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(2)
    line.add_run(words).font.size = Pt(11)
    return line


def _again_on_every_page(row: Any) -> None:
    """A heading that Word repeats; its library has no word for that."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
