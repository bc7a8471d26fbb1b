from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caunoi.access.acting import action
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.upkeep.models import JobRun

WEEK = timedelta(days=7)


@action
def note_run(*, by: Actor, at: datetime, job: str, started_at: datetime, fault: str = "") -> None:
    """Keep how the last run of a job went. Not in the record of acts: the clock ticks every minute and knows nobody."""
    before = JobRun.objects.filter(job=job).first()
    JobRun.objects.update_or_create(
        job=job,
        defaults={
            "started_at": started_at,
            "ended_at": at,
            "succeeded_at": (before.succeeded_at if before else None) if fault else at,
            "failures": (before.failures if before else 0) + 1 if fault else 0,
            "fault": fault[:200],
        },
    )


@action
def record_backup(*, by: Actor, at: datetime, files: Mapping[str, str]) -> None:
    """Write down that a copy was made: names of files and their hashes."""
    audit.record(by=by, at=at, action="back_up", details={"files": dict(files)})


@action
def begin_again(*, by: Actor, at: datetime, details: Mapping[str, Any]) -> None:
    """After a restore: nobody is signed in any more, and the record says from which copy things go on."""
    Session.objects.filter().delete()
    audit.record(by=by, at=at, action="restore", details=details)


@action
def take_up_again(*, by: Actor, at: datetime) -> None:
    """Tasks that a fallen worker had begun wait once more; those done or failed a week ago are forgotten."""
    DBTaskResult.objects.running().update(status=TaskResultStatus.READY)
    DBTaskResult.objects.finished().filter(finished_at__lt=at - WEEK).delete()
