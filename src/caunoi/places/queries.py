"""Units by the words people type: tone marks, capitals and "tỉnh", "phường" or "xã" before a name make no difference."""

from datetime import date

from caunoi.lib.vietnamese_text import fold
from caunoi.places.choices import PlaceKind
from caunoi.places.models import Place, PlaceQuerySet

PREFIXES = ("tinh ", "thanh pho ", "tp. ", "tp ", "phuong ", "xa ", "dac khu ")


def provinces(on: date) -> PlaceQuerySet:
    """Provinces and centrally governed cities as they stood that day."""
    return Place.objects.on(on).filter(kind__in=[PlaceKind.PROVINCE, PlaceKind.CITY]).order_by("sort_key")


def province_named(name: str, on: date) -> Place | None:
    """The province or city that these words name."""
    return named(provinces(on), name)


def commune_named(name: str, province: Place, on: date) -> Place | None:
    """The commune of this province that these words name; none where two would fit."""
    return named(Place.objects.on(on).communes().within(province), name)


def province_of(place: Place) -> Place:
    """The province or city in which a unit lies."""
    while place.parent is not None and place.kind not in (PlaceKind.PROVINCE, PlaceKind.CITY):
        place = place.parent
    return place


def named(units: PlaceQuerySet, name: str) -> Place | None:
    """The one of these units that these words name; none where two would fit."""
    wanted = fold(name)
    bare = _bare(wanted)
    found = list(units.filter(folded__in={wanted, bare, *(prefix + bare for prefix in PREFIXES)}))
    fitting = [unit for unit in found if unit.folded == wanted] or found
    return fitting[0] if len(fitting) == 1 else None


def _bare(folded: str) -> str:
    return next((folded.removeprefix(prefix) for prefix in PREFIXES if folded.startswith(prefix)), folded)
