from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.directory.models import Service
from caunoi.lib.actor import Actor
from caunoi.referrals.actions.entering import did
from caunoi.referrals.actions.make_referral import Agreed, agree, consent_for, make_referral
from caunoi.referrals.actions.move_referral import record
from caunoi.referrals.actions.stepping import Said
from caunoi.referrals.choices import Event, State
from caunoi.referrals.machine import OUTCOME_EVENTS, Who
from caunoi.referrals.models import Need, Referral

AFTER_THE_FACT = tuple(event for event in Event if event in OUTCOME_EVENTS or event is Event.ATTEND)


@action
def note_walk_in(
    *,
    by: Actor,
    at: datetime,
    need: Need,
    service: Service,
    agreed: Agreed,
    event: str,
    source: str,
    reason: str = "",
    happened_on: date | None = None,
    done_by: User | None = None,
    accompanied: bool = False,
    parent: Referral | None = None,
    pk: UUID | None = None,
) -> Referral:
    """She went by herself, or somebody went along, and the club hears of it afterwards. Nothing is sent; she agrees that it
    is followed up. With the `pk` of one noted before, nothing is added."""
    if event not in AFTER_THE_FACT:
        raise CannotDo(_("Say how it went when she came. Nothing was saved."))
    what: dict[str, Any] = {"by": by, "at": at, "done_by": done_by}
    referral = make_referral(need=need, service=service, accompanied=accompanied, parent=parent, pk=pk, **what)
    if referral.state != State.DRAFT:
        return referral
    consent = consent_for(by=by, at=at, referral=referral, agreed=agreed)
    said = Said(Who.REFERRER, agreed.source, done_by=did(by, Verb.MOVE_REFERRAL, done_by))
    agree(by=by, at=at, referral=referral, consent=consent, said=said)
    record(referral=referral, event=event, source=source, reason=reason, happened_on=happened_on, **what)
    return referral
