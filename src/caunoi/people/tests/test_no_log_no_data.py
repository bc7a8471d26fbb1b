"""A crash between the entry and the reveal leaves the entry and no reveal; no entry, no reveal."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

SCRIPT = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
call_command("prepare", verbosity=0)
from django.utils import timezone
from caunoi.access.choices import Role
from caunoi.access.queries import actor_for
from caunoi.conftest import make_organisation, make_user
from caunoi.people import actions as people
from caunoi.people.vault import door
at = timezone.now()
club = make_organisation("club", "Nhom", None)
lead, peer = make_user("lead", Role.CLUB_LEAD, club), make_user("peer", Role.PEER_WORKER, club)
session = people.begin_vault(by=actor_for(lead), at=at, passphrase="thuyen-xanh meo-vang song-nho doi-cao").session
member = people.give_card(by=actor_for(peer), at=at, worker=peer)
people.open_by_card(by=actor_for(lead), at=at, card=member.card)
people.write_sealed_note(by=actor_for(peer), at=at, pseudonym=member.pseudonym, text="Loi chi noi")
real = door.own_keeper().keeper.open
def dying(**what):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[1] == "dies":
    door.own_keeper().keeper.open = dying
shown = people.reveal(by=actor_for(lead), at=at, session=session, pseudonym=member.pseudonym, kind="note", purpose="safety")
print("shown:", shown[0].text)
"""
COUNT = """
import django
django.setup()
from caunoi.audit.models import Entry
print(Entry.objects.filter(action="reveal", outcome="done").count())
"""


def run(folder, script, *words):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CAUNOI_")}
    own = {
        **kept, "CAUNOI_KIND": "club", "CAUNOI_CHEAP_PASSPHRASES": "1",
        "CAUNOI_DATABASE_URL": f"sqlite:///{folder}/rows.sqlite3",
        "CAUNOI_KEYSTORE_URL": f"sqlite:///{folder}/keystore.sqlite3",
    }  # fmt: skip
    command = [sys.executable, "-c", script, *words]
    return subprocess.run(command, env=own, capture_output=True, text=True, timeout=300)


@pytest.mark.long
@pytest.mark.skipif(connection.vendor == "postgresql", reason="makes its own two files: once is enough")
@pytest.mark.parametrize("how", ["dies", "lives"])
def test_the_entry_is_on_disk_before_anything_opens(how):
    assert settings.KIND == "club"
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        done = run(folder, SCRIPT, how)
        if how == "dies":
            assert done.returncode == -signal.SIGKILL and "shown" not in done.stdout, done.stderr
        else:
            assert "shown: Loi chi noi" in done.stdout, done.stderr
        counted = run(folder, COUNT)
        assert counted.stdout.strip() == "1", counted.stderr
