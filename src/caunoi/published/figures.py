"""What a release carries, as plain data: exact cells and controlled tables. Pure; club and hub share it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from caunoi.indicators.catalogue import INDICATORS as MEASURED
from caunoi.indicators.disclosure import FOOTNOTES, MERGED_KEY, NOT_STATED, SUPPRESSED, ControlledTable, Rung
from caunoi.indicators.engines.in_memory import Cell, Result
from caunoi.indicators.model import Indicator, Sensitivity
from caunoi.lib.periods import Period, wider
from caunoi.published.titles import known_values


class FiguresError(ValueError):
    """Figures that this version of the programme's catalogue cannot hold."""


@dataclass(frozen=True)
class Line:
    """One stored line of a controlled table: a number, or the mark that stands in its place."""

    key: Cell
    number: int | None
    mark: str
    rounded: bool


def by_code() -> dict[str, Indicator]:
    return {indicator.code: indicator for indicator in MEASURED}


def exact_data(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Exact cells as plain data, to freeze and to seal."""
    return [
        {
            "indicator": result.indicator.code,
            "cells": [{"key": list(key), "count": count} for key, count in sorted(result.cells.items())],
        }
        for result in results
    ]


def longer_data(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Exact cells of longer periods, each with the key of its own."""
    every = list(results)
    return [
        {**table, "period": result.period.key} for table, result in zip(exact_data(every), every, strict=True)
    ]  # fmt: skip


def read_longer(data: Any, month: Period) -> dict[tuple[str, str], dict[Cell, int]]:
    """The same by indicator and period. Raises FiguresError for a period that does not end with this month."""
    keys = {period.key for period in wider(month)}
    found = {}
    for table in _tables(data):
        if "period" in table:
            if table["period"] not in keys:
                raise FiguresError("another period")
            found[str(table["indicator"]), table["period"]] = _cells_of(table)
    return found


def read_exact(data: Any) -> dict[str, dict[Cell, int]]:
    """Exact cells by indicator. Raises FiguresError for another indicator, row or number than the catalogue knows."""
    month = [table for table in _tables(data) if "period" not in table]
    tables = {str(table["indicator"]): _cells_of(table) for table in month}
    if len(tables) != len(month):
        raise FiguresError("an indicator came twice")
    return tables


def _tables(data: Any) -> list[dict[str, Any]]:
    if not isinstance(data, list) or not all(isinstance(table, dict) for table in data):
        raise FiguresError("not exact figures")
    return data


def _cells_of(table: dict[str, Any]) -> dict[Cell, int]:
    try:
        cells = _cells(table["cells"])
        _check_keys(by_code()[table["indicator"]], cells)
    except (TypeError, KeyError):
        raise FiguresError("not exact figures") from None
    return cells


def check_controlled(data: Any) -> None:
    """Raises FiguresError unless these are tables as `controlled_data` writes them: no other word and no other row."""
    try:
        fits = isinstance(data, list) and all(_is_controlled(by_code()[table["indicator"]], table) for table in data)
    except (TypeError, KeyError, AttributeError):
        fits = False
    if not fits:
        raise FiguresError("not controlled tables")


def controlled_data(code: str, table: ControlledTable) -> dict[str, Any]:
    """A controlled table as plain data, with the unit that its numbers have."""
    return {"indicator": code, "unit": by_code()[code].unit.value, **table.as_data()}


def lines(table: Mapping[str, Any]) -> tuple[list[Line], Line]:
    """The rows and the total of a controlled table that was kept as plain data."""
    return [_line(row) for row in table["rows"]], _line(table["total"])


def _line(row: Mapping[str, Any]) -> Line:
    shown = row["shown"]
    is_mark = shown in (SUPPRESSED, NOT_STATED)
    return Line(tuple(row["key"]), None if is_mark else int(shown), str(shown) if is_mark else "", bool(row["rounded"]))


def _is_controlled(indicator: Indicator, table: Mapping[str, Any]) -> bool:
    rows, total, dimensions, notes = table["rows"], table["total"], table["dimensions"], table["footnotes"]
    columns = [cut.column for cut in indicator.disaggregate_by]
    names = {"indicator", "unit", "rung", "dimensions", "rows", "total", "footnotes"}
    if set(table) != names or dimensions != columns[: len(dimensions)] or total["key"] != []:
        return False
    _check_keys(indicator, (tuple(row["key"]) for row in rows), len(dimensions))
    is_known = table["unit"] == indicator.unit and table["rung"] in list(Rung)
    are_lists = all(isinstance(each, list) for each in (rows, notes, *(row["key"] for row in rows)))
    return is_known and are_lists and set(notes) <= set(FOOTNOTES) and all(_is_line(row) for row in (*rows, total))


def _is_line(row: Mapping[str, Any]) -> bool:
    number, names = row["shown"], {"key", "shown", "rounded", "sensitivity"}
    is_number = type(number) is int and 0 <= number < 2**53
    is_known = row["sensitivity"] in list(Sensitivity) and type(row["rounded"]) is bool
    return set(row) == names and is_known and (is_number or number in (SUPPRESSED, NOT_STATED))


def _check_keys(indicator: Indicator, keys: Iterable[Cell], depth: int | None = None) -> None:
    """A row is named by values of the catalogue; rows shown as one (`depth` is then how far they are cut) by several."""
    cuts = indicator.disaggregate_by[:depth]
    for key in keys:
        parts = [part.split(MERGED_KEY) if depth is not None else [part] for part in key]
        if len(key) != len(cuts) or any(
            not known_values(cut).issuperset(names) for cut, names in zip(cuts, parts, strict=True)
        ):
            raise FiguresError(f"{indicator.code} has no such row here")


def _cells(cells: Any) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for cell in cells:
        key, count = tuple(cell["key"]), cell["count"]
        if type(count) is not int or not 0 <= count < 2**53 or key in found:
            raise FiguresError("a count is a whole number, once for each cell")
        if not all(isinstance(part, str) and 0 < len(part) <= 60 for part in key):
            raise FiguresError("a cell is named by short words")
        found[key] = count
    return found
