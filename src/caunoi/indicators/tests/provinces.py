"""Synthetic provinces with clubs of unlike sizes: exact months, longer periods, and every table that would be shown of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from caunoi.indicators import attacker, versions
from caunoi.indicators.bases import by_its_basis, left_to_longer
from caunoi.indicators.catalogue import by_code
from caunoi.indicators.disclosure import ExactTable, Rung, added
from caunoi.indicators.engines.in_memory import Cell
from caunoi.indicators.gate import publishable
from caunoi.indicators.linked import Held, Problem, Stated
from caunoi.indicators.model import DISTINCT_PEOPLE, RESIDUAL
from caunoi.indicators.witnesses import unproved
from caunoi.lib.periods import Period, administrative_month, half_year_of, months_in, wider

CODES = (
    "contacts",
    "contacts_anonymous",
    "people_reached",
    "people_with_package",
    "needs",
    "people_with_need",
    "referrals_sent",
    "referrals_served",
    "people_served",
)
INDICATORS = [by_code(code) for code in CODES]
BANDS = ("2000", "1990", "1980", "1979", RESIDUAL)
GROUPS = ("legal", "psychological", "violence", "health", "hiv", "education", "work", "loan", "welfare")
Cells = dict[Cell, int]
Change = Mapping[tuple[str, Cell], int]
"""By how many a cell of an indicator is more or less."""


def attack(posed: Problem) -> list[int]:
    """The attacker in this very process, asked for what is not proved to be hidden."""
    open_ones = unproved(posed)
    sent = posed.as_data(open_ones)
    return [open_ones[number] for number in attacker.pinned(sent["unknowns"], sent["bounds"], sent["targets"])]


@dataclass
class World:
    """Exact numbers by indicator, period and club; people of a club are drawn from its own small population."""

    provinces: dict[str, list[str]]
    months: list[Period]
    with_longer: bool = True
    with_law: bool = True
    exact: dict[tuple[str, str], dict[str, Cells]] = field(default_factory=dict)

    def periods(self) -> list[Period]:
        return [*self.months, *self.longer()]

    def longer(self) -> list[Period]:
        """Quarters, half-years and years that have all their months here."""
        every = [one for month in self.months for one in wider(month)]
        return [one for one in every if self.with_longer and set(months_in(one)) <= set(self.months)]

    def scopes(self) -> Iterator[tuple[str, list[str]]]:
        yield from self.provinces.items()
        yield "all", [club for clubs in self.provinces.values() for club in clubs]

    def tables(self, period: Period, clubs: list[str], *, countrywide: bool) -> dict[str, ExactTable]:
        return {
            code: added(
                by_code(code), {club: self.exact[code, period.key][club] for club in clubs}, is_countrywide=countrywide
            )
            for code in CODES
        }

    def held(self, period: Period, before: Sequence[Held] = ()) -> list[Held]:
        """Each province's tables and the country's, every one controlled once."""
        found, parts = [], []
        for name, clubs in self.scopes():
            tables = self.tables(period, clubs, countrywide=name == "all")
            shown = by_its_basis(INDICATORS, period, tables, _rungs(before, period, clubs), parts)
            parts.append((tables, shown))
            found += [Held(by_code(code), period, tables[code], shown[code]) for code in CODES]
        return found

    def stated(self, period: Period) -> Iterator[Stated]:
        """What statutory returns make public: every total of each province by half-year and year."""
        if self.with_law and period.basis in ("admin_half_year", "admin_year"):
            for clubs in self.provinces.values():
                for code in CODES:
                    numbers = [self.exact[code, period.key][club] for club in clubs]
                    total = sum(sum(cells.values()) for cells in numbers)
                    yield Stated(code, period.key, tuple(clubs), total, by_code(code).unit == "person")

    def restate(self, held: Sequence[Held], club: str, month: Period, change: Change) -> list[Held]:
        """A club tells a month anew. What was published goes by its version from now on; beside it stand tables of the
        newest numbers that nobody has seen."""
        for (code, cell), more in change.items():
            for period in (one for one in self.periods() if month in months_in(one)):
                cells = self.exact[code, period.key][club]
                self.exact[code, period.key][club] = {**cells, cell: cells.get(cell, 0) + more}
        earlier = {name for one in held for name in one.clubs if name.startswith(f"{club}{versions.MARK}{month.key}")}
        older = versions.named(club, [(month.key, f"version-{len(earlier) + 1}")])
        found: list[Held] = []
        for one in held:
            if club not in one.clubs or month not in months_in(one.period):
                found.append(one)
                continue
            clubs = {older if name == club else name: cells for name, cells in one.clubs.items()}
            now = self.exact[one.indicator.code, one.period.key]
            newest = added(one.indicator, {club: now[club] for club in map(versions.club_of, one.clubs)})
            found.append(replace(one, exact=replace(one.exact, clubs=clubs)))
            found.append(replace(one, exact=newest, shown=left_to_longer(newest)))
        return found

    def publish(
        self, merged_after: int | None = None, restated: Mapping[int, tuple[str, int, Change]] | None = None
    ) -> tuple[list[Held], list[Stated]]:
        """Month after month through the gate, each with the longer periods that end with it, as a hub does it. After
        so many months the first two provinces are one, or a club tells an earlier month anew, if that is said."""
        before: list[Held] = []
        over: list[Period] = []
        for number, month in enumerate(self.months):
            if restated and number in restated:
                club, earlier, change = restated[number]
                before = self.restate(before, club, self.months[earlier], change)
            if number == merged_after:
                first, second, *others = self.provinces
                merged = {first: self.provinces[first] + self.provinces[second]}
                self.provinces = merged | {name: self.provinces[name] for name in others}
            periods = [month, *(one for one in self.longer() if one.end == month.end)]
            over += periods
            stated = [one for period in over for one in self.stated(period)]
            new = [one for period in periods for one in self.held(period, before)]
            days = {(one.period.start, one.period.end) for one in new}
            sharing = [
                one for one in before if any(one.period.start <= end and start <= one.period.end for start, end in days)
            ]
            shown = publishable(new, sharing, stated, attack)
            before += [replace(one, shown=way) for one, way in zip(new, shown, strict=True)]
        return before, stated


def _rungs(before: Sequence[Held], period: Period, clubs: list[str]) -> dict[str, Rung]:
    """How far down the same tables last were in this half-year."""
    return {
        one.indicator.code: one.shown.rung
        for one in before
        if one.period.basis == period.basis and set(one.clubs) == set(clubs)
        and half_year_of(one.period) == half_year_of(period)
    }  # fmt: skip


def world(seed: int, *, months: int, provinces: int, with_longer: bool = True) -> World:
    rng = Random(seed)
    clubs = {f"p{at}": [f"p{at}c{number}" for number in range(rng.choice((1, 2, 3, 4)))] for at in range(provinces)}
    periods = [administrative_month(2025 + at // 12, at % 12 + 1) for at in range(months)]
    made = World(clubs, periods, with_longer)
    for club in [club for ones in clubs.values() for club in ones]:
        _live(rng, made, club, size=rng.choice((4, 9, 25, 60)))
    return made


def _live(rng: Random, made: World, club: str, size: int) -> None:
    people = {f"{club}-{number}": rng.choice(BANDS) for number in range(size)}
    given = Random(f"{club}-{size}")
    packed: dict[str, set[str]] = {}
    reached: dict[str, set[str]] = {}
    in_need: dict[str, set[str]] = {}
    served: dict[str, set[str]] = {}
    for month in made.months:
        reached[month.key] = {one for one in people if rng.random() < 0.5}
        packed[month.key] = {one for one in sorted(reached[month.key]) if given.random() < 0.8}
        in_need[month.key] = {one for one in people if rng.random() < 0.2}
        anonymous, needs = rng.randrange(0, size), len(in_need[month.key]) + rng.randrange(0, 3)
        groups = {(group,): 0 for group in GROUPS}
        for _need in range(needs):
            groups[rng.choices([(group,) for group in GROUPS], (3, 2, 1, 5, 2, 1, 2, 1, 1))[0]] += 1
        sent = {key: rng.randint(0, number) for key, number in groups.items()}
        contacts = len(reached[month.key]) + rng.randrange(0, 4) + anonymous
        street = rng.randint(0, contacts)
        _note(made, club, month, "contacts", {("street",): street, ("home",): contacts - street})
        _note(made, club, month, "contacts_anonymous", {(): anonymous})
        _note(made, club, month, "needs", groups)
        _note(made, club, month, "referrals_sent", sent)
        done = {key: rng.randint(0, number) for key, number in sent.items()}
        served[month.key] = (
            {rng.choice(sorted(in_need[month.key])) for _one in range(sum(done.values()))}
            if in_need[month.key]
            else set()
        )
        _note(made, club, month, "referrals_served", done)
    for period in made.periods():
        keys = [month.key for month in months_in(period)]
        met = set().union(*(reached[key] for key in keys))
        _note(
            made, club, period, "people_reached", {(band,): sum(people[one] == band for one in met) for band in BANDS}
        )
        _note(made, club, period, "people_with_package", {(): len(set().union(*(packed[key] for key in keys)))})
        _note(made, club, period, "people_with_need", {(): len(set().union(*(in_need[key] for key in keys)))})
        _note(made, club, period, "people_served", {(): len(set().union(*(served[key] for key in keys)))})
        if len(keys) > 1:
            for code in (one.code for one in INDICATORS if one.measure != DISTINCT_PEOPLE):
                _note(made, club, period, code, _added(made.exact[code, key][club] for key in keys))


def _note(made: World, club: str, period: Period, code: str, cells: Cells) -> None:
    made.exact.setdefault((code, period.key), {})[club] = cells


def _added(months: Iterator[Cells]) -> Cells:
    sums: Cells = {}
    for cells in months:
        for key, number in cells.items():
            sums[key] = sums.get(key, 0) + number
    return sums
