from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from caunoi.access.choices import Verb
from caunoi.access.policies import visible
from caunoi.lib.actor import Actor
from caunoi.lib.vietnamese_text import fold
from caunoi.organisations.models import Organisation
from caunoi.outreach.models import Contact
from caunoi.outreach.policies import TIES
from caunoi.places.models import Place


def contacts(by: Actor) -> QuerySet[Contact]:
    """Current contacts that `by` may see, newest first."""
    return (
        Contact.objects.current()
        .filter(visible(by, Verb.SEE_CONTACT, TIES))
        .select_related("pseudonym__member", "commune", "done_by", "entered_by")
        .prefetch_related("topics", "commodities")
        .order_by("-on", "-entered_at")
    )


def versions(by: Actor, record: UUID) -> QuerySet[Contact]:
    """Every version of one contact, newest first, if `by` may see it."""
    return (
        Contact.objects.filter(visible(by, Verb.SEE_CONTACT, TIES), record=record)
        .select_related("pseudonym__member", "commune", "done_by", "entered_by")
        .prefetch_related("topics", "commodities")
        .order_by("-version")
    )


def communes(by: Actor, on: date) -> QuerySet[Place]:
    """Communes of the province where `by`'s organisation is, as they stood that day."""
    home = Organisation.objects.select_related("place__parent").get(pk=by.own_organisation).place
    found = Place.objects.on(on).communes()
    return (found.within(_province(home)) if home else found).order_by("sort_key")


def commune_named(by: Actor, name: str, on: date) -> Place | None:
    """The commune that these words name, whatever the tone marks and with or without "phường" or "xã"."""
    wanted = fold(name)
    candidates = [place for place in communes(by, on) if wanted in (place.folded, _bare(place.folded))]
    return candidates[0] if len(candidates) == 1 else None


def _province(place: Place) -> Place:
    while place.parent is not None and place.kind not in ("province", "city"):
        place = place.parent
    return place


def _bare(folded: str) -> str:
    for prefix in ("phuong ", "xa ", "dac khu ", "thi tran "):
        folded = folded.removeprefix(prefix)
    return folded
