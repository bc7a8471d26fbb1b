"""Bars as data: drawn by the server as SVG, always with their table, definition, unit and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caunoi.look.tables import Column, Table

WIDTH, STEP, ROOM = 340, 46, 46
"""In units of the drawing: whole width, height of one bar with its words, and what stays free for the number."""


@dataclass(frozen=True)
class Drawn:
    """One bar where it stands."""

    label: str
    value: int
    top: int
    width: int

    @property
    def words_at(self) -> int:
        return self.top + 14

    @property
    def bar_at(self) -> int:
        return self.top + 20

    @property
    def number_at(self) -> int:
        return self.top + 35

    @property
    def end(self) -> int:
        return self.width + 6


@dataclass(frozen=True)
class Bars:
    """A few counts of one unit, the longest bar as wide as the drawing. Counts of unlike units stand in two charts."""

    title: str
    unit: str
    definition: str
    on: date
    rows: Sequence[tuple[str, int]]
    head: str = ""

    @property
    def drawn(self) -> list[Drawn]:
        most = max((value for _label, value in self.rows), default=0)
        widths = [round((WIDTH - ROOM) * value / most) if most else 0 for _label, value in self.rows]
        return [
            Drawn(label, value, number * STEP, width)
            for number, ((label, value), width) in enumerate(zip(self.rows, widths, strict=True))
        ]

    @property
    def box(self) -> str:
        return f"0 0 {WIDTH} {STEP * len(self.rows)}"

    @property
    def table(self) -> Table:
        columns = [Column(self.head or self.title), Column(self.unit, numeric=True)]
        return Table(self.title, columns, [list(row) for row in self.rows])
