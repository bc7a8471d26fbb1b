"""Restriction (hạn chế sử dụng): what is kept about her stays and is not used, until it is lifted."""

from datetime import datetime

from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import Refused, require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor, ActorKind
from caunoi.people.choices import FOLLOWS_FROM_THE_CARD, RestrictionReason
from caunoi.people.models import Pseudonym, Restriction
from caunoi.people.policies import TIES
from caunoi.people.queries import lapsed, restriction

AT_ONCE = 200


@action
def restrict_use(*, by: Actor, at: datetime, pseudonym: Pseudonym, why: str) -> Restriction:
    """From now on nobody reads, sends or opens anything of hers. Saying so twice changes nothing."""
    require(by, Verb.RESTRICT_USE, pseudonym, TIES, subject=pseudonym.audit_handle)
    if why in FOLLOWS_FROM_THE_CARD or why not in set(RestrictionReason):
        raise CannotDo(_("Choose a reason. Nothing was changed."))
    if (known := restriction(pseudonym.pk)) is not None:
        return known
    return rest(by, at, pseudonym, RestrictionReason(why))


@action
def lift_restriction(*, by: Actor, at: datetime, pseudonym: Pseudonym) -> None:
    """What is kept about her may be used again, under the consents that still stand."""
    require(by, Verb.RESTRICT_USE, pseudonym, TIES, subject=pseudonym.audit_handle)
    resting = restriction(pseudonym.pk)
    if resting is not None and resting.why == RestrictionReason.RETURNED:
        raise CannotDo(
            _("She gave the card back. If she wants one again, give her a new card; the old one stays closed.")
        )
    if resting is not None and resting.why == RestrictionReason.LAPSED:
        raise CannotDo(_("Her consent to the card has run out. Ask her for it again; that opens her page too."))
    lift(by, at, pseudonym)


@action
def settle_people(*, by: Actor, at: datetime) -> int:
    """A card whose consent has run out rests until she is asked again; without effect where all is settled."""
    if by.kind is not ActorKind.CLOCK:
        raise Refused(Verb.RESTRICT_USE, "only the clock settles")
    people = list(lapsed(at)[:AT_ONCE])
    for pseudonym in people:
        rest(by, at, pseudonym, RestrictionReason.LAPSED)
    return len(people)


def rest(by: Actor, at: datetime, pseudonym: Pseudonym, why: RestrictionReason) -> Restriction:
    """One restriction, inside the action that it belongs to."""
    user = by.id if by.kind is ActorKind.USER else None
    resting = Restriction.objects.create(pseudonym=pseudonym, why=why, since=at, restricted_by_id=user)
    audit.record(by=by, at=at, action=Verb.RESTRICT_USE, subject=pseudonym.audit_handle, details={"why": why})
    return resting


def lift(by: Actor, at: datetime, pseudonym: Pseudonym) -> None:
    """End the restriction that stands, if one does."""
    if Restriction.objects.now().filter(pseudonym=pseudonym).update(until=at, lifted_by=by.own_id):
        audit.record(by=by, at=at, action="lift_restriction", subject=pseudonym.audit_handle)
