"""An upgrade that works, and one that fails: what was there is untouched until the new is verified."""

import os
import sqlite3
from contextlib import closing

import pytest

from caunoi.devtools.test_databases import ON_POSTGRES
from tests.servers import CLUB, caunoi, done, serving

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        os.environ["CAUNOI_KIND"] == "hub" or ON_POSTGRES,
        reason="starts its own installation: once is enough",
    ),
]


@pytest.fixture
def club(tmp_path):
    data = tmp_path / "club"
    done(data, "init", *CLUB)
    done(data, "backup", "keygen", "--out", str(tmp_path / "paper.txt"))
    return data


def change(data, *statements) -> None:
    with closing(sqlite3.connect(data / "rows.sqlite3")) as opened:
        for statement in statements:
            opened.execute(statement)
        opened.commit()


def dump(file) -> list[str]:
    with closing(sqlite3.connect(file)) as opened:
        return list(opened.iterdump())


def test_old_tables_become_new_ones_and_the_old_stay_to_go_back_to(club, tmp_path):
    change(club, "DROP TABLE upkeep_jobrun", "DELETE FROM django_migrations WHERE app = 'upkeep'")
    before = dump(club / "rows.sqlite3")
    refused = caunoi(club, "audit", "verify")
    assert refused.returncode == 2 and "upgrade" in refused.stderr
    out = done(club, "upgrade", "--to", str(tmp_path / "stick"))
    assert list((tmp_path / "stick").glob("*-rows.age")) and "before-upgrade" in out
    old = next((club / "before-upgrade").glob("*/rows.sqlite3"))
    assert dump(old) == before and not (club / ".upgrading").exists()
    done(club, "audit", "verify")
    with serving(club):
        busy = caunoi(club, "upgrade")
        assert busy.returncode == 2 and "Stop it first" in busy.stderr
    (club / "rows.sqlite3").write_bytes(old.read_bytes())  # the way back that was printed
    assert caunoi(club, "audit", "verify").returncode == 2, "old tables again, for the program of before"


def test_a_migration_that_fails_changes_nothing(club, tmp_path):
    change(club, "DELETE FROM django_migrations WHERE app = 'upkeep'")  # its table is there: making it again must fail
    before = dump(club / "rows.sqlite3")
    failed = caunoi(club, "upgrade", "--to", str(tmp_path / "stick"))
    assert failed.returncode == 2 and "2/4" in failed.stderr and "as before" in failed.stderr, failed.stderr
    assert "-rows.age" in failed.stdout, "the backup is named"
    assert dump(club / "rows.sqlite3") == before
    assert not (club / ".upgrading").exists() and not (club / "before-upgrade").exists()


def test_data_that_do_not_hold_together_are_not_put_in_place(club, tmp_path):
    columns = "at, action, outcome, by_id, organisation, subject, canonical, leaf"
    change(club, f"INSERT INTO audit_entry (seq, {columns}) SELECT seq + 90, {columns} FROM audit_entry LIMIT 1")
    before = dump(club / "rows.sqlite3")
    failed = caunoi(club, "upgrade", "--to", str(tmp_path / "stick"))
    assert failed.returncode == 2 and "3/4" in failed.stderr
    assert dump(club / "rows.sqlite3") == before


def test_without_a_backup_there_is_no_upgrade(tmp_path):
    done(tmp_path / "bare", "init", *CLUB)
    refused = caunoi(tmp_path / "bare", "upgrade")
    assert refused.returncode == 2 and "1/4" in refused.stderr and "keygen" in refused.stderr
