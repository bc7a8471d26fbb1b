"""The doctor finds what is wrong, says it in both languages, and its exit code tells how bad it is."""

import json
import os
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from caunoi.audit.actions import make_checkpoint
from caunoi.lib.actor import CLOCK, COMMAND
from caunoi.upkeep import doctor
from caunoi.upkeep.actions import note_run, record_backup
from caunoi.upkeep.doctor import Severity
from caunoi.upkeep.tasks import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def healthy(settings, tmp_path, at):
    """An installation that has run for a while: a folder of its own, a key for backups, every job done."""
    tmp_path.chmod(0o700)
    settings.DATA, settings.BACKUP_TO = tmp_path, ("age1",)
    record_backup(by=COMMAND, at=at, files={})
    for job in jobs():
        note_run(by=CLOCK, at=at, job=job.name, started_at=at)
    return tmp_path


def found(at):
    """What is not fine. The rules of the test databases (no fsync, one role) are not what is asked here."""
    own = {"writes_last", "program_is_not_owner"} if connection.vendor == "postgresql" else set()
    return {one.check: one for one in doctor.look(at) if one.severity is not Severity.FINE and one.check not in own}


def test_all_is_fine(healthy, at):
    assert found(at) == {}


def test_every_finding_speaks_both_languages(settings, at):
    for one in doctor.look(at):
        assert one.said("vi") and one.said("vi") != one.said("en")
        assert one.severity is Severity.FINE or one.advised("vi") != one.advised("en")


def test_a_job_that_is_late_or_fails(healthy, at):
    late = at + timedelta(hours=61)
    assert found(late)["clock_runs"].severity is Severity.LOOK
    note_run(by=CLOCK, at=late, job="forget_visits", started_at=late, fault="OSError caunoi/x.py:1")
    said = [one for one in doctor.look(late) if one.check == "clock_runs" and one.values["job"] == "forget_visits"]
    assert said[0].severity is Severity.WRONG and "OSError" in said[0].said("vi")


def test_no_backup_an_old_one_and_no_key(healthy, settings, at):
    assert "backup_is_fresh" in found(at + timedelta(days=4))
    settings.BACKUP_TO = ()
    assert "keygen" in found(at)["backup_is_fresh"].advised("vi")


def test_keys_that_lie_about_too_long(healthy, at):
    (healthy / "backups").mkdir()
    (healthy / "backups" / "20260101T000000Z-keys.age").write_text("x")
    assert found(at)["keys_are_not_kept_long"].severity is Severity.WRONG


def test_files_that_others_can_read(healthy, at):
    (healthy / "installation.toml").write_text("")
    os.chmod(healthy / "installation.toml", 0o644)
    assert "installation.toml" in found(at)["files_are_private"].said("en")
    os.chmod(healthy / "installation.toml", 0o600)
    os.chmod(healthy, 0o755)
    assert "files_are_private" in found(at)


def test_a_record_that_nobody_has_signed_for_an_hour(healthy, at):
    assert "record_is_signed" not in found(at + timedelta(minutes=50))
    assert found(at + timedelta(minutes=70))["record_is_signed"].severity is Severity.LOOK
    make_checkpoint(by=CLOCK, at=at)
    assert "record_is_signed" not in found(at + timedelta(minutes=70))


def test_a_machine_that_is_behind_its_own_record(healthy, at):
    record_backup(by=COMMAND, at=at + timedelta(days=2), files={})
    assert "time_is_right" in found(at)


def test_a_full_disk(healthy, at, monkeypatch):
    usage = type("Usage", (), {"free": 100 << 20})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    assert found(at)["there_is_space"].severity is Severity.WRONG


@pytest.mark.skipif(connection.vendor != "sqlite", reason="settings of SQLite")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "bad", "good"), [("synchronous", "NORMAL", "FULL"), ("secure_delete", "OFF", "ON")])
def test_a_setting_that_would_lose_writes_or_keep_residue(healthy, at, name, bad, good):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}={bad}")
    try:
        assert name in found(at)["writes_last"].said("vi")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {name}={good}")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="roles of PostgreSQL")
def test_a_program_that_owns_its_tables(healthy, at):
    assert [one for one in doctor.look(at) if one.check == "program_is_not_owner"][0].severity is Severity.WRONG


def test_a_record_with_a_gap_fails_the_daily_look(healthy, at):
    from caunoi.audit.models import Entry

    doctor.look_daily(by=CLOCK, at=at)
    Entry.objects.create(seq=99, at=at, action="x", outcome="done", canonical=b"{}", leaf=b"\0" * 32)
    assert found(at)["record_is_whole"].values["count"] == 2
    with pytest.raises(doctor.Unsound):
        doctor.look_daily(by=CLOCK, at=at)


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_the_command_tells_how_bad_it_is(form, capsys):
    with pytest.raises(SystemExit, match="2"):
        call_command("doctor", "--format", form)
    out = capsys.readouterr().out
    assert "backup" in out
    if form == "json":
        rows = json.loads(out)
        assert {"check", "severity", "what_vi", "what_en"} <= set(rows[0]) and rows[0]["severity"] == "wrong"


def test_an_entry_says_which_copy_was_made(at):
    from caunoi.audit.models import Entry

    record_backup(by=COMMAND, at=at, files={"20260101T000000Z-rows.age": "00"})
    assert Entry.objects.get().action == "back_up"
