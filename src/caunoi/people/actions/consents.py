"""The consent ledger: written down after she was asked back, withdrawn at her word."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from caunoi.access.acting import action
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.organisations.models import Organisation
from caunoi.people.consent_texts import text_for
from caunoi.people.models import Consent, Pseudonym
from caunoi.people.policies import TIES

CONSENT_LASTS = timedelta(days=365)


@action
def record_consent(
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
) -> Consent:
    """Write down what she agreed to, after she was asked back. For somebody without a card `pseudonym` is None."""
    if pseudonym is not None:
        require(by, Verb.RECORD_CONSENT, pseudonym, TIES, subject=pseudonym.audit_handle)
    consent = write_consent(by, at, pseudonym, purpose, recipient, field_classes, method, witness, language)
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
    """She changed her mind: from this moment nothing rests on this consent. Saying so twice changes nothing."""
    if consent.pseudonym is not None:
        require(by, Verb.RECORD_CONSENT, consent.pseudonym, TIES, subject=consent.pseudonym.audit_handle)
    if Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        subject = consent.pseudonym.audit_handle if consent.pseudonym else consent.pk
        audit.record(by=by, at=at, action="withdraw_consent", subject=subject, details={"consent": consent.pk})


def write_consent(
    by: Actor,
    at: datetime,
    pseudonym: Pseudonym | None,
    purpose: str,
    recipient: Organisation | None,
    field_classes: Sequence[str],
    method: str,
    witness: str,
    language: str,
) -> Consent:
    """One line of the ledger, inside the action that it belongs to."""
    text = text_for(purpose, language)
    return Consent.objects.create(
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
        expires_at=at + CONSENT_LASTS,
        recorded_by_id=by.own_id,
    )
