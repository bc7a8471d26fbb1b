"""An acknowledged write survives the death of the process and a power cut, and these tests would notice if it did not."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's own log is not ours to try"),
    pytest.mark.skipif(os.environ["CAUNOI_KIND"] == "hub", reason="acts of a club"),
    pytest.mark.django_db(transaction=True),
]
ROWS = "rows.sqlite3"


@pytest.fixture
def copy(tmp_path):
    """A copy of the database under test as a file of its own, with whatever the test has put into it."""

    def made(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        with closing(sqlite3.connect(folder / ROWS)) as target:
            connection.ensure_connection()
            connection.connection.backup(target)
        return folder / ROWS

    return made


def acts(peer, acting, count):
    """What the program writes when contacts are noted: its statements, and after each contact what somebody is told."""
    from django.utils import timezone

    from caunoi.outreach.actions import Observation, note_contact
    from caunoi.outreach.choices import Commodity, Setting, Topic
    from tests.durability.power import statements

    said: list[str | bytes] = []
    connection.ensure_connection()
    statements(connection.connection, said)
    try:
        for _contact in range(count):
            at = timezone.now()
            seen = Observation(
                on=timezone.localdate(at), setting=Setting.STREET, topics=list(Topic), commodities={Commodity.CONDOM: 9}
            )
            said.append(note_contact(by=acting(peer), at=at, seen=seen, done_by=peer).record.bytes)
    finally:
        connection.connection.set_trace_callback(None)
    return said


def cut(copy, tmp_path, said, synchronous, cuts, name):
    """How many acknowledged contacts `cuts` power cuts lost, in how many of them, and how many left a damaged database."""
    from tests.durability.power import examine, images, replay

    used = configured.SQLITE_OPTIONS["init_command"]
    assert "synchronous=FULL" in used
    database = copy(name)
    start = {ROWS: database.read_bytes()}
    steps = replay(database, used.replace("synchronous=FULL", f"synchronous={synchronous}"), said)
    folder = tmp_path / f"{name}-after"
    folder.mkdir()
    results = [examine(folder, ROWS, image, told) for image, told in images(start, steps, cuts, random.Random(7))]
    return (
        sum(missing for missing, _whole in results),
        sum(1 for missing, _whole in results if missing),
        sum(not whole for _missing, whole in results),
    )


@pytest.mark.parametrize(
    ("contacts", "cuts"), [(12, 12), pytest.param(400, 200, marks=pytest.mark.long)], ids=["small", "200 cuts"]
)
def test_power_cuts(copy, tmp_path, peer, deployment, acting, contacts, cuts):
    before = copy("before")

    def as_before(name):
        folder = tmp_path / name
        folder.mkdir()
        (folder / ROWS).write_bytes(before.read_bytes())
        return folder / ROWS

    said = acts(peer, acting, contacts)
    assert sum(isinstance(what, bytes) for what in said) == contacts
    full = cut(as_before, tmp_path, said, "FULL", cuts, "full")
    normal = cut(as_before, tmp_path, said, "NORMAL", cuts, "normal")
    print(f"{cuts} cuts: FULL lost {full[0]}, damaged {full[2]}; NORMAL lost {normal[0]} in {normal[1]} cuts")
    assert full == (0, 0, 0)
    assert normal[0] > 0, "with NORMAL acknowledged writes are lost: if not, this test could not notice it"


@pytest.mark.parametrize("rounds", [4, pytest.param(200, marks=pytest.mark.long)])
def test_kill_9(copy, peer, deployment, rounds):
    database = copy("killed")
    environment = {**os.environ, "CAUNOI_DATABASE_URL": f"sqlite:///{database}"}
    words = [sys.executable, "-m", "tests.durability.killed", str(database), peer.handle, str(rounds), "7"]
    run = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=1200)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    print(found)
    assert found["rounds"] == rounds and found["acknowledged"] >= rounds
    assert (found["lost"], found["damaged"]) == (0, 0)
