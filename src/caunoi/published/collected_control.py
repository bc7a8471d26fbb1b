"""What readers may see of communes' reports: added over a province first, controlled once, never by commune. Pure.

The rule for small numbers, its ladder and its attacker are those of `indicators.disclosure`; here is only which numbers
are put before them (docs/adr/0007). A total is collected, never computed: rows that hold more than it are shown beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from caunoi.indicators.disclosure import MERGED_KEY, NOT_STATED, THRESHOLD, ExactTable, Row, control
from caunoi.indicators.engines.in_memory import Cell
from caunoi.indicators.model import RESIDUAL, Disaggregation, Sensitivity, Text, Unit
from caunoi.published.amounts import Qualifier
from caunoi.published.rows import GROUPS, Group, RowName

Contribution = Mapping[tuple[str, Unit], "Stated"]
"""What one commune states: (row, unit) → number."""


@dataclass(frozen=True)
class Stated:
    """A number as a commune states it; None where it is not known."""

    value: int | None
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True)
class Shown:
    """One line as readers see it; the line without a row is the collected total. Rows shown as one are named "a|b"."""

    row: str
    number: int | None
    mark: str = ""
    rounded: bool = False
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True)
class ProvinceTable:
    """One group of rows in one unit."""

    group: Group
    unit: Unit
    lines: tuple[Shown, ...]
    footnotes: tuple[str, ...]

    @property
    def has_total(self) -> bool:
        return self.group.total is not None


def province_tables(contributions: Mapping[str, Contribution]) -> list[ProvinceTable]:
    """Every table of a province, from what each of its communes states (commune → rows)."""
    if contributions and not any(contributions.values()):
        return [ProvinceTable(GROUPS[0], Unit.CONTACT, (Shown("", 0),), ())]
    found = [
        _table(group, unit, rows, contributions)
        for group in GROUPS
        for unit in Unit
        if (rows := _stated_rows(group, unit, contributions))
    ]
    return [table for table in _side_by_side(found, contributions) if table.lines]


def _stated_rows(group: Group, unit: Unit, contributions: Mapping[str, Contribution]) -> list[RowName]:
    return [row for row in group.rows if any((row.code, unit) in stated for stated in contributions.values())]


def _table(
    group: Group, unit: Unit, rows: Sequence[RowName], contributions: Mapping[str, Contribution]
) -> ProvinceTable:
    make = _of_parts if group.total else _of_single_rows
    lines, notes = make(unit, rows, contributions)
    if any(_is_partial(row, unit, contributions) for row in rows):
        notes = (*notes, "partial")
    return ProvinceTable(group, unit, lines, tuple(dict.fromkeys(notes)))


def _of_single_rows(
    unit: Unit, rows: Sequence[RowName], contributions: Mapping[str, Contribution]
) -> tuple[tuple[Shown, ...], tuple[str, ...]]:
    """Rows that are no parts of each other: each is a table of one number."""
    found = [(row, control(_alone(row, unit, contributions))) for row in rows]
    lines = tuple(_line(row.code, each.total, _word([row], unit, contributions)) for row, each in found)
    return lines, tuple(note for _row, each in found for note in each.footnotes)


def _of_parts(
    unit: Unit, rows: Sequence[RowName], contributions: Mapping[str, Contribution]
) -> tuple[tuple[Shown, ...], tuple[str, ...]]:
    """Rows that are parts of a collected total, with what they leave over."""
    total = next((row for row in rows if row.is_total), None)
    parts = [row for row in rows if not row.is_total]
    whole = _sum(total, unit, contributions) if total and _all_state(total, unit, contributions) else None
    left = _left_over(whole, parts, unit, contributions)
    shown = control(_exact(parts, unit, contributions, left)) if parts else None
    lines = [_line(_name(row), row, _word(parts, unit, contributions)) for row in shown.rows] if shown else []
    notes = shown.footnotes if shown else ()
    if total and whole is not None:
        alone = shown if shown and left is not None else control(_alone(total, unit, contributions))
        lines.append(_line("", alone.total, _word([total], unit, contributions)))
        notes = (*notes, *alone.footnotes)
    elif parts:
        notes = (*notes, "no_total")
    return tuple(lines), notes


def _left_over(
    whole: int | None, parts: Sequence[RowName], unit: Unit, contributions: Mapping[str, Contribution]
) -> int | None:
    """What the collected total holds beyond its rows; None where that cannot be said or the rows hold more."""
    if whole is None or not parts:
        return None
    left = whole - sum(_sum(row, unit, contributions) for row in parts)
    return left if left >= 0 else None


def _exact(
    parts: Sequence[RowName], unit: Unit, contributions: Mapping[str, Contribution], left: int | None
) -> ExactTable:
    """The table to control. A sensitive row's own parent always stands, at zero if nobody states it."""
    codes = dict.fromkeys(code for row in parts for code in (row.merged_into, row.code) if code)
    cells: dict[Cell, int] = {(code,): 0 for code in codes}
    cells |= {(row.code,): _sum(row, unit, contributions) for row in parts}
    if left is not None:
        cells[(RESIDUAL,)] = left
    clubs = {place: _cells(parts, unit, stated) for place, stated in contributions.items()}
    return ExactTable(cells, _plain_sensitivity(unit), (_cut(parts),), clubs)


