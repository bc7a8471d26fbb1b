"""Give rows back as the same workbook with a last column that says what to do; it can be mended and sent again."""

from collections.abc import Mapping, Sequence

from caunoi.look import child
from caunoi.look.workbooks.cells import Sheet, to_lines
from caunoi.look.workbooks.headers import Table

NAMES = ("cần sửa", "to mend")
"""Headings of the column; a file that comes again has it already, and it is not data."""


def corrected_workbook(returned: Sequence[tuple[Table, Mapping[int, str]]], *, heading: str) -> bytes:
    """An XLSX with the titles and heading of each table, the rows with these numbers, and beside each what to mend.

    A cell that was text stays text, whatever it begins with; a formula comes back as the text of what it showed.
    """
    if not any(sentences for _table, sentences in returned):
        raise ValueError("no row comes back")
    sheets, layout = [], []
    for table, sentences in returned:
        if sentences:
            sheets.append(_sheet(table, sentences, heading))
            layout.append({"heading": [table.heading, table.first]})
    return child.run("caunoi.look.workbooks.writing:write", b"".join(to_lines(sheets)), layout=layout)


def _sheet(table: Table, sentences: Mapping[int, str], heading: str) -> Sheet:
    rows = table.sheet.rows
    width = _width(table)
    top = [[*row[:width], None] for row in rows[: table.first]]
    top[table.first - 1][width] = heading
    below = [[*rows[number - 1][:width], sentence] for number, sentence in sorted(sentences.items())]
    return Sheet(table.sheet.name, [*top, *below])


def _width(table: Table) -> int:
    """How many columns the sheet has beside an earlier "Cần sửa"."""
    heading = table.sheet.rows[table.first - 1]
    earlier = [at for at, cell in enumerate(heading) if isinstance(cell, str) and cell.casefold() in NAMES]
    return earlier[-1] if earlier else len(heading)
