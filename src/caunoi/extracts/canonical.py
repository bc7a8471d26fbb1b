"""Facts as bytes in one form only: tables by name, rows in order, days as text. Equal facts are equal bytes."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from caunoi.indicators.facts import ROWS_OF, TABLES, Fact, value


def pack(facts: Mapping[str, Iterable[Fact]]) -> bytes:
    """The one form of these rows, whatever order the database gave them in."""
    tables = {table: sorted(_line(table, row) for row in rows) for table, rows in facts.items()}
    return "\n".join(
        line for table in sorted(tables) for line in (_dump({"table": table}), *tables[table])
    ).encode()  # fmt: skip


def unpack(data: bytes) -> dict[str, list[Fact]]:
    """The rows again."""
    facts: dict[str, list[Fact]] = {}
    table = ""
    for line in data.decode().splitlines():
        read = json.loads(line)
        if isinstance(read, dict):
            table = read["table"]
            facts[table] = []
        else:
            facts[table].append(_row(table, read))
    return facts


def _line(table: str, row: Fact) -> str:
    return _dump([_plain(value(row, column)) for column in TABLES[table]])


def _row(table: str, values: list[Any]) -> Fact:
    kinds = TABLES[table].values()
    read = (date.fromisoformat(one) if kind == "day" and one else one for one, kind in zip(values, kinds, strict=True))
    return ROWS_OF[table]._make(read)  # type: ignore[attr-defined]  # every one is a named tuple


def _plain(found: object) -> object:
    return found.isoformat() if isinstance(found, date) else found


def _dump(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
