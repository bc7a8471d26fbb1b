"""Definitions as Ibis expressions, which compile to the SQL of DuckDB, and of Spark for a network that outgrows one machine.

Nothing here runs anything. What `in_memory` says in plain Python is said here once more in relations, so that the two
can be held against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import ibis
import ibis.expr.types as ir
from ibis.backends.sql.compilers import DuckDBCompiler, PySparkCompiler

from caunoi.indicators.engines.in_memory import check
from caunoi.indicators.facts import TABLES, UNITS
from caunoi.indicators.model import (
    RESIDUAL,
    SENSITIVE_PART,
    Disaggregation,
    Filter,
    Indicator,
    Median,
    Reading,
)
from caunoi.lib.periods import Period

Dialect = Literal["duckdb", "spark"]
KINDS = {"text": "string", "number": "int64", "day": "date", "yes_no": "boolean"}
_COMPILERS = {"duckdb": (DuckDBCompiler, "duckdb"), "spark": (PySparkCompiler, "databricks")}
_THING, _CELL, _LATER, _AS_THEN, _ON_DAY = "thing", "cell_{}", "later", "unit_as_then", "unit_on_day"


def table_of(name: str) -> ir.Table:
    """The fact table by its documented columns, without any row."""
    return ibis.table({column: KINDS[kind] for column, kind in TABLES[name].items()}, name=name)


def sql(
    definition: Indicator | Median, period: Period, only: Iterable[Filter] = (), dialect: Dialect = "duckdb"
) -> str:
    """The query of this dialect: for an indicator one row per cell with its number, for a median one row."""
    expression = middle(definition, period, only) if isinstance(definition, Median) else cells(definition, period, only)
    compiler, name = _COMPILERS[dialect]
    text: str = compiler().to_sqlglot(expression).sql(dialect=name)
    return text


def cells(indicator: Indicator, period: Period, only: Iterable[Filter] = ()) -> ir.Table:
    """One row per cell that has something in it: its key parts, and ``n``."""
    rows = _rows(indicator, period, only)
    keys = [_CELL.format(number) for number, _cut in enumerate(indicator.disaggregate_by)]
    if indicator.measure.kind == "distinct":
        last = _last(_placed(indicator, rows), str(indicator.measure.column), indicator.date_column, keys)
        return last.group_by(keys).aggregate(n=last.count()) if keys else last.aggregate(n=last.count())
    if not keys:
        return rows.aggregate(n=_number(indicator, rows))
    found = _placed(indicator, rows.group_by(_read_by_cuts(indicator)).aggregate(n=_number(indicator, rows)))
    return found.group_by(keys).aggregate(n=found["n"].sum().cast("int64"))


def _number(indicator: Indicator, rows: ir.Table) -> Any:
    if indicator.measure.kind == "sum":
        return rows[str(indicator.measure.column)].sum().fill_null(0).cast("int64")
    return rows.count()


def _read_by_cuts(indicator: Indicator) -> list[str]:
    """Columns as they stand: few different values, by which rows are added before any cell is given its name."""
    columns = ((cut.column, cut.sensitive_flag) for cut in indicator.disaggregate_by)
    return list(dict.fromkeys(column for pair in columns for column in pair if column))


def _placed(indicator: Indicator, rows: ir.Table) -> ir.Table:
    """The same rows with the names of their cells."""
    rows = _with_units(indicator, rows)
    return rows.mutate(
        **{_CELL.format(number): _place(cut, rows) for number, cut in enumerate(indicator.disaggregate_by)}
    )


def middle(definition: Median, period: Period, only: Iterable[Filter] = ()) -> ir.Table:
    """One row: ``value``, the median, and ``of``, from how many."""
    column = _rows(definition, period, only)[definition.column]
    return column.as_table().aggregate(value=column.median(), of=column.count())


def _rows(definition: Reading, period: Period, only: Iterable[Filter]) -> ir.Table:
    filters = check(definition, TABLES, period, only)
    table = table_of(definition.fact)
    day = table[definition.date_column]
    return table.filter(
        [day.between(period.start, period.end), *(_condition(table[one.column], one) for one in filters)]
    )


def _condition(column: Any, wanted: Filter) -> ir.BooleanValue:
    """A missing value is never this or that, and always something else; SQL left alone would drop it both times."""
    condition: ir.BooleanValue
    match wanted.op:
        case "is":
            condition = column == wanted.value
        case "is_not":
            condition = column.isnull() | (column != wanted.value)
        case "one_of":
            values = wanted.value if isinstance(wanted.value, tuple) else ()
            known = [value for value in values if value is not None]
            condition = column.isin(known) if known else ibis.literal(False)
            condition = condition | column.isnull() if None in values else condition
        case "known":
            condition = column.notnull()
        case "unknown":
            condition = column.isnull()
        case "at_least":
            condition = column >= wanted.value
        case "at_most":
            condition = column <= wanted.value
    return condition


def _with_units(indicator: Indicator, rows: ir.Table) -> ir.Table:
    """For each cut by units of a day, the unit of that day beside the row."""
    if not indicator.needs_units:
        return rows
    cut = next(cut for cut in indicator.disaggregate_by if cut.in_units_of_a_day)
    units = table_of(UNITS)
    units = units.select(units.unit.name(_AS_THEN), units.on_day.name(_ON_DAY))
    return rows.left_join(units, rows[cut.column] == units[_AS_THEN])


def _place(cut: Disaggregation, rows: ir.Table) -> Any:
    """The cell of a row: rows without a value have one too, and a flag moves a row to the sensitive part of its cell."""
    place = rows[cut.column].cast("string").nullif("").fill_null(RESIDUAL)
    place = rows[_ON_DAY].fill_null(place) if cut.in_units_of_a_day else place
    if cut.sensitive_flag is None:
        return place
    apart = {parent: cut.sensitive_cell(parent) for parent in cut.sensitive.values()}
    stays = place.isin([*cut.sensitive]) | place.endswith(SENSITIVE_PART)
    branches = [(stays, place), *((place == parent, ibis.literal(cell)) for parent, cell in apart.items())]
    sensitive = ibis.cases(*branches, else_=place + SENSITIVE_PART)
    return ibis.ifelse(rows[cut.sensitive_flag].fill_null(False), sensitive, place)


def _last(rows: ir.Table, thing: str, day: str, keys: list[str]) -> ir.Table:
    """Each different person or thing once, with the cell of its last row; cell names decide between rows of one day.

    The largest of (day, names) is found while grouping; rows put in line by a window would all be sorted first.
    """
    rows = rows.filter(rows[thing].notnull())
    if not keys:
        return rows.select(rows[thing].name(_THING)).distinct()
    standing: Any = ibis.struct({_LATER: rows[day], **{key: rows[key] for key in keys}})
    last = rows.group_by(rows[thing].name(_THING)).aggregate(last=standing.max())
    return last.select(**{key: last["last"][key] for key in keys})
