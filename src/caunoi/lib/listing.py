"""A listing on the command line as table, CSV or JSON."""

import csv
import io
import json
from collections.abc import Sequence

FORMATS = ("table", "csv", "json")


def listing(heads: Sequence[str], rows: Sequence[Sequence[object]], form: str) -> str:
    """The rows in one of FORMATS; a table is aligned for reading, CSV and JSON are for machines."""
    if form == "json":
        return json.dumps(
            [dict(zip(heads, row, strict=True)) for row in rows], ensure_ascii=False, default=str, indent=1
        )
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([heads, *rows])
        return out.getvalue().rstrip("\n")
    texts = [list(map(str, row)) for row in [heads, *rows]]
    widths = [max(len(row[column]) for row in texts) for column in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in texts]
    return "\n".join(lines)
