"""What is sent behind a page's back. Arguments are ids alone: a queue is read by whoever finds the disk."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.core import mail
from django.utils import timezone
from django_tasks import task

from caunoi.lib.actor import CLOCK
from caunoi.notices import actions
from caunoi.notices.words import letter

AGAIN_AFTER = timedelta(minutes=10)


@task()
def post(notice: str) -> None:
    """Send the word for one notice; if the mail host does not take it, once more later.

    No transaction is open while the host is spoken to. After a fall between its yes and our own note the same letter goes out
    once more, under the same number, by which mail programs know it.
    """
    now, number = timezone.now(), UUID(notice)
    mailbox = actions.begin_post(by=CLOCK, at=now, notice=number)
    if not mailbox:
        return
    try:
        mail.get_connection().send_messages([letter(number, mailbox)])
    except OSError:  # what the host says may hold the address: it is not kept
        post.using(run_after=now + AGAIN_AFTER).enqueue(notice)
    else:
        actions.note_posted(by=CLOCK, at=timezone.now(), notice=number)


def post_later(notices: Iterable[UUID]) -> None:
    """Put these letters into the outbox, in the transaction that is open now: both are kept, or neither."""
    for notice in notices:
        post.enqueue(str(notice))
