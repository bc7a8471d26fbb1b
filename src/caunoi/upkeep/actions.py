from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session

from caunoi.access.acting import action
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.upkeep.models import JobRun


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
