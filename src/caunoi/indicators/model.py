"""The language of indicators: what a definition can say. Frozen data, the only place where meaning is defined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from caunoi.indicators.facts import TABLES
from caunoi.lib.periods import BASES, Basis

Operation = Literal["is", "is_not", "one_of", "known", "unknown", "at_least", "at_most"]
Column = str
Value = str
RESIDUAL: Value = "unknown"
"""The cell of rows whose column is empty, shown as "chưa phân tổ": kept in the table, so that rows add to the total."""


class DefinitionError(ValueError):
    """A definition that contradicts itself or names a column that no fact table has."""


@dataclass(frozen=True)
class Text:
    """The same words in both languages of the system."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language.startswith("en") else self.vi


class Unit(StrEnum):
    """What one of a number is. Numbers of unlike units are never added."""

    PERSON = "person"
    CONTACT = "contact"
    CASE = "case"
    ESTABLISHMENT = "establishment"
    SESSION = "session"
    ITEM = "item"
    DONG = "dong"
    LOCALITY = "locality"
    GROUP = "group"
    DAY = "day"
    NEWS = "news"
    PERCENT = "percent"

    @property
    def words(self) -> Text:
        return _UNIT_WORDS[self]


_UNIT_WORDS = {
    Unit.PERSON: Text("người", "people"),
    Unit.CONTACT: Text("lượt", "contacts or visits"),
    Unit.CASE: Text("trường hợp", "cases"),
    Unit.ESTABLISHMENT: Text("cơ sở", "establishments"),
    Unit.SESSION: Text("buổi", "sessions"),
    Unit.ITEM: Text("vật phẩm", "items"),
    Unit.DONG: Text("đồng", "Vietnamese đồng"),
    Unit.LOCALITY: Text("địa phương", "localities"),
    Unit.GROUP: Text("câu lạc bộ, nhóm", "clubs or groups"),
    Unit.DAY: Text("ngày", "days"),
    Unit.NEWS: Text("tin, bài", "news items"),
    Unit.PERCENT: Text("%", "%"),
}


class Sensitivity(StrEnum):
    """How much a small number gives away: nothing, that a person is there, or what happened to her."""

    PLAIN = "plain"
    PEOPLE = "people"
    SENSITIVE_EVENT = "sensitive_event"


@dataclass(frozen=True)
class Filter:
    """Keep the rows whose column is so. ``one_of`` takes a tuple; ``known`` and ``unknown`` take no value; ``at_least``
    and ``at_most`` take a whole number and leave out rows where it is not known."""

    column: Column
    op: Operation
    value: object = None


@dataclass(frozen=True)
class Measure:
    """How rows become a number: ``rows`` counts them, ``sum`` adds a column, ``distinct`` counts different values.

    Rows without a value are not counted by ``distinct``: an anonymous contact is never a person.
    """

    kind: Literal["rows", "sum", "distinct"]
    column: Column | None = None


ROWS = Measure("rows")
DISTINCT_PEOPLE = Measure("distinct", "pseudonym")
DISTINCT_REFERRALS = Measure("distinct", "referral")


def sum_of(column: Column) -> Measure:
    """Adds a whole-number column."""
    return Measure("sum", column)


@dataclass(frozen=True)
class Disaggregation:
    """Cuts a count by a column into cells that do not overlap.

    ``values`` always appear, also at zero, in this order, as sensitive cells do; ``ordered`` says that neighbours may
    be merged (age bands).
    ``sensitive`` names the cells that count sensitive events, each with the cell it is merged into when it cannot
    stand alone. ``sensitive_flag`` is a true/false column that moves a row from its own cell to the sensitive cell
    merged into it: an HIV service recorded under health is counted in "hiv".
    A person or referral with several rows stands in the cell of its last row in the period.
    """

    column: Column
    title: Text
    values: tuple[Value, ...] = ()
    ordered: bool = False
    sensitive: Mapping[Value, Value] = field(default_factory=lambda: MappingProxyType({}))
    sensitive_flag: Column | None = None
    titles: Mapping[Value, Text] = field(default_factory=lambda: MappingProxyType({}))
    in_units_of_a_day: bool = False
    """The column names an administrative unit, and its count goes to what that unit is on the day asked for."""

    @property
    def standing_values(self) -> tuple[Value, ...]:
        """The values that always have a cell: a sensitive one that appears only when it happened would tell that."""
        return tuple(dict.fromkeys((*self.values, *self.sensitive.values(), *self.sensitive)))

    def sensitive_cell(self, value: Value) -> Value:
        """The cell of a flagged row; a group without a named one gets its own, so that no row is lost or laid open."""
        named = (cell for cell, parent in self.sensitive.items() if parent == value)
        return value if self.parent(value) else next(named, value + SENSITIVE_PART)

    def parent(self, value: Value) -> Value | None:
        """The cell into which a sensitive cell is merged; None for a cell that is not sensitive."""
        if value.endswith(SENSITIVE_PART):
            return value.removesuffix(SENSITIVE_PART)
        return self.sensitive.get(value)


