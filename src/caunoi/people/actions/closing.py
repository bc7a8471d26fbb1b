"""A club closes: two people say so, a week apart, and then nothing about anybody is left, in no backup either.

Everybody is erased as if she had asked, by a tombstone first; then the keys of the organisation go, and its accounts end.
A crash on the way is made good by `settle_closings`. What was counted and released stands.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from caunoi.access.acting import action, committed_action
from caunoi.access.actions import CannotDo, everybody_leaves
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.people.actions.erasing import put_tombstone, settle_erasures
from caunoi.people.choices import TIME_TO_TELL, ErasureReason
from caunoi.people.models import Assignment, Closing, Member, Pseudonym, Sealed
from caunoi.people.policies import KEY_TIES, Keys
from caunoi.people.queries import key_users
from caunoi.people.vault.door import ask
from caunoi.people.vault.models import ContentKey, Epoch, HolderKey, RecoveryKey
from caunoi.people.vault.refusals import KeeperError
from caunoi.people.vault.router import ALIAS


@action
def ask_closing(*, by: Actor, at: datetime) -> Closing:
    """The first of two. Nothing changes yet."""
    require(by, Verb.CLOSE_CLUB, Keys(by.organisation), KEY_TIES)
    try:
        with transaction.atomic():
            closing = Closing.objects.create(organisation_id=by.own_organisation, asked_at=at, asked_by_id=by.own_id)
    except IntegrityError:
        raise CannotDo(_("Somebody asked for this already. The page shows how it stands now.")) from None
    audit.record(by=by, at=at, action="ask_closing", subject=closing.pk)
    return closing


@action
def take_back_closing(*, by: Actor, at: datetime, closing: Closing) -> None:
    """Any of those who may ask, until the second word is said."""
    require(by, Verb.CLOSE_CLUB, closing, KEY_TIES)
    if not Closing.objects.filter(pk=closing.pk, agreed_at__isnull=True, taken_back_at__isnull=True).update(
        taken_back_at=at
    ):
        raise CannotDo(_("It is too late: the second word was said, and nothing can be brought back."))
    audit.record(by=by, at=at, action="take_back_closing", subject=closing.pk)


def close_for_good(*, by: Actor, at: datetime, closing: Closing) -> None:
    """The second word. When this returns, nothing about anybody of this organisation can be read any more."""
    agree_closing(by=by, at=at, closing=closing)
    settle_closings(by=by, at=at)


@committed_action
def agree_closing(*, by: Actor, at: datetime, closing: Closing) -> None:
    """On record before anything is destroyed."""
    require(by, Verb.CLOSE_CLUB, closing, KEY_TIES)
    if by.id == closing.asked_by_id:
        raise CannotDo(_("This needs a second person. Nothing was changed."))
    if at < closing.asked_at + TIME_TO_TELL:
        raise CannotDo(
            _("The second word comes a week after the first at the earliest: tell people before. Nothing was changed.")
        )
    waiting = Closing.objects.filter(pk=closing.pk, agreed_at__isnull=True, taken_back_at__isnull=True)
    if not waiting.update(agreed_at=at, agreed_by_id=by.own_id):
        raise CannotDo(_("Somebody asked for this already. The page shows how it stands now."))
    audit.record(by=by, at=at, action=Verb.CLOSE_CLUB, subject=closing.pk)


def settle_closings(*, by: Actor, at: datetime) -> int:
    """Do what two people said, or finish what a crash left. How many that were."""
    agreed = list(Closing.objects.filter(agreed_at__isnull=False, done_at__isnull=True))
    for closing in agreed:
        for person in _everybody(closing.organisation_id):
            put_tombstone(by=by, at=at, pseudonym=person, reason=ErasureReason.RETENTION)
        settle_erasures(by=by, at=at)
        _forget_open_keys(closing.organisation_id)
        destroy_keys_of_organisation(by=by, at=at, closing=closing)
    return len(agreed)


@action
def destroy_keys_of_organisation(*, by: Actor, at: datetime, closing: Closing) -> None:
    """Epochs, keys of staff and of paper: whoever holds words or sheets opens nothing. Its accounts end with them."""
    organisation = closing.organisation_id
    with transaction.atomic(using=ALIAS):
        ContentKey.objects.filter(organisation=organisation).delete()
        Epoch.objects.filter(organisation=organisation).delete()
        HolderKey.objects.filter(organisation=organisation).delete()
        RecoveryKey.objects.filter(organisation=organisation).delete()
    everybody_leaves(by=by, at=at, organisation=organisation)
    Closing.objects.filter(pk=closing.pk).update(done_at=at)
    audit.record(by=by, at=at, action="closed", subject=closing.pk)


def _everybody(organisation: UUID) -> list[UUID]:
    """Whoever has a card, somebody who looks after her, or something sealed; what erasing leaves is none of these."""
    hers = [model.objects.filter(pseudonym=OuterRef("pk")) for model in (Member, Assignment, Sealed)]
    found = Pseudonym.objects.filter(Exists(hers[0]) | Exists(hers[1]) | Exists(hers[2]), organisation=organisation)
    return list(found.values_list("pk", flat=True))


def _forget_open_keys(organisation: UUID) -> None:
    for user in key_users(organisation):
        try:
            ask("lock_user", user=str(user))
        except KeeperError:
            return  # a keeper that does not answer holds nothing
