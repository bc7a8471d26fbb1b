"""The protective path: under 18, or signs of trafficking. The protection person acts; the peer never calls."""

from datetime import datetime

from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.words import is_picture, picture
from caunoi.people.actions.assigning import look_after
from caunoi.people.actions.handles import give_handle
from caunoi.people.choices import ProtectionReason, ProtectionStep
from caunoi.people.models import ProtectionDuty, ProtectionEntry, ProtectiveCase, Pseudonym
from caunoi.people.policies import TIES
from caunoi.people.queries import can_protect


@action
def protect(  # what the duty needs, and nothing else
    *,
    by: Actor,
    at: datetime,
    reason: str,
    limits_told_at: datetime,
    trafficking_signs: bool = False,
    pseudonym: Pseudonym | None = None,
    cue: str = "",
) -> ProtectiveCase:
    """Put somebody on the protective path, after the limits of confidentiality were said. Twice changes nothing.

    `pseudonym` None: somebody new, whom `by` looks after from now on; no card is given. The protection person has it in her day at once.
    """
    person = pseudonym or Pseudonym(organisation_id=by.own_organisation)
    require(by, Verb.PROTECT, person, TIES, subject=person.audit_handle)
    if limits_told_at > at:
        raise CannotDo(_("First say what cannot stay between the two of you. Nothing was saved."))
    known = ProtectiveCase.objects.now().filter(pseudonym=person.pk).first()
    if known is not None:
        return known
    if pseudonym is None:
        give_handle(person)
        person.save(force_insert=True)
        look_after(person, by.own_id, at)
    case, _is_new = ProtectiveCase.objects.update_or_create(
        pseudonym=person,
        defaults={
            "reason": ProtectionReason(reason),
            "trafficking_signs": trafficking_signs or reason == ProtectionReason.TRAFFICKING_SIGNS,
            "cue": _cue(person, cue),
            "limits_told_at": limits_told_at,
            "since": at,
            "noted_by_id": by.own_id,
            "concluded_at": None,
            "taken_back_at": None,
        },
    )
    audit.record(by=by, at=at, action=Verb.PROTECT, subject=person.audit_handle)
    return case


@action
def note_protection(*, by: Actor, at: datetime, case: ProtectiveCase, step: str) -> ProtectionEntry:
    """What the protection person did. Concluding takes it off her day; only "by mistake" ends the path itself."""
    require(by, Verb.FOLLOW_PROTECTION, case.pseudonym, TIES, subject=case.pseudonym.audit_handle)
    entry = ProtectionEntry.objects.create(case=case, step=ProtectionStep(step), at=at, done_by_id=by.own_id)
    own = ProtectiveCase.objects.filter(pk=case.pk)
    if step == ProtectionStep.CONCLUDED:
        own.update(concluded_at=at)
    elif step == ProtectionStep.MISTAKE:
        own.update(taken_back_at=at)
    audit.record(
        by=by, at=at, action=Verb.FOLLOW_PROTECTION, subject=case.pseudonym.audit_handle, details={"step": step}
    )
    return entry


@action
def name_protection_person(*, by: Actor, at: datetime, user: User) -> ProtectionDuty:
    """The lead names who follows up the protective path of her club; the one before steps back. Never a peer."""
    duty = ProtectionDuty(organisation_id=by.own_organisation, user=user, since=at, named_by_id=by.own_id)
    require(by, Verb.NAME_PROTECTION_PERSON, duty, TIES)
    if not can_protect(by).filter(user=user).exists():
        raise CannotDo(_("Choose a lead, a deputy or a case worker of your group. Nothing was changed."))
    ProtectionDuty.objects.now().filter(organisation=by.own_organisation).update(until=at)
    duty.save(force_insert=True)
    audit.record(by=by, at=at, action=Verb.NAME_PROTECTION_PERSON, subject=duty.pk, details={"user": user.pk})
    return duty


def _cue(person: Pseudonym, chosen: str) -> str:
    """The cue on her card where she has one, else a new picture; never typed words."""
    member = getattr(person, "member", None)
    if member is not None:
        return str(member.cue)
    return chosen if is_picture(chosen) else picture()
