"""Erasing a person: a tombstone first, then her keys and the record's handle, then her rows. Real, in every backup.

Each step may be repeated, and a crash between two is made good by `settle_erasures`, which also runs after every restore:
whatever an older copy of rows or keys brings back is destroyed again. What was counted stands: rows of service go on
under a fresh random pseudonym, so that nothing exported before can be linked to them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction
from django.db.models import F, ManyToOneRel, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from caunoi.access.acting import action, committed_action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor, ActorKind
from caunoi.people.choices import ErasureReason, RightKind, RightOutcome
from caunoi.people.models import (
    Assignment,
    Consent,
    Member,
    OneTimeCode,
    Opening,
    Packet,
    ProtectiveCase,
    Pseudonym,
    RightsRequest,
    Sealed,
)
from caunoi.people.policies import TIES
from caunoi.people.vault.choices import NewEpoch
from caunoi.people.vault.copies import erase_in_copies
from caunoi.people.vault.models import ContentKey, Epoch, Handle, Tombstone
from caunoi.people.vault.router import ALIAS


def erase_person(*, by: Actor, at: datetime, pseudonym: Pseudonym, reason: str) -> None:
    """Destroy what is kept about somebody. When this returns, no key of hers exists; twice changes nothing."""
    if not Tombstone.objects.filter(pseudonym=pseudonym.pk).exists():
        note_erasure(by=by, at=at, pseudonym=pseudonym, reason=reason)
        put_tombstone(by=by, at=at, pseudonym=pseudonym.pk, reason=reason)
    settle_erasures(by=by, at=at)


@committed_action
def note_erasure(*, by: Actor, at: datetime, pseudonym: Pseudonym, reason: str) -> None:
    """The last entry that speaks of her."""
    require(by, Verb.ERASE, pseudonym, TIES, subject=pseudonym.audit_handle)
    if reason not in ErasureReason.values:
        raise CannotDo(_("Choose a reason from the list. Nothing was changed."))
    audit.record(by=by, at=at, action=Verb.ERASE, subject=pseudonym.audit_handle, details={"reason": reason})


@action
def put_tombstone(*, by: Actor, at: datetime, pseudonym: UUID, reason: str) -> None:
    """From here on nothing stops it: all else follows from the tombstone, now or at the next settling."""
    Tombstone.objects.get_or_create(pseudonym=pseudonym, defaults={"at": at, "reason": reason})


def settle_erasures(*, by: Actor, at: datetime) -> int:
    """Finish what a crash left, and destroy again what a restored copy brought back. How many people that concerned."""
    back = [stone for stone in Tombstone.objects.order_by("at") if stone.settled_at is None or _is_back(stone.pk)]
    for stone in back:
        destroy_keys(by=by, at=at, pseudonym=stone.pk)
        let_rows_go(by=by, at=at, pseudonym=stone.pk)
    reached = not back or not settings.DATA or erase_in_copies(Path(settings.DATA), back)
    if back and reached and all([_leave_no_residue(alias) for alias in (ALIAS, "default")]):
        mark_settled(by=by, at=at, pseudonyms=[stone.pk for stone in back])
    return len(back)


@action
def destroy_keys(*, by: Actor, at: datetime, pseudonym: UUID) -> None:
    """Her content keys, those of packets about her, and the handle by which the record spoke of her."""
    with transaction.atomic(using=ALIAS):
        ContentKey.objects.filter(Q(subject=pseudonym) | Q(about=pseudonym)).delete()
        Handle.objects.filter(pseudonym=pseudonym).delete()


@action
def let_rows_go(*, by: Actor, at: datetime, pseudonym: UUID) -> None:
    """Card, caseload, openings and sealed bytes are deleted; what was counted goes on under a fresh pseudonym."""
    old = Pseudonym.objects.filter(pk=pseudonym).first()
    if old is None:
        return
    Packet.objects.filter(pseudonym=old).delete()
    for model in (Sealed, Assignment, Opening, OneTimeCode, Member):
        model.objects.filter(pseudonym=old).delete()
    Consent.objects.filter(pseudonym=old, withdrawn_at__isnull=True).update(withdrawn_at=Greatest(at, F("given_at")))
    ProtectiveCase.objects.filter(pseudonym=old).update(cue="")  # the rest keeps her out of figures of adults
    _cut_requests(by, old, at)
    fresh = Pseudonym.objects.create(organisation_id=old.organisation_id)
    for relation in Pseudonym._meta.get_fields(include_hidden=True):
        # rows of packages above point down to her: each is moved, whatever it is, or the deletion below is refused
        if isinstance(relation, ManyToOneRel):
            rows = relation.related_model._base_manager
            rows.filter(**{relation.field.name: old}).update(**{relation.field.name: fresh})
    Pseudonym.objects.filter(pk=pseudonym).delete()


def _cut_requests(by: Actor, old: Pseudonym, at: datetime) -> None:
    """Numbers and dates stand. What else she asked for ends with her rows; what she told of her treatment goes on."""
    hers = RightsRequest.objects.filter(pseudonym=old)
    ends = hers.open().exclude(kind__in=(RightKind.ERASE, RightKind.COMPLAINT))
    ends.update(outcome=RightOutcome.ERASED, ended_at=at, ended_by=by.id if by.kind is ActorKind.USER else None)
    hers.update(pseudonym=None)


@action
def mark_settled(*, by: Actor, at: datetime, pseudonyms: list[UUID]) -> None:
    Tombstone.objects.filter(pk__in=pseudonyms).update(settled_at=at)


def tombstones() -> list[dict[str, str]]:
    """Every erasure, for a backup: random ids, times and reasons. Kept newer than any copy of rows or keys."""
    stones = Tombstone.objects.order_by("at", "pseudonym")
    return [{"pseudonym": str(s.pseudonym), "at": s.at.isoformat(), "reason": s.reason} for s in stones]


def replay_erasures(*, by: Actor, at: datetime, rows: Sequence[Mapping[str, str]] = ()) -> int:
    """After every restore: whoever was erased, by this list or by the restored keystore, is erased again. How many.

    A restored keystore may be of a day when somebody had not yet come who has left since and knows its keys: new ones are due.
    """
    take_tombstones(by=by, at=at, rows=rows)
    return settle_erasures(by=by, at=at)


@action
def take_tombstones(*, by: Actor, at: datetime, rows: Sequence[Mapping[str, str]]) -> None:
    """Add erasures that a restored keystore is too old to know; its keys are old too."""
    try:
        stones = [
            Tombstone(pseudonym=UUID(row["pseudonym"]), at=datetime.fromisoformat(row["at"]), reason=row["reason"])
            for row in rows
        ]
    except (ValueError, KeyError, TypeError):
        raise CannotDo(_("This is not a list of erasures. Nothing was changed.")) from None
    with transaction.atomic(using=ALIAS):
        Tombstone.objects.bulk_create(stones, ignore_conflicts=True)
        Epoch.objects.now().update(due=NewEpoch.RESTORED)
    audit.record(by=by, at=at, action="take_tombstones", details={"known": len(stones)})


def _is_back(pseudonym: UUID) -> bool:
    kept = ContentKey.objects.filter(Q(subject=pseudonym) | Q(about=pseudonym)).exists()
    return kept or Handle.objects.filter(pk=pseudonym).exists() or Pseudonym.objects.filter(pk=pseudonym).exists()


def _leave_no_residue(alias: str) -> bool:
    """Empty SQLite's log, which keeps old pages; deleted cells are overwritten by `secure_delete`. Whether it worked."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        return True  # docs/running.md: VACUUM, and why keys go first
    if connection.in_atomic_block:
        return False  # part of something larger: the next settling does it
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(cursor.fetchone()[0] == 0)
