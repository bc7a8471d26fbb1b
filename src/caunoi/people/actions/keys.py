"""Keys of staff and of an organisation: begun, let in, changed, renewed, recovered.

Each asks the rules first, then the keeper, then writes: no transaction is open while a passphrase is stretched.
A grant that ended shuts its holder out at once, because the rules are asked each time; the next unlocking by anybody
makes new keys, so that a copy she may have kept opens nothing new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.access.models import User, passphrase_key
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.people.actions import keeping
from caunoi.people.actions.asking import ask, cost, failures_on_record, new_session, words_of
from caunoi.people.queries import current_epoch, lapsed_holders, may_hold_keys, renewal_due
from caunoi.people.vault.choices import NewEpoch
from caunoi.people.vault.models import ContentKey, Epoch, EpochWrap, HolderKey, RecoveryWrap

AT_ONCE = 2_000
OLD_EPOCHS_STAY = timedelta(days=1)
"""A writer may have read which epoch is current a moment before it ended; until then what it wrote can be moved."""


@dataclass(frozen=True)
class Unlocked:
    """An open session, and the paper sheets where new ones were made: shown once, kept nowhere."""

    session: str
    sheets: tuple[str, ...] = ()


def begin_vault(*, by: Actor, at: datetime, passphrase: str) -> Unlocked:
    """The first keys of an organisation, by the first who may hold them: her own, the first epoch, three sheets of paper."""
    keeping.may_keep_keys(by=by, at=at)
    if current_epoch(by.own_organisation):
        raise CannotDo(_("Your organisation has its keys already. Make your own, and ask a colleague to let you in."))
    holder, epoch, recovery, session = uuid7(), uuid7(), uuid7(), new_session()
    made = ask(
        "found", **_me(by), session=session, holder=str(holder), epoch=str(epoch), recovery=str(recovery),
        passphrase=words_of(passphrase), cost=cost(),
    )  # fmt: skip
    try:
        keeping.keep_first_keys(by=by, at=at, holder=holder, epoch=epoch, recovery=recovery, made=made)
    except BaseException:
        ask("lock", session=session)
        raise
    return Unlocked(session, tuple(made["sheets"]))


def make_own_key(*, by: Actor, at: datetime, passphrase: str) -> None:
    """Her own key under her words. It waits until a colleague lets it in; this is also the way after lost words."""
    keeping.may_keep_keys(by=by, at=at)
    if current_epoch(by.own_organisation) is None:
        raise CannotDo(_("Your organisation has no keys yet. Begin with them; you will be shown three sheets to keep."))
    holder = uuid7()
    made = ask("make_holder", **_me(by), holder=str(holder), passphrase=words_of(passphrase), cost=cost())
    keeping.keep_waiting_key(by=by, at=at, holder=holder, made=made)


def unlock_vault(*, by: Actor, at: datetime, passphrase: str) -> str:
    """Open the vault for this browser; the answer is the session's name, for a cookie of its own. Renews keys if due."""
    keeping.may_keep_keys(by=by, at=at)
    holder, session = _own_key(by), new_session()
    with failures_on_record(by, at, "unlock_vault", holder.pk):
        ask(
            "unlock", **_me(by), session=session, holder=str(holder.pk), locked=bytes(holder.locked),
            passphrase=passphrase_key(passphrase), wraps=_own_wraps(holder),
        )  # fmt: skip
    try:
        keeping.note(by=by, at=at, what="unlock_vault", subject=holder.pk)
    except BaseException:
        ask("lock", session=session)
        raise
    _renew_if_due(by, at, session)
    return session


def lock_vault(*, by: Actor, at: datetime, session: str) -> None:
    """ "Khoá ngay": the keys leave memory at once. Saying so twice changes nothing."""
    ask("lock", session=session)
    keeping.note(by=by, at=at, what="lock_vault")


