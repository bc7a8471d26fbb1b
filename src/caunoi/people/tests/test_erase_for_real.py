"""Erasing outside a test's own transaction: stopped after any step it goes on, and no byte of her keys is left in the files."""

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
