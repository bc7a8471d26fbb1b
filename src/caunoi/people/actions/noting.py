"""What stands on record before anything is opened. Each is committed when it returns; then, and only then, the keeper is asked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.access.acting import action, committed_action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import RevealPurpose, Verb
from caunoi.access.models import User
from caunoi.access.policies import Refused, may_ever, require
from caunoi.access.queries import works_here
from caunoi.access.reveals import (
    NO_SECOND_YES,
    TOO_MANY_REVEALS,
    counted_together,
    left,
    limit_of,
    purposes_for,
    second_yes_counts,
)
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.people.choices import SealedKind
from caunoi.people.models import Consent, Member, Packet, Pseudonym, Reveal, Sealed, SecondYes
from caunoi.people.models.persons import handle_of
from caunoi.people.policies import PACKET_TIES, VAULT_TIES
from caunoi.people.queries import kinds_agreed


@action
def may_reveal(*, by: Actor, at: datetime, pseudonym: Pseudonym) -> None:
    """Whether `by` may open anything about this person at all."""
    require(by, Verb.REVEAL, pseudonym, VAULT_TIES, subject=pseudonym.audit_handle)


@committed_action
def note_reveal(*, by: Actor, at: datetime, pseudonym: Pseudonym, kind: str, purpose: str) -> None:
    """Somebody is about to open values of one kind."""
    may_reveal(by=by, at=at, pseudonym=pseudonym)
    subject = pseudonym.audit_handle
    if not Sealed.objects.filter(pseudonym=pseudonym, kind=kind).exists():
        raise CannotDo(_("Nothing of this kind is kept about her."))
    if kind != SealedKind.NOTE and kind not in kinds_agreed(pseudonym, at) and purpose != RevealPurpose.SHE_ASKS:
        raise Refused(Verb.REVEAL, "no live consent", subject)
    count(by, at, Verb.REVEAL, purpose, subject)
    audit.record(by=by, at=at, action=Verb.REVEAL, subject=subject, details={"kind": kind, "purpose": purpose})


@committed_action
def note_search(*, by: Actor, at: datetime, purpose: str) -> None:
    """Somebody is about to look for a person by name. The name does not stand in the record."""
    if not may_ever(by, Verb.SEARCH_NAMES):
        raise Refused(Verb.SEARCH_NAMES, "no role allows it")
    count(by, at, Verb.SEARCH_NAMES, purpose, None)
    audit.record(by=by, at=at, action=Verb.SEARCH_NAMES, details={"purpose": purpose})


@committed_action
def note_found(*, by: Actor, at: datetime, members: Sequence[Member], purpose: str) -> None:
    """Whom the search is about to show: each can learn of it."""
    for member in members:
        audit.record(
            by=by, at=at, action="found_by_name", subject=member.pseudonym.audit_handle, details={"purpose": purpose}
        )


@committed_action
def note_packet_opened(*, by: Actor, at: datetime, packet: Packet, purpose: str) -> None:
    """The recipient is about to open what came with a referral."""
    subject = _may_open(by, at, packet)
    count(by, at, Verb.OPEN_PACKET, purpose, subject)
    audit.record(
        by=by, at=at, action=Verb.OPEN_PACKET, subject=subject, details={"packet": packet.pk, "purpose": purpose}
    )


@committed_action
def note_paper_opened(*, by: Actor, at: datetime, packet: Packet) -> None:
    """Whoever was shown her slip, and has the PIN of the place, is about to open what she lets it know."""
    subject = _may_open(by, at, packet)
    details = {"packet": packet.pk, "purpose": RevealPurpose.SERVE}
    audit.record(by=by, at=at, action=Verb.OPEN_PACKET, subject=subject, details=details)


@committed_action
def note_digits_told(*, by: Actor, at: datetime, pseudonym: Pseudonym) -> None:
    """Digits for her slip are about to be told. Whoever has them and the PIN of the place reads what they open, so
    telling them counts like a look."""
    count(by, at, Verb.SEAL_PACKET, RevealPurpose.REFER, pseudonym.audit_handle)


@action
def say_second_yes(*, by: Actor, at: datetime, user: User, purpose: str) -> None:
    """A colleague agrees that `user` opens many values for one purpose, for a day."""
    if purpose not in purposes_for(by.roles) or not limit_of(RevealPurpose(purpose)).second_person:
        raise Refused(Verb.REVEAL, "not a purpose of this role that needs a yes")
    if user.pk == by.own_id or not works_here(by, user.pk):
        raise CannotDo(_("This yes has to come from a colleague. Nothing was changed."))
    SecondYes.objects.create(user=user, purpose=purpose, said_by_id=by.own_id, at=at)
    audit.record(by=by, at=at, action="say_second_yes", subject=user.pk, details={"purpose": purpose})


def _may_open(by: Actor, at: datetime, packet: Packet) -> UUID | None:
    """Whom it is about, as the record speaks of her. Raises Refused."""
    subject = handle_of(packet.pseudonym_id)  # the wall hides her own row from the recipient
    require(by, Verb.OPEN_PACKET, packet, PACKET_TIES, subject=subject)
    if not Consent.objects.live(at).filter(pk=packet.consent_id).exists():
        raise Refused(Verb.OPEN_PACKET, "no live consent", subject)
    return subject


def count(by: Actor, at: datetime, verb: Verb, purpose: str, subject: UUID | None) -> None:
    """One more of what `by` may open in a while, or a refusal that is an alert."""
    if purpose not in purposes_for(by.roles):
        raise Refused(verb, "not a purpose of this role", subject)
    meant = RevealPurpose(purpose)
    limit = limit_of(meant)
    if limit.second_person and not second_yes_counts(meant, by.own_id, _second_yes(by, at, meant)):
        raise Refused(verb, NO_SECOND_YES, subject)
    earlier = Reveal.objects.filter(user=by.own_id, purpose__in=counted_together(meant), at__gt=at - limit.window)
    if not left(meant, earlier.values_list("at", flat=True), at):
        raise Refused(verb, TOO_MANY_REVEALS, subject)
    Reveal.objects.create(user_id=by.own_id, purpose=meant, at=at)


def _second_yes(by: Actor, at: datetime, purpose: RevealPurpose) -> UUID | None:
    said = SecondYes.objects.filter(user=by.own_id, purpose=purpose, at__gt=at - limit_of(purpose).window, at__lte=at)
    return said.values_list("said_by", flat=True).first()
