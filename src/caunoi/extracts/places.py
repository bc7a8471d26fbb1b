"""Administrative units that facts name, each beside what it is on the day asked for. Public facts; nobody's."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from caunoi.indicators.facts import UNALLOCATED, Unit
from caunoi.places.aggregate import Book, Count
from caunoi.places.aggregate import Unit as PlaceUnit
from caunoi.places.queries import book_of

ONE_DAY = timedelta(days=1)


def unit_name(code: str, since: date | None) -> str:
    """A unit by its code and the day since which the code names it, as a code alone names nothing."""
    return f"{code}@{since or ''}"


def units(names: Collection[str], day: date) -> Iterator[Unit]:
    """What became of these units by that day, and the units of that day to which they went."""
    book = book_of({name.partition("@")[0] for name in names})
    known = {unit_name(unit.code, unit.valid_from): unit for unit in book.units.values()}
    found = {name: _on_day(book, known[name], day) for name in sorted(names)}
    heirs = {heir: heir for heir in found.values() if heir in known}
    for name, on_day in sorted((heirs | found).items()):
        yield Unit(name, known[name].name, on_day)


def _on_day(book: Book, unit: PlaceUnit, day: date) -> str:
    """Where one count made in this unit goes. What could only be shared out is left alone: a person has no shares."""
    then = unit.valid_from or (unit.valid_to - ONE_DAY if unit.valid_to else day)
    rendered = book.in_units_of(day, [Count(unit.code, then, 1)])
    if rendered.unallocated or rendered.divided:
        return unit_name(unit.code, unit.valid_from) + UNALLOCATED
    (line,) = (*rendered.lines, *rendered.districts)
    return unit_name(line.unit.code, line.unit.valid_from)