def admit_key_holder(*, by: Actor, at: datetime, session: str, user: User) -> None:
    """Somebody who holds keys lets a colleague's waiting key in. Only whom a grant allows."""
    keeping.may_keep_keys(by=by, at=at)
    holder = HolderKey.objects.filter(user=user.pk, organisation=by.own_organisation, admitted_at__isnull=True).first()
    if holder is None or user.pk not in may_hold_keys(by.own_organisation):
        raise CannotDo(_("No key of this colleague is waiting. Ask her to make it; nothing was changed."))
    wraps = ask(
        "admit", session=session, user=str(by.own_id), holder=str(holder.pk), holder_user=str(user.pk),
        public=bytes(holder.public),
    )  # fmt: skip
    keeping.keep_admission(by=by, at=at, holder=holder, wraps=wraps)
    ask("lock_user", user=str(user.pk))


def remove_key_holder(*, by: Actor, at: datetime, session: str, user: User) -> None:
    """Somebody whose grant ended loses her keys, and new ones are made for those who stay."""
    keeping.may_keep_keys(by=by, at=at)
    if user.pk in may_hold_keys(by.own_organisation):
        raise CannotDo(_("She still works here. End her grant first, then her keys; nothing was changed."))
    ask("lock_user", user=str(user.pk))
    rotate_keys(by=by, at=at, session=session, why=NewEpoch.LEFT)


def rotate_keys(*, by: Actor, at: datetime, session: str, why: str) -> None:
    """New keys for all who may hold them now; what was sealed is moved under them, without being opened."""
    keeping.may_keep_keys(by=by, at=at)
    before = current_epoch(by.own_organisation)
    if before is None:
        raise CannotDo(_("Your organisation has no keys yet. Begin with them; you will be shown three sheets to keep."))
    _renew(by, at, session, before, why)


def change_vault_passphrase(*, by: Actor, at: datetime, old: str, new: str) -> None:
    """Other words for the same key; open sessions go on."""
    keeping.may_keep_keys(by=by, at=at)
    holder = _own_key(by)
    with failures_on_record(by, at, "change_vault_passphrase", holder.pk):
        made = ask(
            "change_passphrase", **_me(by), holder=str(holder.pk), locked=bytes(holder.locked),
            old=passphrase_key(old), new=words_of(new), cost=cost(),
        )  # fmt: skip
    keeping.keep_passphrase(by=by, at=at, holder=holder, locked=made["locked"])


def recover_with_shares(*, by: Actor, at: datetime, sheets: Sequence[str], passphrase: str) -> Unlocked:
    """When nobody's words are known: two sheets of paper let her in under new words. New keys and new sheets are made."""
    keeping.may_keep_keys(by=by, at=at)
    wraps = list(RecoveryWrap.objects.filter(epoch__organisation=by.own_organisation).select_related("epoch"))
    if not wraps:
        raise CannotDo(_("Your organisation has no keys yet. Begin with them; you will be shown three sheets to keep."))
    holder, session = uuid7(), new_session()
    with failures_on_record(by, at, "recover_with_shares"):
        made = ask(
            "recover", **_me(by), session=session, holder=str(holder), recovery=str(wraps[0].recovery_id),
            sheets=list(sheets), passphrase=words_of(passphrase), cost=cost(),
            wraps=[(str(each.epoch_id), bytes(each.epoch.public), bytes(each.wrapped)) for each in wraps],
        )  # fmt: skip
    try:
        keeping.keep_recovered(by=by, at=at, holder=holder, made=made)
    except BaseException:
        ask("lock", session=session)
        raise
    rotate_keys(by=by, at=at, session=session, why=NewEpoch.RECOVERY)
    return Unlocked(session, renew_sheets(by=by, at=at, session=session))


def renew_sheets(*, by: Actor, at: datetime, session: str) -> tuple[str, ...]:
    """Three new sheets of paper, shown once; the old ones open nothing any more."""
    keeping.may_keep_keys(by=by, at=at)
    recovery = uuid7()
    made = ask("new_sheets", session=session, user=str(by.own_id), recovery=str(recovery))
    keeping.keep_new_recovery(by=by, at=at, recovery=recovery, public=made["public"], wraps=made["wraps"])
    return tuple(made["sheets"])


