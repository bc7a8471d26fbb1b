"""What everybody may see: no query here takes who asks, because nobody is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from caunoi.directory.choices import GROUP_OF, Cost, ServiceCode, ServiceGroup
from caunoi.directory.models import Service, ServiceArea, ServiceAtLocation
from caunoi.directory.opening import open_at
from caunoi.lib.vietnamese_text import fold
from caunoi.places.choices import COMMUNES
from caunoi.places.models import Place, below
from caunoi.places.queries import (
    Renamed,
    all_named,
    commune_named,
    full_name,
    province_named,
    province_of,
    provinces,
    renamed,
)

MANY_WORDS, MANY_OFFERS, MANY_INSTEAD = 8, 12, 6
ON_A_CARD = ("at_locations__location__place", "schedules", "gates")
ON_A_PAGE = (
    "at_locations__location__place__parent", "at_locations__location__accessibility", "schedules", "phones", "gates",
    "cost_options", "languages", "areas__place",
)  # fmt: skip
DUE_AGAIN = timedelta(days=183)
"""Half a year: then somebody calls and asks whether the card still holds."""


@dataclass(frozen=True)
class Wish:
    """What a visitor asks the finder for; nothing of it is kept."""

    group: str = ""
    words: str = ""
    where: Place | None = None
    open_at: datetime | None = None
    free: bool = False
    no_papers: bool = False
    elsewhere: bool = False


@dataclass(frozen=True)
class Which:
    """What to answer to a name that is not one place's today: a sentence, and the places to choose from."""

    said: str
    places: tuple[Place, ...] = ()

    @property
    def names(self) -> list[str]:
        """Each as it is typed to mean this one alone."""
        return [f"{place.name}, {place.parent.name}" if place.parent else place.name for place in self.places]


def services(on: date | None = None) -> QuerySet[Service]:
    """Services on offer, by name."""
    return Service.objects.on_offer(on).select_related("provider").order_by("sort_key", "pk")


def find(wish: Wish, on: date) -> QuerySet[Service]:
    """Services that fit all that was asked, with what a card shows: those near come first.

    Each word must occur in the service, its provider, commune or province. For somebody registered elsewhere, what asks for
    no residence stands before what does.
    """
    found = services(on).prefetch_related(*ON_A_CARD)
    if wish.group in ServiceGroup.values:
        found = found.filter(code__in=[code for code, of in GROUP_OF.items() if of == wish.group])
    if wish.free:
        found = found.filter(cost=Cost.FREE)
    if wish.no_papers:
        found = found.filter(needs_papers=False, needs_residence=False)
    for word in fold(wish.words).split()[:MANY_WORDS]:
        found = found.filter(folded__contains=word)
    if wish.open_at is not None:
        found = found.filter(open_at(wish.open_at))
    first = ["needs_residence"] if wish.elsewhere else []
    if wish.where is not None:
        found, first = near(found, wish.where), [*first, "distance"]
    return found.order_by(*first, "sort_key", "pk")


def near(found: QuerySet[Service], where: Place) -> QuerySet[Service]:
    """What stands in this commune or is there for it, then its province, then the whole country."""
    province = province_of(where)
    served, nationwide = _serves(_rows_of(where)), Exists(_areas().filter(place__isnull=True))
    in_province = _stands(_rows_of(province) | _inside(province)) | _serves(_rows_of(province))
    here = _stands(_rows_of(where)) | served if where.kind in COMMUNES else in_province
    return found.filter(in_province | served | nationwide).annotate(
        distance=Case(When(here, then=Value(0)), When(in_province, then=Value(1)), default=Value(2))
    )


def _rows_of(place: Place) -> QuerySet[Place]:
    """The unit in every state that it had: a city is the province it was."""
    return Place.objects.filter(Q(pk=place.unit_id) | Q(began_as=place.unit_id)).order_by()


def _inside(place: Place) -> QuerySet[Place]:
    return Place.objects.filter(below([place])).order_by()


def _stands(places: QuerySet[Place]) -> Exists:
    return Exists(ServiceAtLocation.objects.filter(service=OuterRef("pk"), location__place__in=places.values("pk")))


def _serves(places: QuerySet[Place]) -> Exists:
    return Exists(_areas().filter(place__in=places.values("pk")))


def _areas() -> QuerySet[ServiceArea]:
    return ServiceArea.objects.filter(service=OuterRef("pk"))


def service(pk: UUID, on: date | None = None) -> Service | None:
    """One on offer, with all that its page shows."""
    return services(on).prefetch_related(*ON_A_PAGE).filter(pk=pk).first()


def alternatives(to: Service, on: date) -> QuerySet[Service]:
    """Others of the same kind of help that ask for neither residence nor papers."""
    same = [code for code, of in GROUP_OF.items() if of == GROUP_OF[ServiceCode(to.code)]]
    found = services(on).filter(code__in=same, needs_residence=False, needs_papers=False)
    return found.exclude(pk=to.pk).prefetch_related(*ON_A_CARD)[:5]


def due_again(on: date) -> QuerySet[Service]:
    """On offer, and nobody has checked the card for half a year; never checked first, then what waits longest."""
    waiting = Q(confirmed_on__isnull=True) | Q(confirmed_on__lte=on - DUE_AGAIN)
    return services(on).filter(waiting).order_by("confirmed_on", "sort_key", "pk")


def place_named(name: str, on: date) -> Place | Which | None:
    """The unit that these words name today: "hong gai", "Hồng Gai, Quảng Ninh"; what to choose from; None for an unknown name.

    A name that is no unit's any more is answered with what it is now; nothing is guessed.
    """
    name = " ".join(name.split())
    if not name:
        return None
    if "," in name:
        typed, _comma, above = name.rpartition(",")
        province = province_named(above.strip(), on)
        found = commune_named(typed.strip(), province, on) if province else None
        if found is not None:
            return found
        name = typed.strip() if province is None else name
    standing = [*all_named(provinces(on), name), *all_named(Place.objects.on(on).communes(), name)]
    if len(standing) == 1:
        return standing[0]
    if len(standing) > 1:
        words = _("Several places have this name. Choose one:")
        return Which(words, tuple(standing[:MANY_OFFERS]))
    return _became(renamed(Place.objects.all(), name, on))


def _became(found: Sequence[Renamed]) -> Which | None:
    """What an old name is now."""
    said = [one for one in found if len(one.instead) <= MANY_INSTEAD][:MANY_OFFERS]
    if not said:
        return None
    now = {place.pk: place for one in said for place in one.instead}
    words = _("%(old)s is now:") % {"old": "; ".join(dict.fromkeys(full_name(one.unit) for one in said))}
    return Which(words, tuple(now.values()))
