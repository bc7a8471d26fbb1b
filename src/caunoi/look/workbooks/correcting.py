"""Give rows back as the same workbook with a last column that says what to do; it can be mended and sent again."""

from collections.abc import Mapping, Sequence

from caunoi.look import child
from caunoi.look.workbooks.cells import Row, Sheet, to_lines
from caunoi.look.workbooks.headers import Table

NAMES = ("cần sửa", "to mend")
"""Headings of the column; a file that comes again has it already, and it is not data."""


def corrected_workbook(
    returned: Sequence[tuple[Table, Mapping[int, str]]], *, heading: str, also: Sequence[tuple[str, str]] = ()
) -> bytes:
    """An XLSX with the titles and heading of each table, the rows with these numbers, and beside each what to mend.

    `also` are columns to type an answer into, by field and heading, added where the table lacks them. A cell that was
    text stays text, whatever it begins with; a formula comes back as its text.
    """
    if not any(sentences for _table, sentences in returned):
        raise ValueError("no row comes back")
    sheets, layout = [], []
    for table, sentences in returned:
        if sentences:
            sheets.append(
                _sheet(table, sentences, [*(name for field, name in also if field not in table.columns), heading])
            )
            layout.append({"heading": [table.heading, table.first]})
    return child.run("caunoi.look.workbooks.writing:write", b"".join(to_lines(sheets)), layout=layout)


def _sheet(table: Table, sentences: Mapping[int, str], added: list[str]) -> Sheet:
    rows = table.sheet.rows
    width = _width(table)
    empty: Row = [None] * len(added)
    top = [[*row[:width], *empty] for row in rows[: table.first]]
    top[table.named][width:] = added
    below = [[*rows[number - 1][:width], *empty[1:], sentence] for number, sentence in sorted(sentences.items())]
    return Sheet(table.sheet.name, [*top, *below])


def _width(table: Table) -> int:
    """How many columns the sheet has beside an earlier "Cần sửa"."""
    heading = table.sheet.rows[table.named]
    earlier = [at for at, cell in enumerate(heading) if isinstance(cell, str) and cell.casefold() in NAMES]
    return earlier[-1] if earlier else len(heading)
