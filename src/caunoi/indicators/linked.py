"""What somebody who holds many tables knows of the numbers behind them, written as sums between bounds.

Every exact cell of every club is an unknown whole number. A line of a table says between which bounds a sum of them
lies; the law makes some totals public; a count of people is bounded by the contacts it was made from, and a longer
period by its months. What may not be worked out is every count of people or sensitive events from 1 to 7, of a club or
of a territory, and by how many a restated month has more or less of them. `attacker` tries to; nothing here solves
anything.

Where a month was restated, he supposes what is mostly true: a number that is the same in both versions is taken to be
the same, and one that differs by 1 to 7 is taken to differ by no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
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
from caunoi.indicators.model import DISTINCT_PEOPLE, Indicator, Sensitivity
from caunoi.indicators.versions import club_of, within
from caunoi.lib.periods import Period, divisions, from_key

CHANGED = "±"
"""Stands before the cell of a difference between two versions."""

Atom = tuple[str, str, str, Cell]
"""Indicator, period, club and cell: one exact number that nobody outside may know."""


@dataclass(frozen=True)
class Held:
    """One table that somebody holds, with the exact one behind it. ``clubs``: whose numbers it adds up (`versions`)."""

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
    """Whether a table can say anything of this number: its own indicator, one that bounds it or that it bounds, its
    club, its days."""
    code = atom[0]
    own, other = one.indicator, known.get(code)
    is_about_it = own.code == code or code in own.named or (other is not None and own.code in other.named)
    return is_about_it and may_touch(one, atom)


def may_touch(one: Held, atom: Atom) -> bool:
    """Whether a table is of the same club and of days that it has in common with this number."""
    _code, key, club, _cell = atom
    period = from_key(key)
    overlaps = one.period.start <= period.end and period.start <= one.period.end
    return overlaps and club_of(club) in {club_of(name) for name in one.clubs}


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
        self.same: dict[Atom, Atom] = {}
        self.changes: list[tuple[Atom, int]] = []

    def build(self, stated: Iterable[Stated]) -> Problem:
        for table in self.held:
            for club, cells in table.clubs.items():
                place = (table.indicator.code, table.period.key, club)
                self.cells.setdefault(place, set()).update(cells, table.exact.cells)
                self.true.update(((*place, cell), count) for cell, count in cells.items())
        self._compare_versions()
        for number, table in enumerate(self.held):
            self.problem.spans.append(set(self._terms(table, table.exact.cells)))
            self._say_rows(table)
            self._aim(number, table)
            self._aim_at_changes(number, table)
        for total in stated:
            self._say_total(total)
        self._relate()
        self.problem.unknowns, self.problem.atoms = len(self.numbers), list(self.numbers)
        self.problem.truth = self.truth
        for terms, tables in sorted(self.targets.items()):
            self.problem.targets.append(list(terms))
            self.problem.holders.append(sorted(tables))
        return self.problem

    def _compare_versions(self) -> None:
        versions: dict[tuple[str, str, str], list[str]] = {}
        for code, key, name in self.cells:
            versions.setdefault((code, key, club_of(name)), []).append(name)
        for (code, key, club), names in versions.items():
            if len(names) > 1:
                self._compare(code, key, club, sorted(names))

    def _compare(self, code: str, key: str, club: str, names: list[str]) -> None:
        """Cells with the same number in two versions are one unknown; others differ by little, and so do their sums."""
        table = next(table for table in self.held if table.indicator.code == code)
        every = sorted(set().union(*(self.cells[code, key, name] for name in names)))
        for cell in every:
            different: dict[int, str] = {}
            for name in names:
                first = different.setdefault(self.true.get((code, key, name, cell), 0), name)
                if first != name:
                    self.same[code, key, name, cell] = (code, key, first, cell)
            for pair in combinations(different.values(), 2):
                self._suppose_near((code, key, club, cell), pair, [cell], is_protected=_is_protected(table, cell))
        if len(every) > 1 and table.indicator.sensitivity is not Sensitivity.PLAIN:
            for pair in combinations(names, 2):
                self._suppose_near((code, key, club, ()), pair, every, is_protected=True)

    def _suppose_near(self, what: Atom, pair: tuple[str, str], cells: list[Cell], *, is_protected: bool) -> None:
        """A sum of two versions differs by less than what is shown, if that is so. A difference of people or sensitive
        events is an unknown of its own, counted from the largest that is supposed, so that it is no less than zero."""
        code, key, _club, cell = what
        one, other = ({self._number(code, key, name, each) for each in cells} for name in pair)
        signed = [*((term, 1) for term in sorted(one - other)), *((term, -1) for term in sorted(other - one))]
        change = sum(sign * self.truth[term] for term, sign in signed)
        most = THRESHOLD - 1
        if abs(change) > most or not change or not is_protected:
            self._know(signed, -most if change else 0, most if change else 0)
            return
        atom = (*what[:3], (CHANGED, *pair, *cell))
        self.true[atom] = change + most
        number = self._number(*atom)
        self._say([*signed, (number, -1)], -most, -most)
        self._say([(number, 1)], 0, 2 * most)
        self.changes.append((what, number))
        self.targets[number,] = {at for at, table in enumerate(self.held) if _may_tell(table, what)}

    def _aim_at_changes(self, number: int, table: Held) -> None:
        """What several restatements behind one table changed together: in two months, or of two clubs."""
        for cell in {what[3] for what, _change in self.changes}:
            together = [change for what, change in self.changes if what[3] == cell and _may_tell(table, what)]
            changed = sum(self.truth[change] - THRESHOLD + 1 for change in together)
            if len(together) > 1 and 0 < abs(changed) < THRESHOLD:
                self.targets.setdefault(tuple(sorted(together)), set()).add(number)

    def _number(self, *atom: Any) -> int:
        atom = self.same.get(atom, atom)
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
        """What follows from how things are counted, or is supposed; left out where the numbers were put together otherwise."""
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
            if known[code].part_of:
                self._bound(code, key, club, known[code].part_of, [])
            self._say_shorter(known[code], periods[key], club)

    def _bound(self, code: str, key: str, club: str, first: str, others: list[str]) -> None:
        """People are at most the contacts that name one, a part at most the whole; where one of the tables is not held,
        nothing is known."""
        if all((other, key, club) in self.cells for other in (first, *others)):
            signs = [(code, 1), (first, -1), *((other, 1) for other in others)]
            self._know(((term, sign) for one, sign in signs for term in self._all(one, key, club)), None, 0)

    def _say_shorter(self, indicator: Indicator, period: Period, club: str) -> None:
        """A longer period beside every way to make it up of shorter ones: what happened adds, people come again."""
        code = indicator.code
        for shorter in divisions(period):
            parts = [
                (one.key, within(club, one)) for one in shorter if (code, one.key, within(club, one)) in self.cells
            ]
            is_whole = len(parts) == len(shorter)
            if indicator.measure == DISTINCT_PEOPLE:
                self._say_people(code, period.key, club, parts, is_whole=is_whole)
            elif is_whole:
                for cell in self.cells[code, period.key, club]:
                    added = [(self._number(code, *part, cell), -1) for part in parts]
                    self._know([(self._number(code, period.key, club, cell), 1), *added], 0, 0)

    def _say_people(self, code: str, key: str, club: str, shorter: list[tuple[str, str]], *, is_whole: bool) -> None:
        """At least as many as in each of them, at most as many as in all of them; in all, and of each year of birth."""
        every = sorted(self.cells[code, key, club])
        for cells in [every, *([cell] for cell in every if len(every) > 1)]:
            longer = [(self._number(code, key, club, cell), 1) for cell in cells]
            parts = [[(self._number(code, *one, cell), -1) for cell in cells] for one in shorter]
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


def _may_tell(table: Held, what: Atom) -> bool:
    """Whether a number of a month or a longer period went into a table, in one version or another."""
    code, key, club, _cell = what
    period = from_key(key)
    lies_in_it = table.period.start <= period.start and period.end <= table.period.end
    return table.indicator.code == code and lies_in_it and club in {club_of(name) for name in table.clubs}


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
