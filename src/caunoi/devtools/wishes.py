"""What people of the demo world agreed to, took back and asked for; and somebody young, helped on the protective path."""

from datetime import datetime, timedelta

from caunoi.access.models import User
from caunoi.access.queries import actor_for
from caunoi.directory.choices import ServiceCode
from caunoi.lib.actor import CLOCK
from caunoi.people import actions as people
from caunoi.people.choices import (
    ConsentMethod,
    FieldClass,
    ProtectionReason,
    ProtectionStep,
    Purpose,
    RestrictionReason,
    Witness,
)
from caunoi.people.models import Consent, Member
from caunoi.people.queries import caseload
from caunoi.programme.models import Deployment
from caunoi.referrals import actions as referrals

ASKED = (
    (Purpose.CONTACT, [FieldClass.CONTACT]),
    (Purpose.MEETING, [FieldClass.CONTACT]),
    (Purpose.COMPANY, [FieldClass.SLIP]),
)


def tell_wishes(at: datetime, peer: User, lead: User, deployment: Deployment) -> None:
    """Several consents, one withdrawn, one person whose use rests, one on the protective path: all looked after by `peer`."""
    members = list(caseload(actor_for(peer))[:4])
    earlier = at - timedelta(days=9)
    for number, member in enumerate(members):
        for purpose, fields in ASKED[: 1 + number % len(ASKED)]:
            agree(peer, earlier, member, purpose, fields)
    if members:
        first = Consent.objects.filter(pseudonym=members[0].pseudonym).exclude(purpose=Purpose.CARD)
        people.withdraw_consent(by=actor_for(peer), at=at - timedelta(days=1), consent=first.order_by("given_at")[0])
        referrals.settle_referrals(by=CLOCK, at=at)
    if len(members) > 1:
        people.open_by_card(by=actor_for(lead), at=at, card=members[-1].card)
        people.restrict_use(by=actor_for(lead), at=at, pseudonym=members[-1].pseudonym, why=RestrictionReason.ASKED)
    _protect(at, peer, lead, deployment)


def agree(peer: User, at: datetime, member: Member, purpose: Purpose, fields: list[FieldClass]) -> None:
    people.record_consent(
        by=actor_for(peer),
        at=at,
        pseudonym=member.pseudonym,
        purpose=purpose,
        recipient=None,
        field_classes=fields,
        method=ConsentMethod.SPOKEN,
        witness=Witness.NONE,
        language="vi",
    )


def _protect(at: datetime, peer: User, lead: User, deployment: Deployment) -> None:
    by, told = actor_for(peer), at - timedelta(days=2)
    case = people.protect(
        by=by, at=told + timedelta(minutes=4), reason=ProtectionReason.FROM_16_TO_17, limits_told_at=told
    )
    people.note_protection(by=actor_for(lead), at=told + timedelta(hours=1), case=case, step=ProtectionStep.CALLED_111)
    referrals.note_need(
        by=by, at=at, code=ServiceCode.CHILD_PROT, noted_on=told.date(), pseudonym=case.pseudonym, deployment=deployment
    )
