"""Listings of the command line: the same rows as a table, as CSV or as JSON."""

import csv
import io
import json
from collections.abc import Sequence

FORMATS = ("table", "csv", "json")


def listing(columns: Sequence[str], rows: Sequence[Sequence[object]], form: str) -> str:
    """Text to print; `columns` are stable names for programs, the same in every language."""
    text = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if form == "json":
        return json.dumps([dict(zip(columns, row, strict=True)) for row in text], ensure_ascii=False, indent=1)
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([columns, *text])
        return out.getvalue().rstrip("\n")
    widths = [max(len(row[at]) for row in [list(columns), *text]) for at in range(len(columns))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [columns, *text])
    return "\n".join(line.rstrip() for line in lines)
