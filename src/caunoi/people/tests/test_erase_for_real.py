"""Erasing outside a test's own transaction: stopped after any step it goes on, and no byte of her keys is left in the files."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, connections
from django.utils import timezone

from caunoi.access.choices import Role
from caunoi.access.queries import actor_for
from caunoi.conftest import make_organisation, make_user
from caunoi.lib.actor import CLOCK
from caunoi.organisations.choices import OrganisationKind
from caunoi.people import actions as people
from caunoi.people.actions import erasing
from caunoi.people.models import Pseudonym, Sealed
from caunoi.people.tests.keys import WORDS
from caunoi.people.vault import copies
from caunoi.people.vault.models import ContentKey, Handle, Tombstone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def somebody(transactional_db, at):
    club = make_organisation(OrganisationKind.CLUB, "Nhóm", None)
    lead, peer = make_user("lead", Role.CLUB_LEAD, club), make_user("peer", Role.PEER_WORKER, club)
    people.begin_vault(by=actor_for(lead), at=at, passphrase=WORDS)
    member = people.give_card(by=actor_for(peer), at=at, worker=peer)
    people.open_by_card(by=actor_for(lead), at=at, card=member.card)
    people.write_sealed_note(by=actor_for(peer), at=at, pseudonym=member.pseudonym, text="gọi buổi tối")
    return actor_for(lead), member.pseudonym


STEPS = (
    lambda by, at, person: erasing.note_erasure(by=by, at=at, pseudonym=person, reason="asked"),
    lambda by, at, person: erasing.put_tombstone(by=by, at=at, pseudonym=person.pk, reason="asked"),
    lambda by, at, person: erasing.destroy_keys(by=by, at=at, pseudonym=person.pk),
    lambda by, at, person: erasing.let_rows_go(by=by, at=at, pseudonym=person.pk),
)


@pytest.mark.parametrize("done", [2, 3, 4])
def test_stopped_after_any_step_the_clock_goes_on(done, somebody, at):
    """What a crash leaves is what these steps, each committed, leave."""
    by, person = somebody
    for step in STEPS[:done]:
        step(by, at, person)
    assert people.settle_erasures(by=CLOCK, at=at) == 1
    assert people.settle_erasures(by=CLOCK, at=at) == 0
    assert not Pseudonym.objects.filter(pk=person.pk).exists() and not Sealed.objects.exists()
    assert not ContentKey.objects.exists() and not Handle.objects.exists()
    assert Tombstone.objects.get().settled_at == at


@pytest.fixture
def upgraded(somebody, settings, tmp_path):
    """An upgrade left a plain copy of the keystore."""
    if connections["keystore"].vendor != "sqlite":
        pytest.skip("no copy is left of a keystore in PostgreSQL")
    settings.DATA = tmp_path
    kept = tmp_path / "before-upgrade" / "20260101T000000Z" / "keystore.sqlite3"
    kept.parent.mkdir(parents=True)
    with closing(sqlite3.connect(kept)) as copy:
        connections["keystore"].connection.backup(copy)
    return kept


def in_copy(kept, question):
    with closing(sqlite3.connect(kept)) as copy:
        return copy.execute(question).fetchall()


def test_her_keys_are_gone_from_what_an_upgrade_left_too(upgraded, somebody, at):
    by, person = somebody
    her_key = bytes(ContentKey.objects.get().wrapped)
    assert her_key in upgraded.read_bytes(), "so that the test can fail"
    people.erase_person(by=by, at=at, pseudonym=person, reason="asked")
    assert her_key not in upgraded.read_bytes() and [one.name for one in upgraded.parent.iterdir()] == [upgraded.name]
    assert in_copy(upgraded, "SELECT * FROM vault_contentkey") == in_copy(upgraded, "SELECT * FROM vault_handle") == []
    assert in_copy(upgraded, "SELECT count(*) FROM vault_epoch WHERE ended_at IS NULL") == [(1,)], "others are readable"


def test_after_going_back_she_is_erased_again(upgraded, somebody, at):
    by, person = somebody
    people.erase_person(by=by, at=at, pseudonym=person, reason="asked")
    assert in_copy(upgraded, "SELECT pseudonym, reason, settled_at FROM vault_tombstone") == [
        (person.pk.bytes, "asked", None)
    ]
    with closing(sqlite3.connect(upgraded)) as copy:  # what going back does
        copy.backup(connections["keystore"].connection)
    Pseudonym.objects.create(pk=person.pk, organisation_id=person.organisation_id)
    assert people.settle_erasures(by=CLOCK, at=at) == 1
    assert not Pseudonym.objects.filter(pk=person.pk).exists()


def test_a_copy_in_use_is_tried_again_and_one_that_is_not_understood_is_removed(upgraded, somebody, at, monkeypatch):
    by, person = somebody
    monkeypatch.setattr(copies, "WAIT_SECONDS", 0.01)
    with closing(sqlite3.connect(upgraded, isolation_level=None)) as busy:
        busy.execute("BEGIN EXCLUSIVE")
        people.erase_person(by=by, at=at, pseudonym=person, reason="asked")
        assert Tombstone.objects.get().settled_at is None
        busy.execute("ROLLBACK")
        busy.execute("ALTER TABLE vault_contentkey RENAME TO something_older")
    people.settle_erasures(by=CLOCK, at=at)
    assert Tombstone.objects.get().settled_at == at and not upgraded.exists()


def test_stopped_before_the_tombstone_nothing_happened_and_asking_again_erases(somebody, at):
    by, person = somebody
    STEPS[0](by, at, person)
    assert people.settle_erasures(by=CLOCK, at=at) == 0 and ContentKey.objects.exists()
    people.erase_person(by=by, at=at, pseudonym=person, reason="asked")
    assert not ContentKey.objects.exists()


def files():
    """Every byte that SQLite keeps of rows and of keys."""
    for alias in ("default", "keystore"):
        name = Path(str(connections[alias].settings_dict["NAME"]))
        yield from (path.read_bytes() for path in name.parent.glob(f"{name.name}*"))


@pytest.mark.skipif(connection.vendor == "postgresql", reason="reads the files of SQLite")
def test_no_byte_of_her_is_left_in_the_files(somebody, at):
    by, person = somebody
    row, handle = Sealed.objects.get(), person.audit_handle
    traces = [bytes(row.blob), bytes(ContentKey.objects.get().wrapped), person.member.card_code.encode()]
    assert all(any(trace in data for data in files()) for trace in traces), "so that the search can find"
    people.erase_person(by=by, at=at, pseudonym=person, reason="asked")
    assert not [trace for trace in traces if any(trace in data for data in files())]
    assert any(str(handle).encode() in data or handle.bytes in data for data in files()), "the record speaks of nobody"
