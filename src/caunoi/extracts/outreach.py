"""Contacts as facts: current versions only, pseudonyms as their only key, the birth band as the only trait.

Nobody on the protective path is among them. Restricted use changes nothing here: past counts stand.
"""

from collections.abc import Iterator
from uuid import UUID

from caunoi.indicators.facts import Commodity, Contact, ContactTopic
from caunoi.lib.periods import Period
from caunoi.outreach.models import Contact as ContactRow
from caunoi.outreach.models import ContactCommodity, ContactQuerySet
from caunoi.outreach.models import ContactTopic as TopicRow
from caunoi.people.queries import left_out_of_figures

CONTACT_COLUMNS = (
    "record", "organisation_id", "deployment_id", "on", "precision", "commune__code", "setting", "pseudonym_id",
    "people", "pseudonym__member__birth_year_band", "signposted",
)  # fmt: skip
TOPIC_COLUMNS = ("contact__record", "contact__on", "contact__organisation_id", "contact__deployment_id", "topic")
COMMODITY_COLUMNS = (
    "contact__record", "contact__on", "contact__organisation_id", "contact__deployment_id", "kind", "quantity",
)  # fmt: skip


def contacts(organisation: UUID, period: Period) -> Iterator[Contact]:
    """Every contact of the period. Someone who asked not to give a birth year has no age band."""
    for row in _current(organisation, period).values_list(*CONTACT_COLUMNS).iterator():
        record, club, deployment, on, precision, commune, setting, pseudonym, people, band, signposted = row
        yield Contact(
            str(record), str(club), _text(deployment), on, precision, commune, setting, _text(pseudonym), people,
            band or None, people if signposted else 0,
        )  # fmt: skip


def contact_topics(organisation: UUID, period: Period) -> Iterator[ContactTopic]:
    """Every topic of every contact of the period."""
    rows = TopicRow.objects.filter(contact__in=_current(organisation, period)).values_list(*TOPIC_COLUMNS)
    for record, on, club, deployment, topic in rows.iterator():
        yield ContactTopic(str(record), on, str(club), _text(deployment), topic)


def commodities(organisation: UUID, period: Period) -> Iterator[Commodity]:
    """Every kind of material handed out in a contact of the period."""
    rows = ContactCommodity.objects.filter(contact__in=_current(organisation, period)).values_list(*COMMODITY_COLUMNS)
    for record, on, club, deployment, kind, quantity in rows.iterator():
        yield Commodity(str(record), on, str(club), _text(deployment), kind, quantity)


def _current(organisation: UUID, period: Period) -> ContactQuerySet:
    rows = ContactRow.objects.current().filter(organisation=organisation, on__range=(period.start, period.end))
    return rows.exclude(pseudonym__in=left_out_of_figures(organisation))


def _text(id_: UUID | None) -> str | None:
    return None if id_ is None else str(id_)
