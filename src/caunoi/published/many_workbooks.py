"""Many small workbooks read in one child process instead of a hundred; if one ends it, each is read in its own."""

import json
from collections.abc import Iterator, Sequence

from caunoi.look import child
from caunoi.look.workbooks.cells import Sheet, from_lines
from caunoi.look.workbooks.problems import Reason, UnreadableWorkbook
from caunoi.look.workbooks.reading import read_workbook

Read = list[Sheet] | UnreadableWorkbook


def read_many(files: Sequence[bytes], *, most_rows: int) -> list[Read]:
    """For each file its sheets, or why it cannot be read."""
    if len(files) == 1:
        return [_alone(files[0], most_rows)]
    try:
        answer = child.run(
            "caunoi.published.many_parsing:parse_many",
            b"".join(files),
            sizes=list(map(len, files)),
            most_rows=most_rows,
        )
    except child.ChildEnded:
        return [_alone(data, most_rows) for data in files]
    return list(_split(answer, len(files)))


def _alone(data: bytes, most_rows: int) -> Read:
    try:
        return read_workbook(data, most_rows=most_rows)
    except UnreadableWorkbook as problem:
        return problem


def _split(answer: bytes, number: int) -> Iterator[Read]:
    lines = iter(answer.splitlines())
    for _file in range(number):
        own = [next(lines) for _line in range(int(next(lines)))]
        outcome = json.loads(own[0])
        if outcome["reason"]:
            yield UnreadableWorkbook(Reason(outcome["reason"]), **outcome["details"])
        else:
            yield from_lines(own[1:])
