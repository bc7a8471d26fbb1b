"""The child's side of `apart`: takes columns, counts with DuckDB, gives numbers, ends."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from caunoi.indicators.catalogue import counted_by_code
from caunoi.indicators.engines import with_duckdb
from caunoi.indicators.facts import TABLES
from caunoi.indicators.model import Filter, Median
from caunoi.lib.periods import from_key


def count(data: bytes) -> bytes:
    """One answer for each code that was asked for, in order."""
    sent = json.loads(data)
    period = from_key(sent["period"])
    only = [_filter(*each) for each in sent["only"]]
    answers: list[dict[str, list[Any]]] = []
    with with_duckdb.connect({table: _columns(table, columns) for table, columns in sent["facts"].items()}) as rows:
        for definition in (counted_by_code(code) for code in sent["codes"]):
            if isinstance(definition, Median):
                middle = with_duckdb.middle(rows, definition, period, only)
                answers.append({"middle": [middle.value, middle.of]})
            else:
                cells = with_duckdb.evaluate(rows, definition, period, only).cells
                answers.append({"cells": [[list(key), number] for key, number in sorted(cells.items())]})
    return json.dumps(answers).encode()


def _columns(table: str, columns: dict[str, list[Any]]) -> dict[str, list[object]]:
    """Days travel as text."""
    days = [column for column, kind in TABLES[table].items() if kind == "day"]
    return columns | {column: [day and date.fromisoformat(day) for day in columns[column]] for column in days}


def _filter(column: str, op: Any, value: Any) -> Filter:
    return Filter(column, op, tuple(value) if isinstance(value, list) else value)
