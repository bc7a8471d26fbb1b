"""The clock does what is due, once, and one failing job stops no other."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from caunoi.lib.actor import CLOCK
from caunoi.upkeep import tasks
from caunoi.upkeep.actions import note_run
from caunoi.upkeep.models import JobRun
from caunoi.upkeep.queries import runs

done: list[str] = []
HERE = __name__


def works(*, by, at):
    assert by == CLOCK
    done.append("works")


def breaks(*, by, at):
    raise ValueError("chị Lan, 0912 345 678")


def counts_itself(*, by, at):
    done.append("inside")
    call_command("clock", "--once", verbosity=0)


@pytest.fixture(autouse=True)
def three_jobs(settings, db):
    done.clear()
    settings.CLOCK_JOBS = [
        ("breaks", 60, f"{HERE}.breaks", False),
        ("works", 60, f"{HERE}.works", False),
    ]


def test_a_job_that_fails_stops_no_other_and_is_kept_without_values():
    with pytest.raises(CommandError, match="breaks"):
        call_command("clock", "--once")
    assert done == ["works"]
    last = runs()
    assert last["works"].succeeded_at and not last["works"].fault
    assert last["breaks"].succeeded_at is None and last["breaks"].failures == 1
    assert last["breaks"].fault.startswith("ValueError caunoi/upkeep/tests/test_clock.py:")
    assert "Lan" not in last["breaks"].fault and "0912" not in last["breaks"].fault


def test_nothing_runs_before_it_is_due(now):
    note_run(by=CLOCK, at=now, job="works", started_at=now)
    names = {job.name for job in tasks.due(now + timedelta(seconds=59))}
    assert names == {"breaks"}
    assert {job.name for job in tasks.due(now + timedelta(seconds=60))} == {"breaks", "works"}


def test_a_daily_job_that_failed_is_tried_again_within_the_hour_and_not_at_once(settings, now):
    settings.CLOCK_JOBS = [("daily", 20 * 3600, f"{HERE}.works", True)]
    note_run(by=CLOCK, at=now, job="daily", started_at=now, fault="OSError")
    assert not tasks.due(now + timedelta(minutes=14))
    assert tasks.due(now + timedelta(minutes=15))
    note_run(by=CLOCK, at=now, job="daily", started_at=now)
    assert not tasks.due(now + timedelta(hours=19))
    assert tasks.due(now + timedelta(hours=20))


def test_a_machine_whose_time_was_set_back_does_its_work(now):
    note_run(by=CLOCK, at=now, job="works", started_at=now)
    assert "works" in {job.name for job in tasks.due(now - timedelta(days=300))}


def test_a_success_ends_a_row_of_failures(now):
    for _try in range(3):
        note_run(by=CLOCK, at=now, job="works", started_at=now, fault="OSError")
    assert JobRun.objects.get().failures == 3
    note_run(by=CLOCK, at=now, job="works", started_at=now)
    kept = JobRun.objects.get()
    assert (kept.failures, kept.fault, kept.succeeded_at) == (0, "", now)
    note_run(by=CLOCK, at=now + timedelta(hours=1), job="works", started_at=now, fault="OSError")
    assert JobRun.objects.get().succeeded_at == now


def test_one_job_by_name_and_a_wrong_name():
    call_command("clock", "--job", "works")
    assert done == ["works"]
    with pytest.raises(CommandError, match="no such job"):
        call_command("clock", "--job", "wroks")


def test_every_job_of_the_installation_exists_and_runs_on_empty_tables(settings):
    from caunoi.config.settings import CLOCK_JOBS

    settings.CLOCK_JOBS = CLOCK_JOBS
    at = timezone.now()
    assert all(tasks.run(job, at) for job in tasks.jobs()), list(JobRun.objects.values("job", "fault"))
    assert not tasks.due(at)
