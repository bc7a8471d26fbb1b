"""Both sides hear of a step: a row for each of the staff whom the table names, never for whoever brought the news."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from caunoi.access.acting import action
from caunoi.access.choices import Role, Verb
from caunoi.access.models import Grant
from caunoi.access.policies import CHECKED, Refused
from caunoi.lib.actor import Actor, ActorKind
from caunoi.notices.actions import tell
from caunoi.notices.choices import Kind
from caunoi.notices.tasks import post_later
from caunoi.referrals.choices import Event, State
from caunoi.referrals.machine import CLOSED_STATES, LEAD_HEARS_AFTER, Transition, Who
from caunoi.referrals.models import Referral
from caunoi.referrals.queries import ran_out

FINISHED_WELL = (State.CLOSED, State.CLOSED_UNCONFIRMED, State.DECLINED)


def tell_of(*, by: Actor, at: datetime, referral: Referral, row: Transition, who: Who, past: Collection[str]) -> None:
    """A notice for each side that this step concerns; a provider hears nothing of what was never sent to it."""
    users: set[UUID] = set()
    if Who.REFERRER in row.tells:
        users |= {referral.done_by_id, referral.entered_by_id}
    if Who.PROVIDER in row.tells - {who} and Event.SEND in {*past, row.event}:
        users |= _holding((Role.PROVIDER_STAFF,), referral.provider_id)
    users -= {by.id} if by.id else set()
    what = {"kind": _kind(row), "subject": referral.pk, "slip": referral.slip_code}
    post_later(tell(by=by, at=at, users=users, **what))


@action
def tell_leads(*, by: Actor, at: datetime) -> None:
    """Leads hear that something has waited for long after its clock ran out; which ones, the workers see. Safe to run again."""
    if by.kind is not ActorKind.CLOCK:
        raise Refused(Verb.SEE_MONTH, "only the clock tells leads")
    late = ran_out(Referral.objects.filter(CHECKED), at.date(), later=LEAD_HEARS_AFTER)
    for organisation in set(late.values_list("organisation", flat=True)):
        leads = _holding((Role.CLUB_LEAD, Role.DEPUTY_LEAD), organisation)
        post_later(tell(by=by, at=at, users=leads, kind=Kind.WAITING, subject=organisation))


def _kind(row: Transition) -> Kind:
    if row.event is Event.SEND:
        return Kind.NEW
    return Kind.STOPPED if row.to in CLOSED_STATES and row.to not in FINISHED_WELL else Kind.NEWS


def _holding(roles: Collection[str], organisation: UUID) -> set[UUID]:
    acting = Grant.objects.acting().filter(role__in=roles, organisation=organisation)
    return set(acting.values_list("user", flat=True))
