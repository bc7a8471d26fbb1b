"""Counts with DuckDB, over facts in memory: for worlds too large to go through row by row.

Only for a process that ends (`indicators.running`): it keeps nothing, writes no file, and its memory is limited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import duckdb
import pyarrow as pa

from caunoi.indicators.engines.expressions import sql
from caunoi.indicators.engines.in_memory import Cell, Middle, Result
from caunoi.indicators.facts import TABLES, Facts, value
from caunoi.indicators.model import Filter, Indicator, Median
from caunoi.lib.periods import Period

LIMITS = {"memory_limit": "512MB", "threads": 2, "temp_directory": "", "autoinstall_known_extensions": False}
ARROW = {"text": pa.string(), "number": pa.int64(), "day": pa.date32(), "yes_no": pa.bool_()}
Columns = Mapping[str, Mapping[str, Sequence[object]]]
"""Facts by table and column, as they go from one process to another."""


def columns_of(facts: Facts) -> dict[str, dict[str, list[object]]]:
    """Facts turned from rows into columns."""
    return {
        table: {column: [value(row, column) for row in rows] for column in TABLES[table]}
        for table, rows in ((name, list(found)) for name, found in facts.items())
    }


def connect(columns: Columns, limits: Mapping[str, Any] = LIMITS) -> duckdb.DuckDBPyConnection:
    """A database in memory that holds these facts; tables that were not given are empty."""
    connection = duckdb.connect(":memory:", config=dict(limits))
    for name, kinds in TABLES.items():
        given = columns.get(name, {})
        arrays = {column: pa.array(given.get(column, ()), ARROW[kind]) for column, kind in kinds.items()}
        connection.register(name, pa.table(arrays))
    return connection


def evaluate(
    connection: duckdb.DuckDBPyConnection, indicator: Indicator, period: Period, only: Iterable[Filter] = ()
) -> Result:
    """The same as `in_memory.evaluate`."""
    found: dict[Cell, int] = {}
    for *key, count in connection.execute(sql(indicator, period, only)).fetchall():
        found[tuple(key)] = int(count)
    standing = dict.fromkeys(product(*(cut.standing_values for cut in indicator.disaggregate_by)), 0)
    return Result(indicator, period, standing | found)


def middle(
    connection: duckdb.DuckDBPyConnection, definition: Median, period: Period, only: Iterable[Filter] = ()
) -> Middle:
    """The same as `in_memory.middle`."""
    found, of = connection.execute(sql(definition, period, only)).fetchall()[0]
    return Middle(definition, period, None if found is None else float(found), int(of))