def _alone(row: RowName, unit: Unit, contributions: Mapping[str, Contribution]) -> ExactTable:
    clubs: dict[str, Mapping[Cell, int]] = {
        place: {(): stated[row.code, unit].value or 0}
        for place, stated in contributions.items()
        if (row.code, unit) in stated
    }
    return ExactTable({(): _sum(row, unit, contributions)}, row.sensitivity(unit), (), clubs)


def _cut(parts: Iterable[RowName]) -> Disaggregation:
    sensitive = {row.code: row.merged_into for row in parts if row.merged_into}
    return Disaggregation("row", Text("Chỉ tiêu", "Row"), sensitive=sensitive)


def _cells(parts: Iterable[RowName], unit: Unit, stated: Contribution) -> dict[Cell, int]:
    return {(row.code,): stated[row.code, unit].value or 0 for row in parts if (row.code, unit) in stated}


def _plain_sensitivity(unit: Unit) -> Sensitivity:
    return Sensitivity.PEOPLE if unit in (Unit.PERSON, Unit.CASE) else Sensitivity.PLAIN


def _sum(row: RowName, unit: Unit, contributions: Mapping[str, Contribution]) -> int:
    return sum(stated[row.code, unit].value or 0 for stated in contributions.values() if (row.code, unit) in stated)


def _all_state(row: RowName, unit: Unit, contributions: Mapping[str, Contribution]) -> bool:
    """Whether every commune that states anything of this unit and group states this row with a number."""
    return not _is_partial(row, unit, contributions)


def _is_partial(row: RowName, unit: Unit, contributions: Mapping[str, Contribution]) -> bool:
    """Whether a commune that reports figures leaves this row out or unknown; one that confirmed zero does not."""
    reporting = [stated for stated in contributions.values() if stated]
    return any((row.code, unit) not in stated or stated[row.code, unit].value is None for stated in reporting)


def _word(rows: Iterable[RowName], unit: Unit, contributions: Mapping[str, Contribution]) -> Qualifier:
    """ "Khoảng" before a sum in which any number is not exact."""
    qualifiers = {stated[row.code, unit].qualifier for row in rows for stated in contributions.values()
                  if (row.code, unit) in stated}  # fmt: skip
    return Qualifier.EXACT if qualifiers <= {Qualifier.EXACT} else Qualifier.ABOUT


def _name(row: Row) -> str:
    """Code of a row; rows shown as one are all named, so that nobody takes the sum for one of them."""
    return MERGED_KEY.join(part[0] for part in row.parts)


def _line(code: str, row: Row, word: Qualifier) -> Shown:
    if isinstance(row.shown, int):
        return Shown(code, row.shown, rounded=row.rounded, qualifier=word)
    return Shown(code, None, mark=row.shown)


# --- tables that are read side by side ------------------------------------------------------------------------------


def _side_by_side(
    tables: Sequence[ProvinceTable], contributions: Mapping[str, Contribution]
) -> Iterable[ProvinceTable]:
    """A plain count from 1 to 7 beside a hidden count of people of the same row would bound it too closely: three visits
    are of at most three women. Such a table keeps its total alone, or nothing where the total is such a number."""
    hidden = {(table.group.code, code) for table in tables for code in _hidden_people(table, contributions)}
    for table in tables:
        small = {code for code in _small_contacts(table) if (table.group.code, code) in hidden}
        yield _withheld(table, small) if small else table


def _hidden_people(table: ProvinceTable, contributions: Mapping[str, Contribution]) -> Iterable[str]:
    """Stated rows of people that are not shown as a number; "" is the total."""
    if _plain_sensitivity(table.unit) is Sensitivity.PEOPLE:
        shown = {code for line in table.lines if line.number is not None for code in line.row.split(MERGED_KEY)}
        codes = ("" if row.is_total else row.code for row in _stated_rows(table.group, table.unit, contributions))
        yield from (code for code in codes if code not in shown)


def _small_contacts(table: ProvinceTable) -> Iterable[str]:
    if table.unit is Unit.CONTACT:
        small = (line for line in table.lines if line.number is not None and 0 < line.number < THRESHOLD)
        yield from (code for line in small for code in line.row.split(MERGED_KEY))


def _withheld(table: ProvinceTable, small: set[str]) -> ProvinceTable:
    total = [line for line in table.lines if line.row == "" and table.has_total and "" not in small]
    kept = tuple(total) or (Shown("", None, mark=NOT_STATED),)
    if not table.has_total:
        kept = tuple(line if line.row not in small else Shown(line.row, None, mark=NOT_STATED) for line in table.lines)
    notes = ("total_only",) if total else (NOT_STATED,)
    return replace(table, lines=kept, footnotes=tuple(dict.fromkeys((*table.footnotes, *notes))))