SENSITIVE_PART = "/sensitive"


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What a reader must know to check a number: what it asks, in which unit, from which records, who answers for it.

    ``clause`` is the paper or handbook that asks for it. Raises DefinitionError when it contradicts itself.
    """

    code: str
    title: Text
    question: Text
    unit: Unit
    source: Text
    owner: str
    checked_by: str | None
    next_review: date
    clause: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Reading(Definition):
    """A number read from one fact table: the rows of the period that pass every filter."""

    fact: str
    filters: tuple[Filter, ...] = ()
    period_basis: tuple[Basis, ...] = BASES
    date_column: Column = "on"

    def __post_init__(self) -> None:
        if self.fact not in TABLES:
            raise DefinitionError(f"{self.code}: there is no fact table {self.fact!r}; there are {', '.join(TABLES)}")
        for column in self.columns():
            if column not in TABLES[self.fact]:
                raise DefinitionError(f"{self.code}: {self.fact} has no column {column!r}")

    def columns(self) -> set[Column]:
        """Every column of the fact table that the definition reads."""
        return {self.date_column} | {each.column for each in self.filters}


@dataclass(frozen=True, kw_only=True)
class Indicator(Reading):
    """A count that the programme adds up over clubs: its cells add to its total.

    ``adds_over_months`` is false for what stands on a day, such as a stock: its months make no longer period.
    ``bounded_by`` names totals that this count of people cannot exceed, each by codes: the first less the others.
    ``part_of`` names the indicator of which this one counts a part in every period: by the same rows and a further
    filter, never by steps that may fall into different months.
    """

    sensitivity: Sensitivity
    measure: Measure
    disaggregate_by: tuple[Disaggregation, ...] = ()
    counted: bool = True
    adds_over_months: bool = True
    stays: bool = False
    """It is never released: rows so small are for the club alone."""
    bounded_by: tuple[tuple[str, ...], ...] = ()
    part_of: str = ""
    yearly_evidence: bool = False
    """What officials did is in it. It leaves the club once a year, sealed, and is read by the programme office alone:
    by no state body, in no shorter period, of no province, in no file."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._people_are_counted_as_people()

    def columns(self) -> set[Column]:
        cuts = {cut.column for cut in self.disaggregate_by} | {cut.sensitive_flag for cut in self.disaggregate_by}
        return super().columns() | {column for column in {self.measure.column} | cuts if column is not None}

    @property
    def is_of_a_whole(self) -> bool:
        """Whether a longer period has its own count in the club's file: people come again, evidence has no months."""
        return self.measure == DISTINCT_PEOPLE or self.yearly_evidence

    @property
    def needs_units(self) -> bool:
        return any(cut.in_units_of_a_day for cut in self.disaggregate_by)

    @property
    def named(self) -> set[str]:
        """The indicators whose numbers say something of this one's in the same period."""
        bounds = {code for bound in self.bounded_by for code in bound}
        return bounds | {self.part_of} - {""}

    def _people_are_counted_as_people(self) -> None:
        of_people = self.measure == DISTINCT_PEOPLE
        if of_people != (self.unit is Unit.PERSON):
            raise DefinitionError(f"{self.code}: the unit người goes with distinct people, and only with them")
        if of_people and self.sensitivity is Sensitivity.PLAIN:
            raise DefinitionError(f"{self.code}: counts of people are never plain")
        if self.yearly_evidence and (self.sensitivity is not Sensitivity.SENSITIVE_EVENT or self.adds_over_months):
            raise DefinitionError(f"{self.code}: yearly evidence is of sensitive events, and no sum of its months")
        if self.bounded_by and not of_people:
            raise DefinitionError(f"{self.code}: only a count of people is hidden, so only it has bounds")


@dataclass(frozen=True, kw_only=True)
class Median(Reading):
    """The middle of a column of days. It cannot be added over clubs, so it stays in the club that counts it."""

    column: Column
    unit: Unit = Unit.DAY

    def columns(self) -> set[Column]:
        return super().columns() | {self.column}


@dataclass(frozen=True, kw_only=True)
class Ratio(Definition):
    """One count divided by another, both by their codes; worked out from what may be shown, so it tells nothing more.

    ``denominator`` None says that nobody has counted what it would be divided by ("không xác định mẫu số"); a size
    estimate may stand in its place when it is named. ``of_the_same`` says that the numerator is a part of the
    denominator, so that rounding never makes it more than 100.
    """

    numerator: str
    denominator: str | None
    of_what: Text
    """The denominator in words, also where nobody knows it."""
    of_the_same: bool = True
    unit: Unit = Unit.PERCENT

    def of(self, part: int | None, whole: int | None) -> int | None:
        """Whole per cent, rounded half up; None where one of the numbers may not be shown or there is nothing to divide by."""
        if part is None or not whole:
            return None
        percent = (200 * part + whole) // (2 * whole)
        return min(percent, 100) if self.of_the_same else percent
