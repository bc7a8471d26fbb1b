"""Writing what only key-holders can read. Needs no unlocking: whoever writes cannot read back what others wrote."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.people.choices import LONGEST, SealedKind
from caunoi.people.consent_rules import KEEPING, KEPT_AS
from caunoi.people.models import Consent, Pseudonym, Sealed
from caunoi.people.policies import TIES, VAULT_TIES
from caunoi.people.queries import current_epoch, kinds_agreed
from caunoi.people.vault.bindings import content_info
from caunoi.people.vault.models import ContentKey
from caunoi.people.vault.router import ALIAS
from caunoi.people.vault.suite import SCHEMA, Place, new_key, seal, wrap


@action
def seal_value(*, by: Actor, at: datetime, pseudonym: Pseudonym, kind: str, text: str) -> Sealed:
    """Write down or replace one value of a person. The value before is destroyed with its key."""
    require(by, Verb.SEAL, pseudonym, VAULT_TIES, subject=pseudonym.audit_handle)
    if kind not in SealedKind.values or kind == SealedKind.NOTE:
        raise CannotDo(_("This is not kept. Nothing was saved."))
    if kind not in kinds_agreed(pseudonym, at):
        raise CannotDo(_("She has not agreed that this is kept. Ask her first; nothing was saved."))
    replaced = list(Sealed.objects.filter(pseudonym=pseudonym, kind=kind))
    Sealed.objects.filter(pk__in=[row.pk for row in replaced]).delete()
    row = _write(by, at, pseudonym, SealedKind(kind), text)
    # after the commit: a crash between the two must not leave her without either value
    transaction.on_commit(lambda: destroy_keys([old.pk for old in replaced]), robust=True)
    audit.record(by=by, at=at, action=Verb.SEAL, subject=pseudonym.audit_handle, details={"kind": kind, "row": row.pk})
    return row


@action
def write_sealed_note(*, by: Actor, at: datetime, pseudonym: Pseudonym, text: str) -> Sealed:
    """What a worker heard, for those who hold keys. She cannot read it back."""
    require(by, Verb.WRITE_NOTE, pseudonym, TIES, subject=pseudonym.audit_handle)
    row = _write(by, at, pseudonym, SealedKind.NOTE, text)
    audit.record(by=by, at=at, action=Verb.WRITE_NOTE, subject=pseudonym.audit_handle, details={"row": row.pk})
    return row


@action
def remove_sealed(*, by: Actor, at: datetime, row: Sealed) -> None:
    """She asks that one value be kept no more: its key goes first."""
    require(by, Verb.SEAL, row.pseudonym, VAULT_TIES, subject=row.pseudonym.audit_handle)
    destroy_keys([row.pk])
    if Sealed.objects.filter(pk=row.pk).delete()[0]:
        subject = row.pseudonym.audit_handle
        audit.record(by=by, at=at, action="remove_sealed", subject=subject, details={"kind": row.kind, "row": row.pk})


@action
def settle_sealed(*, by: Actor, at: datetime) -> int:
    """Destroy what she let be kept and has taken back. Whatever else ended is not opened, and waits for her word."""
    taken_back = Consent.objects.filter(purpose__in=KEEPING, withdrawn_at__isnull=False)
    people = Pseudonym.objects.filter(pk__in=taken_back.values("pseudonym")).filter(sealed__isnull=False).distinct()
    gone = [row for person in people for row in _no_longer_agreed(person, at)]
    destroy_keys([row.pk for row in gone])
    Sealed.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for row in gone:
        subject = row.pseudonym.audit_handle
        audit.record(by=by, at=at, action="remove_sealed", subject=subject, details={"kind": row.kind, "row": row.pk})
    return len(gone)


def _no_longer_agreed(person: Pseudonym, at: datetime) -> list[Sealed]:
    """Values for which a consent was withdrawn and none lives. A restriction destroys nothing: it may be lifted."""
    rows = list(Sealed.objects.filter(pseudonym=person).exclude(kind=SealedKind.NOTE).select_related("pseudonym"))
    kept = _kinds(Consent.objects.live(at).filter(pseudonym=person, purpose__in=KEEPING))
    ended = _kinds(Consent.objects.filter(pseudonym=person, purpose__in=KEEPING, withdrawn_at__isnull=False))
    return [row for row in rows if row.kind in ended - kept]


def _kinds(consents: Iterable[Consent]) -> set[str]:
    return {kind for each in consents for field in each.field_classes for kind in KEPT_AS.get(field, ())}


def _write(by: Actor, at: datetime, pseudonym: Pseudonym, kind: SealedKind, text: str) -> Sealed:
    row, blob = under_key(pseudonym.organisation_id, pseudonym.pk, kind, text, LONGEST[kind])
    return Sealed.objects.create(
        id=row, pseudonym=pseudonym, kind=kind, schema=SCHEMA, blob=blob, written_at=at, written_by_id=by.own_id
    )


def under_key(organisation: UUID, subject: UUID, kind: str, text: str, longest: int) -> tuple[UUID, bytes]:
    """A text sealed under a key of its own: the id of the key and of the row to come, and the bytes.

    The key is written first: a crash leaves a key that nothing uses, never a value that nobody can open.
    """
    clean = text.strip()
    if not clean or len(clean) > longest:
        raise CannotDo(_("Write something, at most %(most)s signs. Nothing was saved.") % {"most": longest})
    epoch = current_epoch(organisation)
    if epoch is None:
        raise CannotDo(
            _("Private information cannot be kept yet: the lead has to begin with the keys. Nothing was saved.")
        )
    key, row = new_key(), uuid7()
    info = content_info(str(organisation), str(epoch.pk), str(row), str(subject), kind)
    ContentKey.objects.create(
        id=row, organisation=organisation, epoch=epoch, subject=subject, kind=kind,
        wrapped=wrap(key, bytes(epoch.public), info),
    )  # fmt: skip
    return row, seal(key, clean, Place(subject, kind, row))


def destroy_keys(keys: Collection[UUID]) -> None:
    """What they sealed opens nowhere any more, in no backup either."""
    with transaction.atomic(using=ALIAS):
        ContentKey.objects.filter(pk__in=keys).delete()
