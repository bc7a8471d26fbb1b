"""Counts by unit, as then or in the units of another day. Nothing is lost, nothing is guessed, nothing is pushed down a level.

Pure: `Book` holds units and successions, whoever read them. A unit that went over whole takes its count along. A divided one is
shared out only by stated shares; without them its count stands in a line of its own, unallocated. A district without an heir keeps
its own line. The total is the same before and after.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caunoi.places.choices import DISTRICTS, SuccessionKind

ROUNDING = Fraction(1, 1000)
"""Three thirds written with few decimals still make a whole."""


class Unit(NamedTuple):
    """What of a place this needs; `kind` is a PlaceKind."""

    pk: UUID
    code: str
    name: str
    kind: str
    valid_from: date | None
    valid_to: date | None

    def stood_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to > day)


class Link(NamedTuple):
    old: UUID
    new: UUID
    kind: str
    share: Fraction | None


class Count(NamedTuple):
    """So many, counted in this unit on this day."""

    code: str
    on: date
    value: int


class Line(NamedTuple):
    unit: Unit
    value: int


class Unallocated(NamedTuple):
    """A count that stays with the unit it was made in, and the units among which nobody can divide it."""

    unit: Unit
    among: tuple[Unit, ...]
    value: int


class Divided(NamedTuple):
    """A division that was made, by which shares, and how it came out in whole numbers."""

    unit: Unit
    parts: tuple[tuple[Unit, Fraction, int], ...]


@dataclass(frozen=True)
class Rendered:
    """Lines in the units of the day; districts as they were; what nobody can allocate; the divisions made."""

    lines: tuple[Line, ...]
    districts: tuple[Line, ...] = ()
    unallocated: tuple[Unallocated, ...] = ()
    divided: tuple[Divided, ...] = ()

    @property
    def total(self) -> int:
        return sum(row.value for rows in (self.lines, self.districts, self.unallocated) for row in rows)

    @property
    def rules(self) -> list[str]:
        """What was done, to print under the table."""
        said = [_("A unit that went over whole takes its count along; the total stays the same.")]
        if self.divided:
            said.append(
                _(
                    "A divided unit is shared out by its stated shares, in whole numbers by the largest remainder: %(how)s."
                )
                % {"how": "; ".join(map(_how, self.divided))}
            )
        if self.unallocated:
            said.append(_("Where a unit was divided and no share is stated, its count stays in a line of its own."))
        if self.districts:
            said.append(_("A count of a district stays with the district; it is not divided among communes."))
        return said


class OutsideValidity(ValueError):
    """A code was used for a day on which it named nothing."""


@dataclass(frozen=True)
class Book:
    """Units and what became of them, in memory."""

    units: Mapping[UUID, Unit]
    links: Iterable[Link]
    _by_code: dict[str, list[Unit]] = field(init=False, default_factory=lambda: defaultdict(list))
    _heirs: dict[UUID, list[Link]] = field(init=False, default_factory=lambda: defaultdict(list))
    _parts: dict[UUID, list[Link]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for unit in self.units.values():
            self._by_code[unit.code].append(unit)
        for link in self.links:
            self._heirs[link.old].append(link)
            self._parts[link.new].append(link)

    def as_then(self, counts: Iterable[Count]) -> Rendered:
        """Each count in the unit that the code named on its day."""
        sums: dict[UUID, int] = defaultdict(int)
        for count in counts:
            sums[self.unit(count.code, count.on).pk] += count.value
        return Rendered(lines=self._lines(sums))

    def in_units_of(self, day: date, counts: Iterable[Count]) -> Rendered:
        """The same counts in the units of one day."""
        sums: dict[UUID, int] = defaultdict(int)
        left: list[Unallocated] = []
        divided: list[Divided] = []
        for line in self.as_then(counts).lines:
            self._carry(line, day, sums, left, divided)
        districts = {pk: value for pk, value in sums.items() if not self.units[pk].stood_on(day)}
        lines = {pk: value for pk, value in sums.items() if pk not in districts}
        return Rendered(self._lines(lines), self._lines(districts), tuple(left), tuple(divided))

    def unit(self, code: str, on: date) -> Unit:
        """What the code named that day; a code that named nothing then is refused."""
        known = self._by_code.get(code, [])
        found = next((unit for unit in known if unit.stood_on(on)), None)
        if found:
            return found
        raise OutsideValidity(_refusal(code, on, known))

    def _carry(
        self, line: Line, day: date, sums: dict[UUID, int], left: list[Unallocated], divided: list[Divided]
    ) -> None:
        unit, value = line
        if unit.stood_on(day):
            sums[unit.pk] += value
            return
        links = self._onwards(unit, day)
        near = [self.units[link.new if later else link.old] for link, later in links]
        if [link.kind for link, _later in links] == [SuccessionKind.WHOLE]:
            self._carry(Line(near[0], value), day, sums, left, divided)
        elif not links and unit.kind in DISTRICTS:
            sums[unit.pk] += value
        elif shares := _stated(links):
            parts = tuple(zip(near, shares, largest_remainder(value, shares), strict=True))
            divided.append(Divided(unit, parts))
            for heir, _share, part in parts:
                self._carry(Line(heir, part), day, sums, left, divided)
        else:
            left.append(Unallocated(unit, tuple(near), value))

    def _onwards(self, unit: Unit, day: date) -> list[tuple[Link, bool]]:
        """Links towards the day, each with whether it leads to a later unit. Back in time a count can go only where the unit was made
        of one earlier one, all of it."""
        if unit.valid_to is not None and unit.valid_to <= day:
            return [(link, True) for link in self._heirs.get(unit.pk, [])]
        return [(link, False) for link in self._parts.get(unit.pk, [])]

    def _lines(self, sums: Mapping[UUID, int]) -> tuple[Line, ...]:
        rows = (Line(self.units[pk], value) for pk, value in sums.items())
        return tuple(sorted(rows, key=lambda row: (row.unit.code, row.unit.valid_from or date.min)))


def largest_remainder(total: int, shares: list[Fraction]) -> list[int]:
    """Whole numbers in these proportions that add up to the total; at a tie the first share has the one more."""
    whole = sum(shares, Fraction())
    if whole <= 0:
        raise ValueError("shares must add up to more than nothing")
    exact = [total * share / whole for share in shares]
    parts = [part.__floor__() for part in exact]
    missing = total - sum(parts)
    for at in sorted(range(len(exact)), key=lambda at: (parts[at] - exact[at], at))[:missing]:
        parts[at] += 1
    return parts


def _stated(links: list[tuple[Link, bool]]) -> list[Fraction]:
    """The shares of every part of a division, if all are stated and make up the whole; of a part of them nothing follows."""
    shares = [link.share for link, later in links if later and link.share is not None]
    return shares if len(shares) == len(links) and abs(sum(shares, Fraction()) - 1) <= ROUNDING else []


def _how(one: Divided) -> str:
    return f"{one.unit.name} → " + ", ".join(f"{unit.name} {share} = {part}" for unit, share, part in one.parts)


def _refusal(code: str, on: date, known: list[Unit]) -> str:
    day = date_format(on, "SHORT_DATE_FORMAT")
    if not known:
        return _("No unit ever had code %(code)s. Check the code; nothing was counted.") % {"code": code}
    spans = "; ".join(f"{unit.name} {_span(unit)}" for unit in known)
    return _("Code %(code)s named nothing on %(day)s. It named: %(spans)s. Use the code of that day.") % {
        "code": code, "day": day, "spans": spans,
    }  # fmt: skip


def _span(unit: Unit) -> str:
    first = date_format(unit.valid_from, "SHORT_DATE_FORMAT") if unit.valid_from else "…"
    end = date_format(unit.valid_to, "SHORT_DATE_FORMAT") if unit.valid_to else "…"
    return f"{first}–{end}"
