"""The consent ledger: written down after she was asked back, withdrawn at her word."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import Refused, may_ever, require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import new_code, uuid7
from caunoi.organisations.models import Organisation
from caunoi.people.actions.restrictions import lift, rest
from caunoi.people.choices import Purpose, RestrictionReason
from caunoi.people.consent_rules import RULES, ConsentRule
from caunoi.people.consent_texts import text_for
from caunoi.people.models import Assignment, Consent, Pseudonym
from caunoi.people.policies import TIES, is_protected, is_restricted
from caunoi.people.queries import restriction


@action
def record_consent(  # a consent has these parts
    *,
    by: Actor,
    at: datetime,
    pseudonym: Pseudonym | None,
    purpose: str,
    recipient: Organisation | None,
    field_classes: Sequence[str],
    method: str,
    witness: str,
    language: str,
    pk: UUID | None = None,
) -> Consent:
    """Write down what she agreed to, after she was asked back. For somebody without a card `pseudonym` is None.

    With the `pk` of one written before, nothing is added.
    """
    _may_speak_for(by, pseudonym)
    if pk is not None and (known := Consent.objects.filter(pk=pk).first()) is not None:
        return _known(known, pseudonym, purpose)
    _check_person(RULES[Purpose(purpose)], pseudonym)
    consent = write_consent(by, at, pseudonym, purpose, recipient, field_classes, method, witness, language, pk)
    if purpose == Purpose.CARD and pseudonym is not None:
        lift(by, at, pseudonym)
    subject = pseudonym.audit_handle if pseudonym else consent.pk
    audit.record(
        by=by,
        at=at,
        action=Verb.RECORD_CONSENT,
        subject=subject,
        details={"consent": consent.pk, "purpose": purpose, "recipient": recipient and recipient.pk},
    )
    return consent


@action
def withdraw_consent(*, by: Actor, at: datetime, consent: Consent) -> None:
    """She changed her mind: from this moment nothing rests on this consent. Saying so twice changes nothing.

    Withdrawing the consent to the card gives the card back: every other consent ends with it, and nobody looks after her.
    """
    person = consent.pseudonym
    if person is None and consent.organisation_id != by.organisation:
        raise Refused(Verb.RECORD_CONSENT, "the consent belongs to another organisation", consent.pk)
    _may_speak_for(by, person)
    ended = [consent.pk] if end_consent(at, consent) else []
    if ended and person is not None and consent.purpose == Purpose.CARD:
        ended += _give_back(by, at, person)
    for one in ended:
        subject = person.audit_handle if person else consent.pk
        audit.record(by=by, at=at, action="withdraw_consent", subject=subject, details={"consent": one})


def end_consent(at: datetime, consent: Consent) -> bool:
    """Whether it still stood. The clock of this machine may be behind that of the one where she agreed."""
    standing = Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True)
    return bool(standing.update(withdrawn_at=Greatest(at, F("given_at"))))


def write_consent(  # a consent has these parts
    by: Actor,
    at: datetime,
    pseudonym: Pseudonym | None,
    purpose: str,
    recipient: Organisation | None,
    field_classes: Sequence[str],
    method: str,
    witness: str,
    language: str,
    pk: UUID | None = None,
) -> Consent:
    """One line of the ledger, inside the action that it belongs to. The table of what may be consented to decides."""
    rule, text = RULES[Purpose(purpose)], text_for(purpose, language)
    _check_rule(rule, recipient, field_classes, method, witness)
    return Consent.objects.create(
        pk=pk or uuid7(),
        pseudonym=pseudonym,
        organisation_id=by.own_organisation,
        purpose=purpose,
        recipient=recipient,
        field_classes=sorted(field_classes),
        text_version=text.version,
        text_language=text.language,
        text_hash=text.hash,
        method=method,
        witness=witness,
        given_at=at,
        expires_at=at + rule.lasts,
        recorded_by_id=by.own_id,
        receipt_code=_free_number(),
    )


def _may_speak_for(by: Actor, pseudonym: Pseudonym | None) -> None:
    if pseudonym is not None:
        require(by, Verb.RECORD_CONSENT, pseudonym, TIES, subject=pseudonym.audit_handle)
    elif not may_ever(by, Verb.RECORD_CONSENT):
        raise Refused(Verb.RECORD_CONSENT, "no role allows it")


def _known(known: Consent, pseudonym: Pseudonym | None, purpose: str) -> Consent:
    if known.pseudonym_id != (pseudonym and pseudonym.pk) or known.purpose != purpose:
        raise Refused(Verb.RECORD_CONSENT, "the id belongs to another consent", known.pk)
    return known


def _check_person(rule: ConsentRule, pseudonym: Pseudonym | None) -> None:
    if pseudonym is None:
        if not rule.without_card:
            raise CannotDo(_("This can be agreed to by somebody with a card only. Nothing was saved."))
        return
    resting = restriction(pseudonym.pk)
    if resting is not None and not (rule.purpose is Purpose.CARD and resting.why == RestrictionReason.LAPSED):
        raise CannotDo(
            _(
                "What is kept about her is not used now, so nothing new is agreed to. Lift the restriction first, if she wants."
            )
        )
    if is_protected(pseudonym.pk) and not rule.on_protective_path:
        raise CannotDo(_("On the protective path she is not asked for this. Nothing was saved."))


def _check_rule(
    rule: ConsentRule, recipient: Organisation | None, fields: Sequence[str], method: str, witness: str
) -> None:
    if not rule.allows_recipient(recipient.kind if recipient else None):
        raise CannotDo(_("This cannot be agreed to for this place. Nothing was saved; choose another."))
    if not rule.allows_fields(fields):
        raise CannotDo(_("Choose what may pass, of what is listed for this purpose. Nothing was saved."))
    if method not in rule.methods or not rule.allows_witness(method, witness):
        raise CannotDo(
            _("Spoken consent to this needs somebody else who was there; or she agrees on paper. Nothing was saved.")
        )


def _give_back(by: Actor, at: datetime, person: Pseudonym) -> list[UUID]:
    """The card is hers no more: what else she agreed to, who looks after her, and every use of what is kept."""
    others = list(Consent.objects.filter(pseudonym=person, withdrawn_at__isnull=True))
    ended = [one.pk for one in others if end_consent(at, one)]
    if not is_protected(person.pk):
        Assignment.objects.now().filter(pseudonym=person).update(until=at)
        if not is_restricted(person.pk):
            rest(by, at, person, RestrictionReason.RETURNED)
    return ended


def _free_number() -> str:
    number = new_code()
    while Consent.objects.filter(receipt_code=number).exists():
        number = new_code()
    return number
