"""Units by the words people type, on any day: tone marks, capitals, "tỉnh" or "P." before a name make no difference."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.places import names
from caunoi.places.aggregate import Book, Link, Unit
from caunoi.places.choices import DISTRICTS, PROVINCES, Level
from caunoi.places.models import Place, PlaceQuerySet, Succession, below
from caunoi.places.responsible import BODIES, ResponsibleBody


@dataclass(frozen=True)
class Renamed:
    """A unit that did not stand on the day asked for, and what stood in its stead: later heirs or earlier parts."""

    unit: Place
    instead: tuple[Place, ...]
    on: date

    def __str__(self) -> str:
        now = self.unit.valid_to is not None and self.unit.valid_to <= self.on
        words = _("%(old)s is now %(new)s") if now else _("%(old)s was then %(new)s")
        return words % {"old": full_name(self.unit), "new": _(" or ").join(place.name for place in self.instead)}


@dataclass(frozen=True)
class Offer:
    """What to answer to a name that is not one unit's that day: a sentence and the units to choose from."""

    said: str
    places: tuple[Place, ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Codes, which are one unit's on that day, and labels; a commune of a district is told by it from others of its name."""
        return [
            (one.code, full_name(one) if one.parent and one.parent.kind in DISTRICTS else one.name)
            for one in self.places
        ]


def provinces(on: date) -> PlaceQuerySet:
    """Provinces and centrally governed cities as they stood that day."""
    return Place.objects.on(on).filter(kind__in=PROVINCES).order_by("sort_key")


def communes_of(province: Place, on: date) -> PlaceQuerySet:
    """Communes in the land of this province, as they stood that day; before a merger these were of several provinces."""
    return Place.objects.on(on).communes().filter(below(forms_on(province, on)))


def province_named(name: str, on: date) -> Place | None:
    """The province or city that these words name."""
    return named(provinces(on), name)


def commune_named(name: str, province: Place, on: date) -> Place | None:
    """The commune of this province that these words name; none where two would fit."""
    return named(Place.objects.on(on).communes().within(province), name)


def province_of(place: Place) -> Place:
    """The province or city in which a unit lies."""
    while place.parent is not None and place.kind not in PROVINCES:
        place = place.parent
    return place


def named(units: PlaceQuerySet, name: str) -> Place | None:
    """The one of these units that these words name; none where two would fit."""
    fitting = all_named(units, name)
    return fitting[0] if len(fitting) == 1 else None


def all_named(units: PlaceQuerySet, name: str) -> list[Place]:
    """Every one of these units that these words fit: those of the kind and with the marks that were typed, else of any."""
    kind, bare = names.split(name)
    found = list(units.filter(folded__in=names.spellings(name)).select_related("parent").order_by("sort_key", "code"))
    exact = {names.key(name), f"{kind} {bare}"} if kind else {bare}
    of_kind = [unit for unit in found if unit.folded in exact] or found
    ending = names.marked(name)
    return [unit for unit in of_kind if ending and unit.sort_key.endswith(ending)] or of_kind


def renamed(units: PlaceQuerySet, name: str, on: date) -> list[Renamed]:
    """Units of this name that stood only on other days, each with what stands in its stead on this one ("nay là …")."""
    standing = Place.objects.on(on).values("pk")
    fitting = all_named(units.exclude(pk__in=standing), name)
    found = [Renamed(unit, tuple(forms_on(unit, on)), on) for unit in fitting]
    return [one for one in found if one.instead]


def offer(name: str, province: Place, on: date) -> Offer | None:
    """For a commune typed by a name of another day, or by one that several bear: what to choose from. Nothing is guessed."""
    several = all_named(communes_of(province, on), name)
    if len(several) > 1:
        words = _("Several have this name: %(names)s. Choose one.")
        return Offer(words % {"names": ", ".join(map(full_name, several))}, tuple(several))
    found = renamed(communes_ever(province, on), name, on)
    places = {place.pk: place for one in found for place in one.instead}
    if not places:
        return None
    words = _("%(what)s. Choose one, or type another name.")
    return Offer(words % {"what": "; ".join(map(str, found))}, tuple(places.values()))


def full_name(place: Place) -> str:
    """With the unit above it, since names repeat."""
    return f"{place.name} ({place.parent.name})" if place.parent else place.name


def communes_ever(province: Place, on: date) -> PlaceQuerySet:
    """Communes that the land of this province ever had, under every name that the land had."""
    forms = {*forms_on(province, on), *forms_on(province, date.min), *forms_on(province, date.max)}
    return Place.objects.communes().filter(below(forms))


def forms_on(place: Place, on: date) -> list[Place]:
    """The unit itself if it stood that day; else its heirs later, or the units it was made of earlier, as far as known."""
    standing, todo, seen = {}, [place], {place.pk}
    while todo:
        unit = todo.pop()
        if unit.stood_on(on):
            standing[unit.pk] = unit
            continue
        near = [one for one in _next(unit, on) if one.pk not in seen]
        todo += near
        seen |= {one.pk for one in near}
    return sorted(standing.values(), key=lambda one: (one.sort_key, one.code))


def _next(unit: Place, on: date) -> list[Place]:
    """One step from the unit towards the day."""
    if unit.valid_to is not None and unit.valid_to <= on:
        return [link.new for link in Succession.objects.filter(old=unit).select_related("new__parent")]
    return [link.old for link in Succession.objects.filter(new=unit).select_related("old__parent")]


def book_of(codes: Iterable[str]) -> Book:
    """All that is needed to bring counts under these codes to any day: their units, all heirs of these, all they were made of."""
    first = set(Place.objects.filter(code__in=set(codes)).values_list("pk", flat=True))
    links = [*_chain(first, "old", "new"), *_chain(first, "new", "old")]
    known = first | {pk for link in links for pk in (link.old, link.new)}
    rows = Place.objects.filter(pk__in=known).values_list("pk", "code", "name", "kind", "valid_from", "valid_to")
    return Book({row[0]: Unit(*row) for row in rows}, dict.fromkeys(links))


def _chain(first: set[UUID], start: str, end: str) -> list[Link]:
    """Successions from these units in one direction, to the end."""
    found: list[Link] = []
    seen, at = set(first), set(first)
    while at:
        rows = Succession.objects.filter(**{f"{start}__in": at}).values_list("old_id", "new_id", "kind", "share")
        links = [Link(old, new, kind, None if share is None else Fraction(share)) for old, new, kind, share in rows]
        found += links
        at = {getattr(link, end) for link in links} - seen
        seen |= at
    return found


def responsible_body(level: Level, on: date) -> ResponsibleBody | None:
    """Whom a report of this level was due to on that day; none where the state had nobody, or we do not know."""
    return next((body for body in BODIES if body.level == level and body.stood_on(on)), None)
