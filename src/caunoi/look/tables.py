"""A table as data, so that every page's tables align, declare their unit and read well aloud."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A heading, its unit (người, lượt, đồng …) and whether its cells are numbers."""

    label: str
    unit: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere."""

    text: str
    url: str


@dataclass(frozen=True)
class Table:
    """Caption, columns, rows of cells (text, number, Link), an optional last row of totals and a note under it."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    total: Sequence[object] = ()
    note: str = ""

    @property
    def body(self) -> Iterator[list[tuple[Column, object]]]:
        """Each row as pairs of column and cell; a row of another length is a mistake and says so."""
        for row in self.rows:
            yield list(zip(self.columns, row, strict=True))

    @property
    def foot(self) -> list[tuple[Column, object]]:
        return list(zip(self.columns, self.total, strict=True)) if self.total else []
