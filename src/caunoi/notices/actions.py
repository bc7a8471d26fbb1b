from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from caunoi.access.acting import action
from caunoi.access.choices import Verb
from caunoi.access.policies import Refused
from caunoi.lib.actor import Actor, ActorKind
from caunoi.notices.choices import Kind
from caunoi.notices.models import Mailbox, Notice
from caunoi.notices.queries import own, sends_mail, with_mailbox

KEPT = timedelta(days=90)
MOST_TRIES = 8


@action
def tell(*, by: Actor, at: datetime, users: Collection[UUID], kind: Kind, subject: UUID, slip: str = "") -> list[UUID]:
    """Put a notice before each of these users; whoever has the same one unread is not told twice. Gives back the new ones.

    Not in the record of acts: it says nothing that the act it follows from does not say there.
    """
    known = set(
        Notice.objects.filter(user__in=users, kind=kind, subject=subject, read_at__isnull=True).values_list(
            "user", flat=True
        )
    )
    new = [Notice(user_id=user, kind=kind, subject=subject, slip=slip, made_at=at) for user in set(users) - known]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    wanted = with_mailbox([notice.user_id for notice in new])
    return [notice.pk for notice in new if notice.user_id in wanted]


@action
def look_at(*, by: Actor, at: datetime, notice: UUID | None = None) -> int:
    """She has read this one, or all of hers."""
    unread = own(by).filter(read_at__isnull=True)
    return (unread.filter(pk=notice) if notice else unread).update(read_at=at)


@action
def choose_mailbox(*, by: Actor, at: datetime, mailbox: str) -> None:
    """Where she wants a word by mail; empty: nowhere any more."""
    if by.kind is not ActorKind.USER:
        raise Refused(Verb.SEE_STAFF, "only for herself")
    Mailbox.objects.filter(user=by.id).delete()
    if mailbox:
        Mailbox.objects.create(user_id=by.own_id, mailbox=mailbox, set_at=at)


@action
def begin_post(*, by: Actor, at: datetime, notice: UUID) -> str:
    """Where the word for this notice goes, one try counted; empty where nothing is to be sent, or no longer."""
    waiting = Notice.objects.filter(pk=notice, mailed_at__isnull=True, read_at__isnull=True, tries__lt=MOST_TRIES)
    box = Mailbox.objects.filter(user__in=waiting.values("user")).first() if sends_mail() else None
    if box is None or not waiting.update(tries=F("tries") + 1):
        return ""
    return box.mailbox


@action
def note_posted(*, by: Actor, at: datetime, notice: UUID) -> None:
    """The mail host took it."""
    Notice.objects.filter(pk=notice).update(mailed_at=at)


@action
def forget_notices(*, by: Actor, at: datetime) -> None:
    """What is three months old is no news."""
    Notice.objects.filter(made_at__lt=at - KEPT).delete()
