from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from caunoi.lib.actor import Actor, ActorKind
from caunoi.notices.models import Mailbox, Notice


def own(by: Actor) -> QuerySet[Notice]:
    """Her own, unread ones first, newest first. Nobody reads those of somebody else."""
    mine = Notice.objects.filter(user=by.id) if by.kind is ActorKind.USER else Notice.objects.none()
    return mine.order_by("read_at", "-made_at")


def unread(by: Actor) -> int:
    """How many she has not looked at."""
    return own(by).filter(read_at__isnull=True).count()


def own_mailbox(by: Actor) -> str:
    """Where she wants mail; empty if nowhere."""
    found = Mailbox.objects.filter(user=by.id).first() if by.kind is ActorKind.USER else None
    return found.mailbox if found else ""


def sends_mail() -> bool:
    """Whether this installation has a mail host. By default it has none."""
    return bool(settings.EMAIL_HOST)


def with_mailbox(users: list[UUID]) -> set[UUID]:
    """Which of these want a word by mail."""
    return set(Mailbox.objects.filter(user__in=users).values_list("user", flat=True)) if sends_mail() else set()