def _me(by: Actor) -> dict[str, str]:
    return {"organisation": str(by.own_organisation), "user": str(by.own_id)}


def _own_key(by: Actor) -> HolderKey:
    found = HolderKey.objects.filter(user=by.own_id, organisation=by.own_organisation)
    admitted = found.filter(admitted_at__isnull=False).first()
    if admitted:
        return admitted
    if found.exists():
        raise CannotDo(_("Your key is waiting: ask a colleague who holds keys to let you in."))
    raise CannotDo(_("You have no key yet. Make it with your own words; then a colleague lets you in."))


def _own_wraps(holder: HolderKey) -> list[tuple[str, bytes, bytes]]:
    wraps = EpochWrap.objects.filter(holder=holder).select_related("epoch")
    return [(str(each.epoch_id), bytes(each.epoch.public), bytes(each.wrapped)) for each in wraps]


def _renew_if_due(by: Actor, at: datetime, session: str) -> None:
    """What others left to be done: whoever unlocks next does it, since it needs an open vault."""
    epoch = current_epoch(by.own_organisation)
    if epoch is None:
        return
    if why := renewal_due(epoch, at):
        _renew(by, at, session, epoch, why)
    else:
        _move_keys(by, at, session, epoch)


def _renew(by: Actor, at: datetime, session: str, before: Epoch, why: str) -> None:
    if lapsed := lapsed_holders(before.organisation):
        keeping.remove_holders(by=by, at=at, holders=lapsed)
    wraps = EpochWrap.objects.filter(epoch=before).select_related("holder")
    paper = RecoveryWrap.objects.select_related("recovery").get(epoch=before)
    epoch = uuid7()
    with failures_on_record(by, at, "new_keys", before.pk):
        made = ask(
            "rotate", session=session, user=str(by.own_id), current=str(before.pk), epoch=str(epoch),
            holders=[
                (str(each.holder_id), str(each.holder.user), bytes(each.holder.public), bytes(each.voucher)) for each in wraps
            ],
            recovery=(str(paper.recovery_id), bytes(paper.recovery.public), bytes(paper.voucher)),
        )  # fmt: skip
    keeping.keep_new_epoch(by=by, at=at, epoch=epoch, before=before, why=why, made=made)
    _move_keys(by, at, session, Epoch.objects.get(pk=epoch))


def _move_keys(by: Actor, at: datetime, session: str, epoch: Epoch) -> None:
    """Content keys of older epochs under this one, some at a time: stopped half-way, the next unlocking goes on."""
    under_epochs = ContentKey.objects.filter(organisation=epoch.organisation, epoch__isnull=False)
    older = under_epochs.exclude(epoch=epoch).order_by("id")
    last = UUID(int=0)
    while batch := list(older.filter(id__gt=last)[:AT_ONCE]):
        keys = [(str(k.epoch_id), str(k.pk), bytes(k.wrapped), str(k.subject), k.kind) for k in batch]
        wrapped = ask("rewrap", session=session, user=str(by.own_id), to=str(epoch.pk), keys=keys)
        moved = {key.pk: new for key, new in zip(batch, wrapped, strict=True) if new is not None}
        keeping.keep_rewrapped(by=by, at=at, epoch=epoch, keys=moved)
        last = batch[-1].pk
    _forget_empty_epochs(by, at, session, epoch)


def _forget_empty_epochs(by: Actor, at: datetime, session: str, epoch: Epoch) -> None:
    ended = Epoch.objects.filter(
        organisation=epoch.organisation, ended_at__lt=at - OLD_EPOCHS_STAY, wraps__isnull=False
    )
    empty = list(ended.filter(content_keys__isnull=True).distinct())
    if empty:
        keeping.forget_old_epochs(by=by, at=at, epochs=empty)
        ask("forget_epochs", session=session, user=str(by.own_id), epochs=[str(each.pk) for each in empty])
