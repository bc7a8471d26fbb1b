"""What somebody who holds many tables knows of the numbers behind them, written as sums between bounds.

Every exact cell of every club is an unknown whole number. A line of a table says between which bounds a sum of them
lies; the law makes some totals public; a count of people is bounded by the contacts it was made from, and a longer
period by its months. What may not be worked out is every count of people or sensitive events from 1 to 7, of a club or
of a territory. `attacker` tries to; nothing here solves anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from caunoi.indicators.disclosure import (
    MERGED_KEY,
    NOT_STATED,
    THRESHOLD,
    Candidate,
    ControlledTable,
    ExactTable,
    Rung,
    known_total,
    range_of,
)
from caunoi.indicators.engines.in_memory import Cell
from caunoi.indicators.hanging import leaders
from caunoi.indicators.model import Indicator, Sensitivity
from caunoi.lib.periods import Period, divisions, from_key

Atom = tuple[str, str, str, Cell]
"""Indicator, period, club and cell: one exact number that nobody outside may know."""


@dataclass(frozen=True)
class Held:
    """One table that somebody holds, with the exact one behind it. ``clubs``: whose numbers it adds up."""

    indicator: Indicator
    period: Period
    exact: ExactTable
    shown: ControlledTable
    owner: str = ""
    """The club whose own table it is, where it is not added up over clubs."""

    @property
    def clubs(self) -> Mapping[str, Mapping[Cell, int]]:
        return self.exact.clubs or {self.owner: self.exact.cells}


@dataclass(frozen=True)
class Stated:
    """A total that the law makes public, exact, beside the tables: of one indicator, period and group of clubs."""

    indicator: str
    period: str
    clubs: tuple[str, ...]
    total: int
    is_of_people: bool
    cells: tuple[Cell, ...] = ()
    """Of which rows of the table; none means all."""


@dataclass
class Problem:
    """Plain data: sums of unknowns between bounds, and the sums that may not be pinned down."""

    unknowns: int = 0
    bounds: list[tuple[list[tuple[int, int]], int | None, int | None]] = field(default_factory=list)
    targets: list[list[int]] = field(default_factory=list)
    holders: list[list[int]] = field(default_factory=list)
    """For each target, the numbers of the tables that hold it."""
    atoms: list[Atom] = field(default_factory=list)
    """What each unknown is."""
    truth: list[int] = field(default_factory=list)
    """What each unknown really is; never sent to whoever attacks."""
    spans: list[set[int]] = field(default_factory=list)
    """For each table, the unknowns behind it."""

    def names(self, targets: Iterable[int]) -> set[frozenset[Atom]]:
        """The same targets by what they are, to find them again beside other tables."""
        return {frozenset(self.atoms[term] for term in self.targets[number]) for number in targets}

    def only_near(self, tables: int) -> Problem:
        """What hangs together with the first so many tables; nothing else can be new to whoever held the others."""
        leader = leaders(self.unknowns, [*([term for term, _sign in bound[0]] for bound in self.bounds), *self.targets])
        near = {leader[term] for span in self.spans[:tables] for term in span}
        chosen = [number for number, terms in enumerate(self.targets) if leader[terms[0]] in near]
        bounds = [bound for bound in self.bounds if bound[0] and leader[bound[0][0][0]] in near]
        return replace(
            self, bounds=bounds, targets=[self.targets[number] for number in chosen],
            holders=[self.holders[number] for number in chosen],
        )  # fmt: skip

    def as_data(self, targets: Sequence[int]) -> dict[str, Any]:
        chosen = [self.targets[number] for number in targets]
        return {"unknowns": self.unknowns, "bounds": self.bounds, "targets": chosen}


def is_linked(one: Held, atom: Atom, known: Mapping[str, Indicator]) -> bool:
    """Whether a table can say anything of this number: its own indicator or one that bounds it, its club, its days."""
    code, key, club, _cell = atom
    bounding = {each for bound in known[code].bounded_by for each in bound} if code in known else set()
    period = from_key(key)
    overlaps = one.period.start <= period.end and period.start <= one.period.end
    return one.indicator.code in {code, *bounding} and club in one.clubs and overlaps


def problem(held: Sequence[Held], stated: Iterable[Stated] = ()) -> Problem:
    """All that these tables and public totals say together."""
    return _Builder(held).build(stated)


class _Builder:
    def __init__(self, held: Sequence[Held]) -> None:
        self.held = held
        self.problem = Problem()
        self.numbers: dict[Atom, int] = {}
        self.cells: dict[tuple[str, str, str], set[Cell]] = {}
        self.true: dict[Atom, int] = {}
        self.truth: list[int] = []
        self.targets: dict[tuple[int, ...], set[int]] = {}

    def build(self, stated: Iterable[Stated]) -> Problem:
        for table in self.held:
            for club, cells in table.clubs.items():
                place = (table.indicator.code, table.period.key, club)
                self.cells.setdefault(place, set()).update(cells, table.exact.cells)
                self.true.update(((*place, cell), count) for cell, count in cells.items())
        for number, table in enumerate(self.held):
            self.problem.spans.append(set(self._terms(table, table.exact.cells)))
            self._say_rows(table)
            self._aim(number, table)
        for total in stated:
            self._say_total(total)
        self._relate()
        self.problem.unknowns, self.problem.atoms = len(self.numbers), list(self.numbers)
        self.problem.truth = self.truth
        for terms, tables in sorted(self.targets.items()):
            self.problem.targets.append(list(terms))
            self.problem.holders.append(sorted(tables))
        return self.problem

    def _number(self, *atom: Any) -> int:
        number = self.numbers.setdefault(atom, len(self.numbers))
        if number == len(self.truth):
            self.truth.append(self.true.get(atom, 0))
        return number

    def _terms(self, table: Held, parts: Iterable[Cell], clubs: Iterable[str] | None = None) -> list[int]:
        code, key = table.indicator.code, table.period.key
        return sorted(self._number(code, key, club, part) for club in (clubs or table.clubs) for part in parts)

    def _say(self, terms: Iterable[tuple[int, int]], low: int | None, high: int | None) -> None:
        self.problem.bounds.append((list(terms), low, high))

    def _say_rows(self, table: Held) -> None:
        candidate = Candidate(table.shown, *known_total(table.exact))
        for row in (*table.shown.rows, table.shown.total):
            if row.shown != NOT_STATED or _tells_by_silence(table):
                low, high = range_of(row, candidate)
                self._say(((term, 1) for term in self._terms(table, row.parts)), low, high)

    def _say_total(self, total: Stated) -> None:
        terms = [
            (self._number(total.indicator, total.period, club, cell), 1)
            for club in total.clubs
            for cell in self.cells.get((total.indicator, total.period, club), ())
            if not total.cells or cell in total.cells
        ]
        hidden = total.is_of_people and 0 < total.total < THRESHOLD
        if terms:
            self._say(terms, 1 if hidden else total.total, THRESHOLD - 1 if hidden else total.total)

    def _aim(self, number: int, table: Held) -> None:
        """Every small protected number of the table: of each club and of all of them, by cell and, of people, in all."""
        groups = [(club,) for club in table.clubs] + [tuple(table.clubs)]
        sums: list[tuple[Cell, ...]] = [(cell,) for cell in table.exact.cells if _is_protected(table, cell)]
        if table.indicator.sensitivity is not Sensitivity.PLAIN:
            sums.append(tuple(table.exact.cells))
        for clubs in groups:
            for parts in sums:
                value = sum(table.clubs[club].get(part, 0) for club in clubs for part in parts)
                if 0 < value < THRESHOLD:
                    self.targets.setdefault(tuple(self._terms(table, parts, clubs)), set()).add(number)

    def _know(self, terms: Iterable[tuple[int, int]], low: int | None, high: int | None) -> None:
        """Something that follows from how things are counted; left out where the numbers were put together otherwise."""
        known = list(terms)
        total = sum(sign * self.truth[term] for term, sign in known)
        if (low is None or total >= low) and (high is None or total <= high):
            self._say(known, low, high)

    def _relate(self) -> None:
        known = {table.indicator.code: table.indicator for table in self.held}
        periods = {table.period.key: table.period for table in self.held}
        for code, key, club in list(self.cells):
            for first, *others in known[code].bounded_by:
                self._bound(code, key, club, first, others)
            self._say_shorter(known[code], periods[key], club)

    def _bound(self, code: str, key: str, club: str, first: str, others: list[str]) -> None:
        """People are at most the contacts that name one; where one of the tables is not held, nothing is known."""
        if all((other, key, club) in self.cells for other in (first, *others)):
            signs = [(code, 1), (first, -1), *((other, 1) for other in others)]
            self._know(((term, sign) for one, sign in signs for term in self._all(one, key, club)), None, 0)

    def _say_shorter(self, indicator: Indicator, period: Period, club: str) -> None:
        """A longer period beside every way to make it up of shorter ones: what happened adds, people come again."""
        for shorter in divisions(period):
            keys = [one.key for one in shorter if (indicator.code, one.key, club) in self.cells]
            is_whole = len(keys) == len(shorter)
            if indicator.measure.kind == "distinct":
                self._say_people(indicator.code, period.key, club, keys, is_whole=is_whole)
            elif is_whole:
                for cell in self.cells[indicator.code, period.key, club]:
                    parts = [(self._number(indicator.code, key, club, cell), -1) for key in keys]
                    self._know([(self._number(indicator.code, period.key, club, cell), 1), *parts], 0, 0)

    def _say_people(self, code: str, key: str, club: str, shorter: list[str], *, is_whole: bool) -> None:
        """At least as many as in each of them, at most as many as in all of them; in all, and of each year of birth."""
        every = sorted(self.cells[code, key, club])
        for cells in [every, *([cell] for cell in every if len(every) > 1)]:
            longer = [(self._number(code, key, club, cell), 1) for cell in cells]
            parts = [[(self._number(code, one, club, cell), -1) for cell in cells] for one in shorter]
            for terms in parts:
                self._know([*longer, *terms], 0, None)
            if is_whole:
                self._know([*longer, *(term for terms in parts for term in terms)], None, 0)

    def _all(self, code: str, key: str, club: str) -> Iterator[int]:
        for cell in sorted(self.cells[code, key, club]):
            yield self._number(code, key, club, cell)


def _tells_by_silence(table: Held) -> bool:
    """Who knows the rule guesses why a number of people is not stated: the worst case is that the guess is right. A
    table that goes by longer periods whatever it counts says nothing."""
    hides_people = table.indicator.sensitivity is not Sensitivity.PLAIN and 0 < table.exact.total < THRESHOLD
    return table.shown.rung is Rung.NOT_STATED and hides_people


def _is_protected(table: Held, cell: Cell) -> bool:
    return table.exact.class_of(cell) is not Sensitivity.PLAIN


def rows_of(exact: ExactTable, keys: Sequence[Cell]) -> dict[Cell, tuple[Cell, ...]]:
    """Which exact cells stand behind each row of a table that was kept by its keys alone."""
    parts: dict[Cell, list[Cell]] = {key: [] for key in keys}
    for cell in exact.cells:
        parts.setdefault(_row_of(exact, cell, keys), []).append(cell)
    return {key: tuple(cells) for key, cells in parts.items()}


def _row_of(exact: ExactTable, cell: Cell, keys: Sequence[Cell]) -> Cell:
    own: Cell | None = cell
    while own is not None:
        for key in keys:
            if key == own or (len(key) == 1 == len(own) and own[0] in key[0].split(MERGED_KEY)):
                return key
        own = exact.parent(own)
    return ()
