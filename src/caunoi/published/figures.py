"""What a release carries, as plain data: exact cells and controlled tables. Pure; club and hub share it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from caunoi.indicators.catalogue import INDICATORS as MEASURED
from caunoi.indicators.disclosure import NOT_STATED, SUPPRESSED, ControlledTable
from caunoi.indicators.engines.in_memory import Cell, Result
from caunoi.indicators.model import Indicator


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


def read_exact(data: Any) -> dict[str, dict[Cell, int]]:
    """Exact cells by indicator. Raises FiguresError for another indicator, shape or number than the catalogue knows."""
    try:
        tables = {str(table["indicator"]): _cells(table["cells"]) for table in data}
    except (TypeError, KeyError):
        raise FiguresError("not exact figures") from None
    known = by_code()
    for code, cells in tables.items():
        if code not in known:
            raise FiguresError(f"no indicator {code!r} here")
        if any(len(key) != len(known[code].disaggregate_by) for key in cells):
            raise FiguresError(f"{code} is cut in another way here")
    return tables


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
