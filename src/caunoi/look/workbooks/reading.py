"""Read a workbook that somebody sent: `read_workbook(data)` gives its sheets, or says in a sentence why it cannot."""

import json

from caunoi.look import child
from caunoi.look.workbooks.cells import Sheet, from_lines
from caunoi.look.workbooks.problems import Reason, UnreadableWorkbook

MOST_BYTES = 48_000_000
MOST_ROWS = 200_000


def read_workbook(data: bytes, *, most_rows: int = MOST_ROWS) -> list[Sheet]:
    """The sheets of an XLSX, ODS or CSV file; what kind it is tells its content, never its name.

    Merged cells are filled with their text (a number counts once, in its first cell). Raises UnreadableWorkbook.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableWorkbook(Reason.TOO_LARGE, megabytes=MOST_BYTES // 1_000_000)
    try:
        answer = child.run("caunoi.look.workbooks.parsing:parse", data, most_rows=most_rows)
    except child.ChildEnded:
        raise UnreadableWorkbook(Reason.TOO_MUCH_WORK) from None
    lines = iter(answer.splitlines())
    outcome = json.loads(next(lines))
    if outcome["reason"]:
        raise UnreadableWorkbook(Reason(outcome["reason"]), **outcome["details"])
    return from_lines(lines)
