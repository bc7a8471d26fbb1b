"""What stands in the registers of the demo world: requests, one of them overdue; a breach found yesterday; a demand."""

from datetime import datetime, timedelta

from django.utils import timezone

from caunoi.access.models import User
from caunoi.access.queries import actor_for
from caunoi.guardian import actions as guardian
from caunoi.guardian.choices import Basis, Body, DataClass, Happened, Lawyer, Measure, PeopleBand, Sought
from caunoi.people import actions as people
from caunoi.people.choices import RightChannel, RightKind
from caunoi.people.queries import caseload

REQUESTS = (
    (RightKind.COPY, 40, RightChannel.SPOKEN),
    (RightKind.CORRECT, 2, RightChannel.PAPER),
    (RightKind.COMPLAINT, 1, RightChannel.SPOKEN),
)
"""Kind, days ago, channel: the first is overdue on any day."""


def fill_registers(at: datetime, peer: User, lead: User, keeper: User) -> None:
    """Requests of people whom `peer` looks after; the others by `keeper`, the data guardian, and by the lead."""
    by = actor_for(peer)
    for member, (kind, days, channel) in zip(caseload(by)[:3], REQUESTS, strict=False):
        people.ask_right(by=by, at=at - timedelta(days=days), pseudonym=member.pseudonym, kind=kind, channel=channel)
    guardian.note_breach(
        by=actor_for(keeper),
        at=at,
        found_at=at - timedelta(hours=20),
        known=guardian.Known(
            happened=Happened.LOST,
            classes=[DataClass.CODES],
            people=PeopleBand.TO_50,
            measures=[Measure.DEVICE, Measure.STAFF_TOLD],
        ),
    )
    guardian.note_demand(
        by=actor_for(lead),
        at=at,
        asked=guardian.Asked(
            on=timezone.localdate(at), body=Body.COMMUNE, basis=Basis.LETTER, sought=Sought.LIST, lawyer=Lawyer.ASKED
        ),
    )
