"""Keys of an organisation: who holds them, and how its vault stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from caunoi.access.choices import Verb
from caunoi.access.models import Grant, User
from caunoi.access.policies import visible
from caunoi.access.reveals import KEY_HOLDERS
from caunoi.lib.actor import Actor
from caunoi.people.models import Closing
from caunoi.people.policies import KEY_TIES
from caunoi.people.vault.choices import NewEpoch
from caunoi.people.vault.door import ask
from caunoi.people.vault.models import Epoch, HolderKey, RecoveryKey
from caunoi.people.vault.refusals import KeeperError

MOST_AGE = timedelta(days=90)


@dataclass(frozen=True)
class VaultState:
    """How the vault of `by`'s organisation stands for her, for the pages that lead to it.

    `exists`: the organisation has keys. `has_key`: she has made hers. `waiting`: it still has to be let in by a colleague.
    `open`: this session may read now, for `seconds_left` if nobody does anything.
    """

    exists: bool
    has_key: bool
    waiting: bool
    open: bool
    seconds_left: int
    renewal_due: str


@dataclass(frozen=True)
class KeyHolder:
    """Somebody with keys here. `waits`: a key that opens nothing until a colleague lets it in. `lapsed`: she may not hold it any more."""

    user: User
    admitted: bool
    waits: bool
    lapsed: bool


def vault_state(by: Actor, at: datetime, session: str = "") -> VaultState:
    """How the vault stands for `by`; asking neither opens it nor keeps it open."""
    epoch = current_epoch(by.own_organisation)
    own = HolderKey.objects.filter(user=by.own_id, organisation=by.own_organisation)
    try:
        status = ask("status", session=session, user=str(by.own_id))
    except KeeperError:
        status = {"open": False, "seconds_left": 0}
    return VaultState(
        exists=epoch is not None,
        has_key=own.filter(admitted_at__isnull=False).exists(),
        waiting=own.filter(admitted_at__isnull=True).exists(),
        open=bool(status["open"]),
        seconds_left=int(status["seconds_left"]),
        renewal_due=renewal_due(epoch, at) if epoch else "",
    )


def key_holders(by: Actor) -> list[KeyHolder]:
    """Who holds keys in `by`'s organisation, or waits to, by handle."""
    rows = list(HolderKey.objects.filter(organisation=by.own_organisation).values_list("user", "admitted_at"))
    admitted = {user for user, moment in rows if moment}
    waiting = {user for user, moment in rows if not moment}
    allowed = may_hold_keys(by.own_organisation)
    users = User.objects.filter(pk__in=admitted | waiting).order_by("handle")
    return [KeyHolder(user, user.pk in admitted, user.pk in waiting, user.pk not in allowed) for user in users]


def key_users(organisation: UUID) -> list[UUID]:
    """Everybody with a key of this organisation, waiting ones too."""
    return list(HolderKey.objects.filter(organisation=organisation).values_list("user", flat=True))


def closing(by: Actor) -> Closing | None:
    """Whether `by`'s organisation is about to close, or has."""
    found = Closing.objects.filter(visible(by, Verb.CLOSE_CLUB, KEY_TIES), taken_back_at__isnull=True)
    return found.select_related("asked_by", "agreed_by").first()


def recovery_sheets(by: Actor) -> RecoveryKey | None:
    """The paper sheets of `by`'s organisation that count now: when they were made, and when they were handed out."""
    return RecoveryKey.objects.filter(organisation=by.own_organisation, ended_at__isnull=True).first()


def may_hold_keys(organisation: UUID) -> set[UUID]:
    """Users whose grants in this organisation act now and are of a kind that may hold keys."""
    grants = Grant.objects.acting().filter(organisation=organisation, role__in=KEY_HOLDERS)
    return set(grants.values_list("user_id", flat=True))


def current_epoch(organisation: UUID) -> Epoch | None:
    return Epoch.objects.now().filter(organisation=organisation).first()


def lapsed_holders(organisation: UUID) -> list[HolderKey]:
    """Admitted keys of people who may not hold any here now. Rules refuse them already; new keys shut them out for good."""
    allowed = may_hold_keys(organisation)
    admitted = HolderKey.objects.filter(organisation=organisation, admitted_at__isnull=False)
    return [holder for holder in admitted if holder.user not in allowed]


def renewal_due(epoch: Epoch, at: datetime) -> str:
    """Why new keys should be made now; empty if they need not."""
    if lapsed_holders(epoch.organisation):
        return NewEpoch.LEFT
    if epoch.due:
        return epoch.due
    return NewEpoch.AGE if at >= epoch.began_at + MOST_AGE else ""


def has_keys(organisation: UUID) -> bool:
    """Whether something can be sealed for this organisation."""
    return current_epoch(organisation) is not None
