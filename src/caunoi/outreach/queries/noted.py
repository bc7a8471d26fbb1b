from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from caunoi.access.choices import Verb
from caunoi.access.policies import CHECKED, visible
from caunoi.lib.actor import Actor
from caunoi.organisations.models import Organisation
from caunoi.outreach.choices import Newness
from caunoi.outreach.models import Contact, ContactCommodity, ContactTopic, OverlapAnswer
from caunoi.outreach.policies import TIES
from caunoi.people.models.persons import end_of_card
from caunoi.people.queries import people as people_seen_by
from caunoi.places.choices import PROVINCES
from caunoi.places.models import Place, PlaceQuerySet
from caunoi.places.queries import Offer, communes_of, named, offer, province_of

ASKED_EVERY = 365
SHOWN = (
    "pk", "record", "on", "people", "setting", "pseudonym", "pseudonym__member__cue", "pseudonym__member__card_code",
    "commune__name",
)  # fmt: skip
"""What a list shows of a contact."""
LATEST = ("on", "entered_at", "pk")


class ContactLine(NamedTuple):
    """One contact in a list. `pieces` are kind and number.

    `cue` is empty without a card, and only the end of the card's number where the reader does not look after her.
    """

    record: UUID
    on: date
    people: int
    setting: str
    cue: str | None
    commune: str | None
    topics: list[str]
    pieces: list[tuple[str, int]]


def contacts(by: Actor) -> QuerySet[Contact]:
    """Current contacts that `by` may see, newest first."""
    return (
        Contact.objects.current()
        .filter(visible(by, Verb.SEE_CONTACT, TIES))
        .select_related("pseudonym__member", "commune", "area", "done_by", "entered_by")
        .prefetch_related("topics", "commodities")
        .order_by("-on", "-entered_at")
    )


def contact_ids(by: Actor) -> QuerySet[Contact, UUID]:
    """Ids of the same contacts, newest first: sorting bare ids and then reading one page is three times as quick."""
    found = Contact.objects.current().filter(visible(by, Verb.SEE_CONTACT, TIES))
    return found.order_by("-on", "-entered_at").values_list("pk", flat=True)


def own_latest(by: Actor, count: int) -> list[UUID]:
    """Ids of what `by` met or typed last. Each is asked by itself: one question for both reads all that the club has."""
    seen = Contact.objects.current().filter(visible(by, Verb.SEE_CONTACT, TIES)).order_by("-on", "-entered_at")
    found = [
        row for own in ("done_by", "entered_by") for row in seen.filter(**{own: by.id}).values_list(*LATEST)[:count]
    ]
    return [pk for _on, _at, pk in sorted(set(found), reverse=True)[:count]]


def lines(by: Actor, ids: Iterable[UUID]) -> list[ContactLine]:
    """These contacts, newest first, with just what a list shows."""
    wanted = ids if isinstance(ids, QuerySet) else list(ids)
    found = Contact.objects.filter(CHECKED, pk__in=wanted).order_by("-on", "-entered_at")
    rows = list(found.values_list(*SHOWN))
    keys = [row[0] for row in rows]
    topics: dict[UUID, list[str]] = defaultdict(list)
    for contact, topic in ContactTopic.objects.filter(contact__in=keys).values_list("contact_id", "topic"):
        topics[contact].append(topic)
    pieces: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    given = ContactCommodity.objects.filter(contact__in=keys)
    for contact, kind, quantity in given.values_list("contact_id", "kind", "quantity"):
        pieces[contact].append((kind, quantity))
    known = set(people_seen_by(by).values_list("pk", flat=True))
    return [
        ContactLine(record, on, people, setting, cue if her in known else number, commune, topics[key], pieces[key])
        for key, record, on, people, setting, her, cue, card, commune in rows
        for number in [card and end_of_card(card)]
    ]


def versions(by: Actor, record: UUID) -> QuerySet[Contact]:
    """Every version of one contact, newest first, if `by` may see it."""
    return (
        Contact.objects.filter(visible(by, Verb.SEE_CONTACT, TIES), record=record)
        .select_related("pseudonym__member", "commune", "area", "done_by", "entered_by")
        .prefetch_related("topics", "commodities")
        .order_by("-version")
    )


def is_first_meeting(contact: Contact) -> bool | None:
    """Whether she was met for the first time. Of somebody without a card only her worker can say; None: it was not said."""
    if contact.pseudonym_id is None:
        return contact.newness == Newness.NEW if contact.newness else None
    earlier = Contact.objects.current().filter(CHECKED, pseudonym=contact.pseudonym_id, on__lt=contact.on)
    return not earlier.exists()


def elsewhere_due(person: UUID, on: date) -> bool:
    """Whether a year has passed since she was last asked for a card of another place."""
    since = on - timedelta(days=ASKED_EVERY)
    return not OverlapAnswer.objects.filter(CHECKED, pseudonym=person, answered_on__gt=since).exists()


def communes(by: Actor, on: date) -> PlaceQuerySet:
    """Communes of the province where `by`'s organisation is, as they stood that day; without a province every commune."""
    home = _home(by)
    return (communes_of(home, on) if home else Place.objects.on(on).communes()).order_by("sort_key")


def communes_suggested(by: Actor, on: date) -> PlaceQuerySet:
    """The same, but none rather than three thousand where the organisation works in the whole country."""
    home = _home(by)
    found = communes(by, on)
    return found if home and home.kind in PROVINCES else found.none()


def commune_named(by: Actor, name: str, on: date) -> Place | None:
    """The commune that these words name, whatever the tone marks and with or without "phường" or "xã"."""
    return named(communes(by, on), name)


def commune_offered(by: Actor, name: str, on: date) -> Offer | None:
    """What to choose from where these words name a commune of another day, or several."""
    home = _home(by)
    return offer(name, home, on) if home else None


def _home(by: Actor) -> Place | None:
    place = Organisation.objects.select_related("place__parent").get(pk=by.own_organisation).place
    return province_of(place) if place else None
