"""Groups as facts: who belongs with a card and how closely, meetings, who came with a card. No title, no worker.

What a group counted itself without cards is no fact: it cannot be told from those with cards.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from caunoi.groups.models import Meeting as MeetingRow
from caunoi.groups.models import MeetingCard
from caunoi.groups.models import Membership as MembershipRow
from caunoi.indicators.facts import Meeting, MeetingVisit, Membership
from caunoi.lib.periods import Period
from caunoi.people.queries import left_out_of_figures

MEMBERSHIP_COLUMNS = ("group__organisation_id", "pseudonym_id", "layer")
MEETING_COLUMNS = ("id", "on", "group__organisation_id", "kind", "subject", "attended")
CARD_COLUMNS = (
    "meeting_id", "meeting__on", "meeting__group__organisation_id", "pseudonym_id", "meeting__kind",
    "meeting__subject",
)  # fmt: skip


def memberships(organisation: UUID, period: Period) -> Iterator[Membership]:
    """Everybody who belongs on the last day of the period, once for each group."""
    rows = MembershipRow.objects.on(period.end).filter(group__organisation=organisation)
    rows = rows.exclude(pseudonym__in=left_out_of_figures(organisation))
    for club, pseudonym, layer in rows.values_list(*MEMBERSHIP_COLUMNS).iterator():
        yield Membership(period.end, str(club), None, str(pseudonym), layer)


def meetings(organisation: UUID, period: Period) -> Iterator[Meeting]:
    """Every meeting of the period, with all who came."""
    for meeting, on, club, kind, subject, attended in _held(organisation, period).values_list(*MEETING_COLUMNS):
        yield Meeting(str(meeting), on, str(club), None, kind, subject, attended)


def meeting_visits(organisation: UUID, period: Period) -> Iterator[MeetingVisit]:
    """Everybody who came to them with her card."""
    rows = MeetingCard.objects.filter(meeting__in=_held(organisation, period))
    rows = rows.exclude(pseudonym__in=left_out_of_figures(organisation))
    for meeting, on, club, pseudonym, kind, subject in rows.values_list(*CARD_COLUMNS).iterator():
        yield MeetingVisit(str(meeting), on, str(club), None, str(pseudonym), kind, subject)


def _held(organisation: UUID, period: Period) -> QuerySet[MeetingRow]:
    rows = MeetingRow.objects.filter(group__organisation=organisation, on__range=(period.start, period.end))
    return rows.filter(entered_in_error=False)
