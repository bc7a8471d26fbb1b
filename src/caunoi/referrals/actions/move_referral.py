from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import decide, require
from caunoi.directory.models import Service
from caunoi.lib.actor import Actor, ActorKind
from caunoi.people import actions as people
from caunoi.people.policies import TIES as PEOPLE_TIES
from caunoi.referrals.actions.entering import did
from caunoi.referrals.actions.stepping import Said, step
from caunoi.referrals.choices import Event, NeedStatus, Source, State
from caunoi.referrals.machine import Who
from caunoi.referrals.models import Need, Referral
from caunoi.referrals.policies import TIES
from caunoi.referrals.queries import is_stopped

NOT_NEWS = (Event.MAKE, Event.CONSENT, Event.SEND, Event.CONFIRM, Event.WITHDRAW)


@action
def answer(
    *,
    by: Actor,
    at: datetime,
    referral: Referral,
    event: str,
    reason: str = "",
    scheduled_for: datetime | None = None,
    alternative: Service | None = None,
) -> bool:
    """The provider's word, by account or by whoever holds the slip. The same answer again changes nothing (False).

    `alternative`: where she could go instead; whether she is sent on there is for her and her worker to say.
    """
    if by.kind is ActorKind.SLIP:
        check_slip(at, referral)
    require(by, Verb.ANSWER_REFERRAL, referral, TIES)
    said = Said(Who.PROVIDER, Source.PROVIDER, reason=reason, scheduled_for=scheduled_for, alternative=alternative)
    return step(by=by, at=at, referral=referral, event=Event(event), said=said)


@action
def record(  # news has these parts
    *,
    by: Actor,
    at: datetime,
    referral: Referral,
    event: str,
    source: str,
    reason: str = "",
    scheduled_for: datetime | None = None,
    happened_on: date | None = None,
    alternative: Service | None = None,
    done_by: User | None = None,
) -> bool:
    """What the worker heard: by telephone, from a stub, from the person, or because a colleague went along.

    `happened_on`: the day it speaks of, if that is not today.
    """
    worker = _worker(by, referral, done_by)
    if event in NOT_NEWS or source == Source.PROVIDER:
        raise CannotDo(_("This is not news that a worker brings; it has a button of its own. Nothing was changed."))
    said = Said(
        Who.REFERRER,
        source,
        reason=reason,
        scheduled_for=scheduled_for,
        happened_on=happened_on,
        alternative=alternative,
        done_by=worker,
    )
    return step(by=by, at=at, referral=referral, event=Event(event), said=said)


@action
def confirm(
    *,
    by: Actor,
    at: datetime,
    referral: Referral,
    source: str = Source.PERSON,
    done_by: User | None = None,
) -> bool:
    """She says herself how it went; the referral is closed, and where she was served the need is met."""
    worker = _worker(by, referral, done_by)
    was_served = referral.state == State.SERVED
    said = Said(Who.REFERRER, source, done_by=worker)
    if not step(by=by, at=at, referral=referral, event=Event.CONFIRM, said=said):
        return False
    if was_served:
        day = timezone.localdate(at)
        Need.objects.filter(pk=referral.need_id, status=NeedStatus.OPEN).update(status=NeedStatus.MET, status_on=day)
    closing = Said(Who.REFERRER, Source.SYSTEM, done_by=worker)
    return step(by=by, at=at, referral=referral, event=Event.CLOSE, said=closing)


@action
def withdraw(*, by: Actor, at: datetime, referral: Referral, source: str = Source.PERSON) -> bool:
    """She no longer agrees: the provider stops seeing it at once, and the consent it rests on ends."""
    require(by, Verb.MOVE_REFERRAL, referral, TIES)
    changed = step(by=by, at=at, referral=referral, event=Event.WITHDRAW, said=Said(Who.REFERRER, source))
    consent = referral.consent
    if changed and consent is not None and _may_end_consent(by, referral):
        people.withdraw_consent(by=by, at=at, consent=consent)
    return changed


@action
def enter_in_error(*, by: Actor, at: datetime, referral: Referral) -> bool:
    """It should never have been written: it stays readable and counts nowhere."""
    require(by, Verb.MOVE_REFERRAL, referral, TIES)
    said = Said(Who.REFERRER, Source.SYSTEM)
    return step(by=by, at=at, referral=referral, event=Event.MISTAKE, said=said)


def check_slip(at: datetime, referral: Referral) -> None:
    """Whoever holds the slip of it may still answer. Raises CannotDo."""
    if is_stopped(referral, at):
        raise CannotDo(_("This slip is no longer in use. Nothing needs to be answered."))
    if at >= referral.expires_at:
        raise CannotDo(_("This slip has expired. If the person comes all the same, please call whoever sent them."))


def _worker(by: Actor, referral: Referral, done_by: User | None) -> UUID | None:
    require(by, Verb.MOVE_REFERRAL, referral, TIES)
    return did(by, Verb.MOVE_REFERRAL, done_by)


def _may_end_consent(by: Actor, referral: Referral) -> bool:
    """Where the person is no longer in the worker's care, only this referral stops here."""
    return referral.pseudonym is None or decide(by, Verb.RECORD_CONSENT, referral.pseudonym, PEOPLE_TIES).allowed
