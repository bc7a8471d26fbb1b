from datetime import datetime

from caunoi.audit.models import Checkpoint, Entry
from caunoi.upkeep.models import JobRun


def runs() -> dict[str, JobRun]:
    """The last run of each job."""
    return {run.job: run for run in JobRun.objects.all()}


def last_backup_at() -> datetime | None:
    """When a copy was last made, to whatever place."""
    entry = Entry.objects.filter(action="back_up").order_by("-seq").first()
    return entry.at if entry else None


def unsigned_since() -> datetime | None:
    """The time of the oldest entry that no checkpoint holds; None while all are held."""
    last = Checkpoint.objects.order_by("size").last()
    entry = Entry.objects.filter(seq__gt=last.size if last else 0).order_by("seq").first()
    return entry.at if entry else None


def last_entry_at() -> datetime | None:
    """The time of the newest entry of the record."""
    entry = Entry.objects.order_by("-seq").first()
    return entry.at if entry else None
