"""What she lets pass with a referral: sealed to the recipient alone, readable while her consent lives, gone at close."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import Refused, require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.people.actions import noting
from caunoi.people.actions.asking import DAMAGED, NotOpened, ask, cost, failures_on_record
from caunoi.people.actions.revealing import values_of
from caunoi.people.choices import FieldClass, Purpose
from caunoi.people.consent_rules import KEPT_AS
from caunoi.people.models import Consent, Packet, Sealed
from caunoi.people.models.persons import handle_of
from caunoi.people.policies import VAULT_TIES
from caunoi.people.queries import current_epoch, packet_on_paper
from caunoi.people.vault.bindings import PACKET
from caunoi.people.vault.models import ContentKey, Epoch
from caunoi.people.vault.router import ALIAS
from caunoi.people.vault.suite import SCHEMA


def seal_packet(
    *, by: Actor, at: datetime, session: str, referral: UUID, consent: Consent, fields: Collection[FieldClass]
) -> Packet:
    """Seal to the recipient what this consent lets pass. The text does not leave the keeper; the same referral has one packet.

    `fields`: the most that may pass to a service of this kind. What she agreed to for another service stays out.
    """
    kept = Packet.objects.filter(referral=referral).first()
    if kept:
        return kept
    rows = _may_seal(by=by, at=at, consent=consent, fields=fields)
    to = current_epoch(consent.recipient_id) if consent.recipient_id else None
    if to is None:
        raise CannotDo(_("This provider has no keys yet, so nothing can be sealed for it. She carries a slip herself."))
    packet = uuid7()
    made = ask(
        "pack", session=session, user=str(by.own_id), values=_values(rows), packet=str(packet),
        to=(str(to.organisation), str(to.pk), bytes(to.public)),
    )  # fmt: skip
    return _keep(by=by, at=at, packet=packet, referral=referral, consent=consent, epoch=to, made=made)


def seal_packet_on_paper(
    *, by: Actor, at: datetime, session: str, referral: UUID, consent: Consent, fields: Collection[FieldClass]
) -> str:
    """Seal it for a place without keys (docs/adr/0015). The digits that open it go on her slip: they are told this once,
    and telling them counts like a look. Empty where it was sealed before."""
    if Packet.objects.filter(referral=referral).exists():
        return ""
    if consent.recipient_id and current_epoch(consent.recipient_id):
        raise CannotDo(_("This place opens what comes with keys of its own. No digits are made."))
    rows, packet = _may_seal(by=by, at=at, consent=consent, fields=fields), uuid7()
    values = _values(rows)
    noting.note_digits_told(by=by, at=at, pseudonym=rows[0].pseudonym)
    made = ask("pack_on_paper", session=session, user=str(by.own_id), values=values, packet=str(packet), cost=cost())
    _keep(by=by, at=at, packet=packet, referral=referral, consent=consent, epoch=None, made=made)
    return str(made["digits"])


def open_packet(*, by: Actor, at: datetime, session: str, packet: Packet, purpose: str) -> dict[str, str]:
    """What came with a referral, by kind; the entry is on disk before it opens."""
    if not ask("status", session=session, user=str(by.own_id))["open"]:
        raise NotOpened("locked")
    key = ContentKey.objects.filter(pk=packet.pk).first()
    if key and key.epoch_id is None:
        raise NotOpened("on_paper")
    noting.note_packet_opened(by=by, at=at, packet=packet, purpose=purpose)
    text = None
    if key:
        own = str(packet.pk)
        value = [str(key.epoch_id), own, bytes(key.wrapped), own, PACKET, packet.schema, bytes(packet.blob)]
        (text,) = ask("open", session=session, user=str(by.own_id), values=[value])
    if text is None:
        audit.record_refusal(
            by=by, at=at, action=Verb.OPEN_PACKET, reason=DAMAGED, subject=handle_of(packet.pseudonym_id)
        )
        raise NotOpened(DAMAGED)
    return _read(text)


def open_packet_on_paper(*, by: Actor, at: datetime, referral: UUID, digits: str) -> dict[str, str]:
    """What she lets this place know, by the digits on her slip; the entry is on disk before it opens.

    Whoever calls has seen the PIN of the place. Digits are tried before anything is noted, so that a wrong one is no look.
    """
    packet = packet_on_paper(by, at, referral)
    key = ContentKey.objects.filter(pk=packet.pk, epoch__isnull=True).first() if packet else None
    if packet is None or key is None:
        raise NotOpened("nothing_came")
    asked = {"packet": str(packet.pk), "wrapped": bytes(key.wrapped), "digits": digits}
    with failures_on_record(by, at, Verb.OPEN_PACKET, handle_of(packet.pseudonym_id)):
        ask("fits_paper", **asked)
        noting.note_paper_opened(by=by, at=at, packet=packet)
        return _read(ask("open_on_paper", **asked, schema=packet.schema, blob=bytes(packet.blob)))


@action
def delete_packet(*, by: Actor, at: datetime, referral: UUID) -> None:
    """The referral closed, or she withdrew: its packet opens no more. Whoever may end the referral may ask this."""
    packet = Packet.objects.filter(referral=referral).select_related("pseudonym").first()
    if packet is None:
        return
    with transaction.atomic(using=ALIAS):
        ContentKey.objects.filter(pk=packet.pk).delete()
    Packet.objects.filter(pk=packet.pk).delete()
    subject = packet.pseudonym.audit_handle
    audit.record(by=by, at=at, action="delete_packet", subject=subject, details={"packet": packet.pk})


@action
def settle_packets(*, by: Actor, at: datetime) -> int:
    """Delete packets whose consent has ended; a clock asks this."""
    ended = list(Packet.objects.filter(consent__in=Consent.objects.ended(at)).values_list("referral", flat=True))
    for referral in ended:
        delete_packet(by=by, at=at, referral=referral)
    return len(ended)


@action
def _may_seal(*, by: Actor, at: datetime, consent: Consent, fields: Collection[FieldClass]) -> list[Sealed]:
    """The rows that this consent lets pass, of these fields, if `by` may send them."""
    if consent.pseudonym is None:
        raise CannotDo(_("Nothing is kept about her that this consent lets pass. She carries a slip herself."))
    subject = consent.pseudonym.audit_handle
    require(by, Verb.SEAL_PACKET, consent.pseudonym, VAULT_TIES, subject=subject)
    if consent.purpose != Purpose.PACKET or not consent.is_live(at) or consent.recipient_id is None:
        raise Refused(Verb.SEAL_PACKET, "no live consent", subject)
    kinds = [kind for field_class in set(consent.field_classes) & set(fields) for kind in KEPT_AS.get(field_class, ())]
    return list(
        Sealed.objects.filter(pseudonym=consent.pseudonym, kind__in=kinds).select_related("pseudonym").order_by("kind")
    )


@action
def _keep(
    *,
    by: Actor,
    at: datetime,
    packet: UUID,
    referral: UUID,
    consent: Consent,
    epoch: Epoch | None,
    made: dict[str, Any],
) -> Packet:
    assert consent.pseudonym is not None, "asked before"
    ContentKey.objects.create(
        id=packet, organisation=consent.recipient_id, epoch=epoch, subject=packet, kind=PACKET,
        wrapped=made["wrapped"], about=consent.pseudonym_id,
    )  # fmt: skip
    kept = Packet.objects.create(
        id=packet, referral=referral, pseudonym=consent.pseudonym, recipient_id=consent.recipient_id, consent=consent,
        schema=SCHEMA, blob=made["blob"], sealed_at=at, sealed_by_id=by.own_id,
    )  # fmt: skip
    subject = consent.pseudonym.audit_handle
    details = {"packet": packet, "recipient": consent.recipient_id, "consent": consent.pk}
    audit.record(by=by, at=at, action=Verb.SEAL_PACKET, subject=subject, details=details)
    return kept


def _values(rows: list[Sealed]) -> list[Any]:
    """What the keeper packs. Raises CannotDo where a key is gone, or nothing is kept that may pass."""
    values = values_of(rows)
    if not rows or None in values:
        raise CannotDo(_("Nothing is kept about her that this consent lets pass. She carries a slip herself."))
    return values


def _read(text: str) -> dict[str, str]:
    return {kind: value for kind, value in json.loads(text)}
