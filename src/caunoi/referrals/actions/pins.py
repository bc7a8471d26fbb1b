"""The six digits of a provider: given on paper, kept as a hash, asked for with a slip."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password

from caunoi.access.acting import action
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor, ActorKind
from caunoi.organisations.models import Organisation
from caunoi.people import actions as people
from caunoi.referrals.actions.move_referral import check_slip
from caunoi.referrals.actions.stepping import Said, step
from caunoi.referrals.choices import Event, Source, State
from caunoi.referrals.machine import Who
from caunoi.referrals.models import ProviderPin, Referral
from caunoi.referrals.policies import TIES
from caunoi.referrals.queries import pin_of

DIGITS = 6


@action
def set_pin(*, by: Actor, at: datetime, provider: Organisation) -> str:
    """A new PIN for a provider; the one before stops at once. It is shown this one time, to be handed over on paper."""
    require(by, Verb.SET_PIN, provider, {})
    pin = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    ProviderPin.objects.update_or_create(
        provider=provider,
        defaults={
            "pin_hash": make_password(pin),
            "set_at": at,
            "set_by_id": by.id if by.kind is ActorKind.USER else None,
        },
    )
    audit.record(by=by, at=at, action=Verb.SET_PIN, subject=provider.pk)
    return pin


@action
def open_with_pin(*, by: Actor, at: datetime, referral: Referral, pin: str) -> bool:
    """Whether these are the digits of the provider it was sent to. If so the referrer sees that it was seen."""
    check_slip(at, referral)
    require(by, Verb.ANSWER_REFERRAL, referral, TIES)
    kept = pin_of(referral.provider_id)
    if kept is None or not check_password(pin, kept.pin_hash):
        return False
    if referral.state == State.SENT:
        step(by=by, at=at, referral=referral, event=Event.SEE, said=Said(Who.PROVIDER, Source.PROVIDER))
    audit.record(by=by, at=at, action="open_with_pin", subject=referral.pk)
    return True


def open_packet_with_pin(
    *, by: Actor, at: datetime, referral: Referral, pin: str, digits: str
) -> dict[str, str] | None:
    """What she lets this place know, by its PIN and the digits on her slip. None: not its PIN; without it no digit is tried."""
    if not open_with_pin(by=by, at=at, referral=referral, pin=pin):
        return None
    return people.open_packet_on_paper(by=by, at=at, referral=referral.pk, digits=digits)
