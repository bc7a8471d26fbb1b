"""Counting in a process of its own that ends: an engine and its memory never stay in the one that serves pages.

Facts go to the child as columns through a pipe and numbers come back; nothing is written to a disk on the way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from caunoi.indicators.engines.in_memory import Middle, Result, check
from caunoi.indicators.facts import TABLES, UNITS, Facts, value
from caunoi.indicators.model import Filter, Indicator, Median
from caunoi.lib.periods import Period
from caunoi.look import child

SECONDS = 600
MEGABYTES = 8192
"""Of address space: an engine reserves far more than it uses. What it may use is limited where it is opened."""


def run(
    definitions: Sequence[Indicator | Median], facts: Facts, period: Period, only: Sequence[Filter] = ()
) -> list[Result | Middle]:
    """Every definition of the catalogue over these facts. Raises FactError for what does not fit, before any work."""
    for definition in definitions:
        check(definition, facts, period, only)
    tables = {definition.fact for definition in definitions}
    if any(isinstance(definition, Indicator) and definition.needs_units for definition in definitions):
        tables.add(UNITS)
    sent = {
        "codes": [definition.code for definition in definitions],
        "period": period.key,
        "only": [[each.column, each.op, each.value] for each in only],
        "facts": {table: _columns(table, facts) for table in sorted(tables)},
    }
    work = "caunoi.indicators.apart_child:count"
    answer = child.run(work, json.dumps(sent).encode(), seconds=SECONDS, megabytes=MEGABYTES)
    return [_read(definition, period, one) for definition, one in zip(definitions, json.loads(answer), strict=True)]


def _columns(table: str, facts: Facts) -> dict[str, list[object]]:
    rows = list(facts[table])
    return {column: [_plain(value(row, column)) for row in rows] for column in TABLES[table]}


def _plain(found: object) -> object:
    return found.isoformat() if isinstance(found, date) else found


def _read(definition: Indicator | Median, period: Period, answer: dict[str, list[object]]) -> Result | Middle:
    if isinstance(definition, Median):
        middle, of = answer["middle"]
        return Middle(definition, period, None if middle is None else float(str(middle)), int(str(of)))
    return Result(definition, period, {tuple(key): count for key, count in _pairs(answer["cells"])})


def _pairs(cells: Iterable[object]) -> Iterable[tuple[list[str], int]]:
    for cell in cells:
        assert isinstance(cell, list)
        yield cell[0], cell[1]
