"""Bars and a map of squares as data: drawn by the server as SVG, always with their table, definition, unit and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from caunoi.look.tables import Column, Table

WIDTH, STEP, ROOM = 340, 46, 46
"""In units of the drawing: whole width, height of one bar with its words, and what stays free for the number."""


@dataclass(frozen=True)
class Stated:
    """A number as it may be said: rounded ("≈ 130"), or a mark in its place ("*"), which has no length."""

    length: int
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Drawn:
    """One bar where it stands."""

    label: str
    value: int | Stated
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
    rows: Sequence[tuple[str, int | Stated]]
    head: str = ""
    total: Sequence[object] = ()
    note: str = ""

    @property
    def drawn(self) -> list[Drawn]:
        lengths = [value.length if isinstance(value, Stated) else value for _label, value in self.rows]
        most = max(lengths, default=0)
        widths = [round((WIDTH - ROOM) * length / most) if most else 0 for length in lengths]
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
        return Table(self.title, columns, [list(row) for row in self.rows], self.total, note=self.note)


SQUARE, ON_ONE_LINE = 58, 7
"""Width and height of one square of a map; how long a name may be before it is broken."""
TINTS = ("#ffffff", "#e3ede8", "#b9d3c6", "#7fae99", "#3f6b5c")
DARKEST = len(TINTS) - 1


@dataclass(frozen=True)
class Square:
    """One unit on the map. Without a value nobody has figures of it; `beside` draws it with the figures of another one."""

    name: str
    column: int
    row: int
    value: int | Stated | None = None
    beside: str = ""

    @property
    def x(self) -> int:
        return self.column * SQUARE

    @property
    def y(self) -> int:
        return self.row * SQUARE

    @property
    def middle(self) -> int:
        return self.x + SQUARE // 2

    @property
    def lines(self) -> list[tuple[int, str]]:
        """Where the name stands: a long one on two lines."""
        first, _space, last = self.name.rpartition(" ")
        parts = [first, last] if first and len(self.name) > ON_ONE_LINE else [self.name]
        return [(self.y + 15 + 12 * number, part) for number, part in enumerate(parts)]

    @property
    def value_at(self) -> int:
        return self.y + SQUARE - 10


@dataclass(frozen=True)
class SquareMap:
    """Counts of one unit by place, each on a square of the same size. The number stands on it: the tint only repeats it."""

    title: str
    unit: str
    definition: str
    on: date
    squares: Sequence[Square]
    table: Table

    @property
    def box(self) -> str:
        """Room for every square and its frame."""
        across = max((one.column for one in self.squares), default=0) + 1
        down = max((one.row for one in self.squares), default=0) + 1
        return f"-1 -1 {across * SQUARE + 2} {down * SQUARE + 2}"

    @property
    def drawn(self) -> list[tuple[Square, str, str]]:
        """Every square with its tint and the colour of its words."""
        most = max((_length(one.value) for one in self.squares), default=0)
        steps = [ceil(DARKEST * _length(one.value) / most) if most else 0 for one in self.squares]
        return [
            (one, TINTS[step], "#ffffff" if step == DARKEST else "#0b0c0c")
            for one, step in zip(self.squares, steps, strict=True)
        ]

    @property
    def said(self) -> list[Square]:
        """Squares that have figures of their own, for whoever hears the map."""
        return [one for one in self.squares if one.value is not None and not one.beside]


def _length(value: int | Stated | None) -> int:
    return value.length if isinstance(value, Stated) else value or 0
