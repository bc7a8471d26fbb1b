"""The clock: a small table of jobs (settings.CLOCK_JOBS), each safe to run again, run when due and never beside itself."""

import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils import timezone
from django.utils.module_loading import import_string

from caunoi.lib.actor import CLOCK
from caunoi.upkeep.actions import note_run
from caunoi.upkeep.locks import alone
from caunoi.upkeep.models import JobRun
from caunoi.upkeep.queries import runs

AGAIN_AFTER_A_FAULT = timedelta(minutes=15)
CAUNOI = [sys.executable, "-m", "caunoi.config.cli"]
SOURCE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Job:
    """`apart`: takes long, so it has a process of its own and the others go on meanwhile."""

    name: str
    every: timedelta
    function: str
    apart: bool = False

    @property
    def run(self) -> Callable[..., Any]:
        found: Callable[..., Any] = import_string(self.function)
        return found

    def is_due(self, last: JobRun | None, at: datetime) -> bool:
        """Also after the machine's time was set back: a run in the future counts as none."""
        if last is None or last.started_at > at:
            return True
        wait = min(self.every, AGAIN_AFTER_A_FAULT) if last.fault else self.every
        return at - last.started_at >= wait


def jobs() -> list[Job]:
    """What the clock of this kind of installation does."""
    return [
        Job(name, timedelta(seconds=seconds), function, apart) for name, seconds, function, apart in settings.CLOCK_JOBS
    ]


def due(at: datetime) -> list[Job]:
    last = runs()
    return [job for job in jobs() if job.is_due(last.get(job.name), at)]


def run(job: Job, at: datetime) -> bool:
    """Run one job and keep how it went. False if it failed; a job that somebody else runs now is left to them."""
    with alone(f"clock-{job.name}") as got:
        if not got:
            return True
        fault = ""
        try:
            job.run(by=CLOCK, at=at)
        except Exception as problem:  # whatever it is, the other jobs go on
            fault = place_of(problem)
        note_run(by=CLOCK, at=timezone.now(), job=job.name, started_at=at, fault=fault)
        return not fault


def tick(at: datetime, apart: dict[str, subprocess.Popen[bytes]]) -> None:
    """Run what is due. `apart` holds the long jobs that go on in processes of their own."""
    for name in [name for name, child in apart.items() if child.poll() is not None]:
        del apart[name]
    for job in due(at):
        if not job.apart:
            run(job, at)
        elif job.name not in apart:
            apart[job.name] = subprocess.Popen([*CAUNOI, "clock", "--job", job.name])  # noqa: S603  # our own command
    connections.close_all()


def place_of(problem: BaseException) -> str:
    """The kind of a fault and the line of our code that it passed last; its text may hold what somebody typed."""
    own = [frame for frame in traceback.extract_tb(problem.__traceback__) if frame.filename.startswith(str(SOURCE))]
    where = f" {Path(own[-1].filename).relative_to(SOURCE)}:{own[-1].lineno}" if own else ""
    return f"{type(problem).__name__}{where}"
