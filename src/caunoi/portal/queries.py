from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from caunoi.access.policies import CHECKED
from caunoi.audit.queries import looks_at
from caunoi.groups.models import Meeting
from caunoi.lib.actor import Actor
from caunoi.lib.ids import spaced_code
from caunoi.outreach.models import ServiceSession
from caunoi.people.queries import own_consents, own_requests, own_row
from caunoi.portal.looks import told
from caunoi.referrals import queries as referrals

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SERVICE, MEETING = gettext_lazy("a service that came"), gettext_lazy("a meeting")


@dataclass(frozen=True)
class Came:
    """A day on which she came with her card. What it was about is not said: it may be read over her shoulder."""

    on: date
    what: "StrPromise"


def hers(by: Actor, person: UUID) -> dict[str, Any]:
    """What her own page shows, to herself or to whoever prints it for her. Raises Pseudonym.DoesNotExist for others."""
    row = own_row(by, person)
    handle = row.audit_handle  # None while she is being erased
    return {
        "consents": own_consents(by, person),
        "referrals": [(one, spaced_code(one.slip_code)) for one in referrals.referrals(by).filter(pseudonym=person)],
        "came": sorted(_came(person), key=lambda came: came.on, reverse=True),
        "looks": told(looks_at(handle) if handle else [], own=row.organisation_id),
        "requests": own_requests(by, person),
    }


def _came(person: UUID) -> Iterator[Came]:
    """For whoever may show her what is kept, as her row was asked for."""
    with_card = {"cards__pseudonym": person, "entered_in_error": False}
    for on in ServiceSession.objects.filter(CHECKED, **with_card).values_list("on", flat=True):
        yield Came(on, SERVICE)
    for on in Meeting.objects.filter(CHECKED, **with_card).values_list("on", flat=True):
        yield Came(on, MEETING)
