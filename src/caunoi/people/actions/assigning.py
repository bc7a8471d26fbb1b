"""Who looks after whom from now on, and on which line of her paper."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from caunoi.access.models import User
from caunoi.people.models import Assignment, Pseudonym


def look_after(pseudonym: Pseudonym, worker: UUID, at: datetime) -> None:
    """`worker` looks after her, on the next line of the worker's own paper; a line that was hers once stays free for ever."""
    User.objects.select_for_update().get(pk=worker)  # two cards given at once get two lines
    if Assignment.objects.now().filter(pseudonym=pseudonym, worker=worker).exists():
        return
    last = Assignment.objects.filter(worker=worker).aggregate(last=Max("line"))["last"] or 0
    Assignment.objects.create(pseudonym=pseudonym, worker_id=worker, since=at, line=last + 1)
