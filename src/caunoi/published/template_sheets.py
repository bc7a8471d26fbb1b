"""The workbook that a commune fills in, and many of them in one archive. A child process writes
them (template_writing). Always in Vietnamese, whoever downloads it: communes read it. No box asks for a name.
"""

import json
from collections.abc import Sequence

from caunoi.lib.periods import Period
from caunoi.lib.vietnamese_text import fold
from caunoi.look import child
from caunoi.places.models import Place
from caunoi.published.rows import asked

WRITE = "caunoi.published.template_writing:write"


def one_template(place: Place, period: Period) -> bytes:
    """The workbook of one commune."""
    return child.run(WRITE, _described([place], period), archive=False)


def templates(places: Sequence[Place], period: Period) -> bytes:
    """A ZIP with the workbook of each commune."""
    return child.run(WRITE, _described(places, period), archive=True)


def file_name(place: Place, period: Period) -> str:
    """Says which commune and period, and nothing else."""
    return f"{place.code}-{fold(place.name).replace(' ', '-')}-{period.key.lower()}.xlsx"


def _described(places: Sequence[Place], period: Period) -> bytes:
    rows = [(row.code, row.title.vi, unit.words.vi) for row, unit in asked()]
    described = [
        {
            "file": file_name(place, period), "code": place.code, "name": _full_name(place), "key": period.key,
            "label": period.label("vi"), "rows": rows,
        }
        for place in places
    ]  # fmt: skip
    return json.dumps(described, ensure_ascii=False).encode()


def _full_name(place: Place) -> str:
    return f"{place.name}, {place.parent.name}" if place.parent else place.name
