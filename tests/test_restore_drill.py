"""The drill: back up an installation that is at work, lose the machine, restore on an empty one, compare row by row."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import psycopg
import pytest

from caunoi.devtools.test_databases import ON_POSTGRES
from tests.servers import CLUB, caunoi, done, own_environment, postgresql, serving

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        os.environ["CAUNOI_KIND"] == "hub" or ON_POSTGRES,
        reason="starts its own installations, on both databases: once is enough",
    ),
]
APART = {"django_session", "throttle", "audit_entry"}
"""Sessions end and counters start anew; the record of acts goes on, so that its beginning is compared."""
ENTRIES = "SELECT seq, leaf, canonical FROM audit_entry ORDER BY seq"
BUSY = """
import django
django.setup()
from django.utils import timezone
from caunoi.audit.actions import record
from caunoi.lib.actor import COMMAND
from django.db import transaction
print("at work", flush=True)
while True:
    with transaction.atomic():
        record(by=COMMAND, at=timezone.now(), action="busy")
"""


def checksums(rows) -> dict[str, tuple[int, str]]:
    """Rows of each table and a hash over all of them, whatever their order."""
    found = {}
    for table, content in rows:
        if table not in APART:
            lines = sorted(hashlib.sha256(repr(row).encode()).hexdigest() for row in content)
            found[table] = (len(lines), hashlib.sha256("".join(lines).encode()).hexdigest())
    return found


def of_sqlite(path) -> dict[str, tuple[int, str]]:
    with closing(sqlite3.connect(path)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return checksums([(name, db.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names])


def of_postgresql(url) -> dict[str, tuple[int, str]]:
    with psycopg.connect(url) as db:
        names = [row[0] for row in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
        return checksums([(name, db.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names])


def goes_on(before, after) -> None:
    """The record after a restore is the one before the backup, and then says that there was a restore."""
    at = next(number for number, row in enumerate(before) if b'"action":"back_up"' in bytes(row[2]))
    assert after[:at] == before[:at] and b'"action":"restore"' in bytes(after[-1][2])


@pytest.fixture(scope="module")
def club(tmp_path_factory):
    """One installation with a key to back up to; its private key lies elsewhere."""
    folder = tmp_path_factory.mktemp("drill")
    done(folder / "club", "init", *CLUB)
    done(folder / "club", "backup", "keygen", "--out", str(folder / "paper.txt"))
    return folder / "club"


@pytest.fixture(scope="module")
def backed_up(club, tmp_path_factory):
    stick = tmp_path_factory.mktemp("stick")
    done(club, "backup", "--to", str(stick))
    return stick


def restore(into, files, club, *, key=None, **environment):
    return caunoi(into, "restore", *map(str, files), "--identity", str(key or club.parent / "paper.txt"), **environment)


def test_all_rows_come_back_and_it_works(club, backed_up, tmp_path):
    before = of_sqlite(club / "rows.sqlite3")
    back = restore(tmp_path / "new", [backed_up], club)
    assert back.returncode == 0, back.stderr
    after = of_sqlite(tmp_path / "new" / "rows.sqlite3")
    assert before == after and before["places_place"][0] > 300
    with (
        closing(sqlite3.connect(club / "rows.sqlite3")) as old,
        closing(sqlite3.connect(tmp_path / "new/rows.sqlite3")) as new,
    ):
        goes_on(old.execute(ENTRIES).fetchall(), new.execute(ENTRIES).fetchall())
    assert (tmp_path / "new/installation.toml").read_bytes() == (club / "installation.toml").read_bytes()
    assert "places_place" in back.stdout and "Bước tiếp theo" in back.stdout
    assert done(tmp_path / "new", "audit", "verify")
    found = json.loads(caunoi(tmp_path / "new", "doctor", "--format", "json").stdout)
    assert {row["check"] for row in found if row["severity"] == "wrong"} <= {"backup_is_fresh"}
    for path in (tmp_path / "new").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_folder_that_is_in_use_is_left_alone(club, backed_up, tmp_path):
    (tmp_path / "mine.txt").write_text("kept")
    refused = restore(tmp_path, [backed_up], club)
    assert refused.returncode == 2 and "not empty" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_wrong_key_a_cut_file_and_a_foreign_file_change_nothing(club, backed_up, tmp_path):
    file = next(backed_up.glob("*-rows.age"))
    other = tmp_path / "other.txt"
    other.write_text(subprocess.run([sys.executable, "-c", KEY], capture_output=True, text=True, check=True).stdout)
    cut = tmp_path / file.name
    cut.write_bytes(file.read_bytes()[:-100])
    note = tmp_path / "note.txt"
    note.write_text("x")
    for files, key, said in (
        ([file], other, "does not open"),
        ([cut], None, "damaged"),
        ([note], None, "not the name"),
        ([file.with_name(file.name + ".sha256")], None, "no file of rows"),
    ):
        refused = restore(tmp_path / "new", files, club, key=key)
        assert refused.returncode == 2 and said in refused.stderr and "Traceback" not in refused.stderr, refused.stderr
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([cut.name, "note.txt", "other.txt"])


KEY = "import pyrage; print(pyrage.x25519.Identity.generate())"


def test_without_a_public_key_nothing_is_copied(club, tmp_path):
    bare = tmp_path / "bare"
    shutil.copytree(club, bare)
    lines = (bare / "installation.toml").read_text().splitlines()
    (bare / "installation.toml").write_text("\n".join(line for line in lines if not line.startswith("backup_to")))
    refused = caunoi(bare, "backup", "--to", str(tmp_path / "stick"))
    assert refused.returncode == 1 and "keygen" in refused.stderr and not (tmp_path / "stick").exists()
    assert "never lies" in caunoi(bare, "backup", "keygen", "--out", str(bare / "key")).stderr


def test_a_copy_made_while_others_write_is_whole(club, tmp_path):
    busy = own_environment(CAUNOI_DATA=str(club), DJANGO_SETTINGS_MODULE="caunoi.config.settings")
    worker = subprocess.Popen([sys.executable, "-c", BUSY], env=busy, stdout=subprocess.PIPE, text=True)
    try:
        assert worker.stdout.readline() == "at work\n"
        done(club, "backup", "--to", str(tmp_path / "stick"))
        assert worker.poll() is None, "it was never kept from writing"
    finally:
        worker.kill()
        worker.wait()
        worker.stdout.close()
    assert not (club / ".copying").exists()
    back = restore(tmp_path / "new", [tmp_path / "stick"], club)
    assert back.returncode == 0, back.stderr


def test_a_restore_that_was_cut_short_serves_nobody_until_it_is_finished(club, backed_up, tmp_path):
    assert restore(tmp_path / "new", [backed_up], club).returncode == 0
    with closing(sqlite3.connect(tmp_path / "new/rows.sqlite3")) as db:
        seq, leaf = db.execute("SELECT seq, lower(hex(leaf)) FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()
    about = {"what": "rows", "made_at": "2026-11-22T00:00:00+00:00", "counts": {}, "record": {"seq": seq, "leaf": leaf}}
    path = tmp_path / "new" / "restoring.json"
    path.write_text(json.dumps({"manifests": [{**about, "record": {"seq": seq, "leaf": "00"}}], "erased": None}))
    refused = caunoi(tmp_path / "new", "serve", "--port", "0")
    assert refused.returncode == 2 and "--finish" in refused.stderr
    wrong = caunoi(tmp_path / "new", "restore", "--finish")
    assert wrong.returncode == 1 and "does not fit" in wrong.stderr and path.exists()
    path.write_text(json.dumps({"manifests": [about], "erased": None}))
    done(tmp_path / "new", "restore", "--finish")
    assert not path.exists()
    assert caunoi(tmp_path / "new", "restore", "--finish").returncode == 1


def test_the_same_on_postgresql(tmp_path):
    with postgresql() as server:
        old, new = server.addresses("so_tay"), server.addresses("so_tay_new")
        club = tmp_path / "club"
        done(club, "init", *CLUB, **old)
        done(club, "backup", "keygen", "--out", str(tmp_path / "paper.txt"), **old)
        blind = {
            key: value
            for key, value in old.items()
            if key not in {"CAUNOI_DATABASE_BACKUP_URL", "CAUNOI_DATABASE_OWNER_URL"}
        }
        refused = caunoi(club, "backup", "--to", str(tmp_path / "none"), **blind)
        assert refused.returncode == 1 and "may read everything" in refused.stderr
        assert not list((tmp_path / "none").iterdir()), "half a copy is no copy"
        done(club, "backup", "--to", str(tmp_path / "stick"), **old)
        before = of_postgresql(old["CAUNOI_DATABASE_OWNER_URL"])
        wrong = restore(tmp_path / "new", [tmp_path / "stick"], club)
        assert wrong.returncode == 2 and "PostgreSQL" in wrong.stderr and not (tmp_path / "new").exists()
        full = restore(tmp_path / "new", [tmp_path / "stick"], club, **old)
        assert full.returncode == 2 and "not empty" in full.stderr and not (tmp_path / "new").exists()
        back = restore(tmp_path / "new", [tmp_path / "stick"], club, **new)
        assert back.returncode == 0, back.stderr
        after = of_postgresql(new["CAUNOI_DATABASE_OWNER_URL"])
        assert before == after and before["places_place"][0] > 300
        with psycopg.connect(old["CAUNOI_DATABASE_URL"]) as was, psycopg.connect(new["CAUNOI_DATABASE_URL"]) as now:
            goes_on(was.execute(ENTRIES).fetchall(), now.execute(ENTRIES).fetchall())
        with psycopg.connect(new["CAUNOI_DATABASE_URL"]) as program:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                program.execute("ALTER TABLE audit_entry ADD COLUMN x int")
        assert done(tmp_path / "new", "audit", "verify", **new)


def test_the_erased_stay_erased_and_the_others_come_back(tmp_path):
    """A copy of rows and keys from before the erasure, and the list of erasures from after it."""
    club, paper = tmp_path / "club", tmp_path / "paper.txt"
    done(club, "init", *CLUB)
    done(club, "backup", "keygen", "--out", str(paper))
    one, two = drill(club, "keep")
    assert len(drill(club, "read")) == 2
    done(club, "backup", "--to", str(tmp_path / "before"))
    drill(club, "erase", one)
    left = drill(club, "read")
    assert len(left) == 1
    done(club, "backup", "--to", str(tmp_path / "after"))
    old = [file for file in (tmp_path / "before").glob("*.age") if "erased" not in file.name]
    files = [*old, *(tmp_path / "after").glob("*-erased.age")]
    back = restore(tmp_path / "new", files, club)
    assert back.returncode == 0, back.stderr
    assert "1 người đã được xoá lại" in back.stdout
    assert drill(tmp_path / "new", "read") == left
    with closing(sqlite3.connect(tmp_path / "new" / "rows.sqlite3")) as rows:
        assert not rows.execute(
            "SELECT 1 FROM people_pseudonym WHERE id = ?", [bytes.fromhex(one.replace("-", ""))]
        ).fetchall()
        assert rows.execute(
            "SELECT 1 FROM people_pseudonym WHERE id = ?", [bytes.fromhex(two.replace("-", ""))]
        ).fetchall()
    rows_alone = [file for file in old if "rows" in file.name]
    without = restore(tmp_path / "rows-alone", rows_alone, club)
    assert without.returncode == 0 and "no identity can be read" in without.stderr


def drill(data, *words) -> list[str]:
    environment = own_environment(
        CAUNOI_DATA=str(data), DJANGO_SETTINGS_MODULE="caunoi.config.settings", CAUNOI_CHEAP_PASSPHRASES="1"
    )
    run = subprocess.run([sys.executable, "-m", "tests.drill", *words], env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_a_server_keeps_the_clock_going_and_takes_it_along_when_it_ends(club):
    with closing(sqlite3.connect(club / "rows.sqlite3")) as db:
        db.execute("DELETE FROM upkeep_jobrun")
        db.commit()
    with serving(club):
        for _try in range(200):
            with closing(sqlite3.connect(club / "rows.sqlite3", timeout=20)) as db:
                if db.execute("SELECT count(*) FROM upkeep_jobrun WHERE fault = ''").fetchone()[0] >= 2:
                    break
            time.sleep(0.1)
        else:
            raise AssertionError("the clock did not tick")
        clocks = _clocks(club)
        assert len(clocks) == 1
    assert not _clocks(club)


def _clocks(data) -> list[str]:
    """Processes of the clock of this installation, told by their environment."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                words = open(f"/proc/{name}/cmdline", "rb").read()
                if {b"clock", b"--parent"} <= set(words.split(b"\0")) and str(data).encode() in open(
                    f"/proc/{name}/environ", "rb"
                ).read():
                    found.append(name)
            except OSError:
                continue
    return found
