"""Writing key tables, each with its entry in the record. What the keeper made is handed in; nobody is asked here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.people.policies import KEY_TIES, Keys
from caunoi.people.vault.choices import NewEpoch
from caunoi.people.vault.models import ContentKey, Epoch, EpochWrap, HolderKey, RecoveryKey, RecoveryWrap
from caunoi.people.vault.router import ALIAS


@action
def may_keep_keys(*, by: Actor, at: datetime) -> None:
    """Whether `by` may hold keys of the organisation she works for. Asked anew each time: a grant may have ended."""
    require(by, Verb.KEEP_KEYS, Keys(by.organisation), KEY_TIES)


@action
def note(*, by: Actor, at: datetime, what: str, subject: UUID | None = None, **details: Any) -> None:
    """An act on keys that changes no table."""
    audit.record(by=by, at=at, action=what, subject=subject, details=details or None)


@action
def keep_first_keys(
    *, by: Actor, at: datetime, holder: UUID, epoch: UUID, recovery: UUID, made: Mapping[str, Any]
) -> None:
    """The first key-holder, epoch and recovery key of an organisation."""
    organisation = by.own_organisation
    try:
        with transaction.atomic(using=ALIAS):
            paper = RecoveryKey.objects.create(
                id=recovery, organisation=organisation, public=made["recovery_public"], made_at=at
            )
            _admitted(by, at, holder, made["holder"])
            _keep_epoch(at, organisation, epoch, 1, NewEpoch.FIRST, paper, made)
            audit.record(by=by, at=at, action="begin_vault", subject=epoch, details={"organisation": organisation})
    except IntegrityError:
        raise CannotDo(
            _("Your organisation has its keys already. Make your own, and ask a colleague to let you in.")
        ) from None


@action
def keep_waiting_key(*, by: Actor, at: datetime, holder: UUID, made: Mapping[str, bytes]) -> None:
    """Her own key, which opens nothing until a colleague lets it in; one that waited before is replaced."""
    with transaction.atomic(using=ALIAS):
        HolderKey.objects.filter(user=by.own_id, organisation=by.own_organisation, admitted_at__isnull=True).delete()
        HolderKey.objects.create(
            id=holder, user=by.own_id, organisation=by.own_organisation, made_at=at,
            public=made["public"], locked=made["locked"],
        )  # fmt: skip
        audit.record(by=by, at=at, action="make_own_key", subject=holder)


@action
def keep_admission(*, by: Actor, at: datetime, holder: HolderKey, wraps: Sequence[Sequence[Any]]) -> None:
    """A waiting key is let in; the key she had before, whose words she lost, goes."""
    with transaction.atomic(using=ALIAS):
        HolderKey.objects.filter(user=holder.user, organisation=holder.organisation, admitted_at__isnull=False).delete()
        if not HolderKey.objects.filter(pk=holder.pk, admitted_at__isnull=True).update(
            admitted_at=at, admitted_by=by.own_id
        ):
            raise CannotDo(_("Somebody has dealt with this already. The list shows how it stands now."))
        EpochWrap.objects.bulk_create(
            EpochWrap(epoch_id=epoch, holder=holder, wrapped=wrapped, voucher=voucher)
            for epoch, wrapped, voucher in wraps
        )
        audit.record(by=by, at=at, action="admit_key_holder", subject=holder.user, details={"key": holder.pk})


@action
def keep_recovered(*, by: Actor, at: datetime, holder: UUID, made: Mapping[str, Any]) -> None:
    """Whoever brought two sheets holds keys again, in place of the key whose words are lost."""
    with transaction.atomic(using=ALIAS):
        HolderKey.objects.filter(user=by.own_id, organisation=by.own_organisation).delete()
        own = _admitted(by, at, holder, made["holder"])
        EpochWrap.objects.bulk_create(
            EpochWrap(epoch_id=epoch, holder=own, wrapped=wrapped, voucher=voucher)
            for epoch, wrapped, voucher in made["wraps"]
        )
        audit.record(by=by, at=at, action="recover_with_shares", subject=holder)


@action
def keep_passphrase(*, by: Actor, at: datetime, holder: HolderKey, locked: bytes) -> None:
    """The same key under new words."""
    with transaction.atomic(using=ALIAS):
        HolderKey.objects.filter(pk=holder.pk).update(locked=locked)
        audit.record(by=by, at=at, action="change_vault_passphrase", subject=holder.pk)


@action
def keep_new_epoch(*, by: Actor, at: datetime, epoch: UUID, before: Epoch, why: str, made: Mapping[str, Any]) -> None:
    """The next epoch for those who stay. What is sealed from now on is under it."""
    try:
        with transaction.atomic(using=ALIAS):
            Epoch.objects.now().filter(pk=before.pk).update(ended_at=at)
            paper = RecoveryKey.objects.get(organisation=before.organisation, ended_at__isnull=True)
            _keep_epoch(at, before.organisation, epoch, before.number + 1, why, paper, made)
            audit.record(
                by=by, at=at, action="new_keys", subject=epoch, details={"why": why, "number": before.number + 1}
            )
    except IntegrityError:
        raise CannotDo(_("Somebody made new keys at this moment. Nothing more is needed.")) from None


@action
def remove_holders(*, by: Actor, at: datetime, holders: Sequence[HolderKey]) -> None:
    """Their wraps go at once; what they may have copied before ends with the next epoch."""
    with transaction.atomic(using=ALIAS):
        HolderKey.objects.filter(pk__in=[holder.pk for holder in holders]).delete()
        for user in sorted({holder.user for holder in holders}):
            audit.record(by=by, at=at, action="remove_key_holder", subject=user)


@action
def keep_rewrapped(*, by: Actor, at: datetime, epoch: Epoch, keys: Mapping[UUID, bytes]) -> None:
    """Content keys under the newest epoch. A key destroyed meanwhile stays destroyed: nothing is created here."""
    with transaction.atomic(using=ALIAS):
        for key, wrapped in keys.items():
            ContentKey.objects.filter(pk=key).exclude(epoch=epoch).update(epoch=epoch, wrapped=wrapped)


@action
def forget_old_epochs(*, by: Actor, at: datetime, epochs: Sequence[Epoch]) -> None:
    """The private halves of epochs under which nothing is wrapped any more; the numbers stay."""
    with transaction.atomic(using=ALIAS):
        EpochWrap.objects.filter(epoch__in=epochs).delete()
        RecoveryWrap.objects.filter(epoch__in=epochs).delete()


@action
def keep_new_recovery(
    *, by: Actor, at: datetime, recovery: UUID, public: bytes, wraps: Sequence[Sequence[Any]]
) -> None:
    """New paper sheets: those before open nothing any more."""
    with transaction.atomic(using=ALIAS):
        RecoveryWrap.objects.filter(recovery__organisation=by.own_organisation).delete()
        RecoveryKey.objects.filter(organisation=by.own_organisation, ended_at__isnull=True).update(ended_at=at)
        paper = RecoveryKey.objects.create(id=recovery, organisation=by.own_organisation, public=public, made_at=at)
        RecoveryWrap.objects.bulk_create(
            RecoveryWrap(epoch_id=epoch, recovery=paper, wrapped=wrapped, voucher=voucher)
            for epoch, wrapped, voucher in wraps
        )
        audit.record(by=by, at=at, action="renew_sheets", subject=recovery)


@action
def note_sheets_handed(*, by: Actor, at: datetime) -> None:
    """Somebody who holds keys says that the three sheets are with three people. Saying so twice changes nothing."""
    may_keep_keys(by=by, at=at)
    with transaction.atomic(using=ALIAS):
        paper = RecoveryKey.objects.filter(
            organisation=by.own_organisation, ended_at__isnull=True, handed_at__isnull=True
        ).first()
        if paper is None:
            return
        paper.handed_at = at
        paper.save(update_fields=["handed_at"])
        audit.record(by=by, at=at, action="note_sheets_handed", subject=paper.pk)


def _admitted(by: Actor, at: datetime, holder: UUID, made: Mapping[str, bytes]) -> HolderKey:
    return HolderKey.objects.create(
        id=holder, user=by.own_id, organisation=by.own_organisation, public=made["public"], locked=made["locked"],
        made_at=at, admitted_at=at, admitted_by=by.own_id,
    )  # fmt: skip


def _keep_epoch(
    at: datetime, organisation: UUID, epoch: UUID, number: int, why: str, paper: RecoveryKey, made: Mapping[str, Any]
) -> None:
    begun = Epoch.objects.create(
        id=epoch, organisation=organisation, number=number, public=made["public"], began_at=at, why=why
    )
    EpochWrap.objects.bulk_create(
        EpochWrap(epoch=begun, holder_id=holder, wrapped=wrapped, voucher=voucher)
        for holder, wrapped, voucher in made["wraps"]
    )
    RecoveryWrap.objects.create(
        epoch=begun, recovery=paper, wrapped=made["recovery_wrapped"], voucher=made["recovery_voucher"]
    )
