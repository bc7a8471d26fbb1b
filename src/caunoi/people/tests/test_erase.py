"""Erasing is real: no key, no handle, no row, and a copy put back changes nothing of that."""

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.actor import COMMAND
from caunoi.people import actions as people
from caunoi.people.choices import ErasureReason, SealedKind
from caunoi.people.models import Assignment, Consent, Member, Opening, Pseudonym, Sealed
from caunoi.people.tests.keys import WORDS, seal, texts
from caunoi.people.vault.models import ContentKey, Handle, Tombstone


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def session(lead, acting, at):
    return people.begin_vault(by=acting(lead), at=at, passphrase=WORDS).session


@pytest.fixture
def person(lead, peer, session, acting, at):
    member = people.give_card(by=acting(peer), at=at, worker=peer)
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    seal(acting, lead, at, member.pseudonym, "Lê Thị Sen")
    people.write_sealed_note(by=acting(peer), at=at, pseudonym=member.pseudonym, text="gọi buổi tối")
    return member.pseudonym


@pytest.fixture
def other(lead, peer, session, acting, at):
    member = people.give_card(by=acting(peer), at=at, worker=peer)
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    seal(acting, lead, at, member.pseudonym, "Phạm Thị Đào")
    return member.pseudonym


def erase(acting, user, at, person, reason=ErasureReason.ASKED):
    people.erase_person(by=acting(user), at=at, pseudonym=person, reason=reason)


def test_nothing_of_her_is_left_and_others_stand(person, other, lead, session, acting, at):
    pk, handle = person.pk, person.audit_handle
    erase(acting, lead, at, person)
    for model in (Member, Assignment, Opening, Sealed, Consent):
        assert not model.objects.filter(pseudonym=pk).exists(), model
    assert not Pseudonym.objects.filter(pk=pk).exists() and not Handle.objects.filter(handle=handle).exists()
    assert not ContentKey.objects.filter(subject=pk).exists()
    assert texts(acting, lead, at, session, other) == ["Phạm Thị Đào"]


def test_what_was_counted_stands_under_a_pseudonym_that_links_to_nothing(person, lead, acting, at):
    consents = Consent.objects.count()
    erase(acting, lead, at, person)
    assert Consent.objects.count() == consents
    fresh = Consent.objects.get(purpose="card").pseudonym
    assert fresh.pk != person.pk and fresh.audit_handle is None
    assert {each.withdrawn_at for each in Consent.objects.all()} == {at}


def test_the_record_says_that_somebody_was_erased_and_no_longer_whom(person, lead, acting, at):
    handle = person.audit_handle
    erase(acting, lead, at, person)
    assert Entry.objects.filter(action="erase", subject=handle).exists()
    assert not Handle.objects.exists()


@pytest.mark.parametrize("who", ["peer", "outsider", "caseworker", "provider_user"])
def test_others_may_not(who, request, person, acting, at):
    with pytest.raises(Refused):
        erase(acting, request.getfixturevalue(who), at, person)
    assert ContentKey.objects.exists() and not Tombstone.objects.exists()


def test_a_reason_is_one_of_the_list(person, lead, acting, at):
    with pytest.raises(CannotDo):
        erase(acting, lead, at, person, "vì thế")
    assert ContentKey.objects.exists() and not Tombstone.objects.exists()


def test_twice_changes_nothing(person, lead, acting, at):
    erase(acting, lead, at, person)
    entries = Entry.objects.count()
    erase(acting, lead, at, person)
    assert Entry.objects.count() == entries and Tombstone.objects.count() == 1


def test_a_note_about_somebody_erased_is_not_taken(person, peer, lead, acting, at):
    erase(acting, lead, at, person)
    with pytest.raises(Refused):
        people.write_sealed_note(by=acting(peer), at=at, pseudonym=person, text="quên")
    assert not ContentKey.objects.exists()


def test_tombstones_travel_beside_every_backup(person, lead, session, acting, at):
    """The keystore that is put back may be older than the erasure: the list is newer than both."""
    pk = person.pk
    erase(acting, lead, at, person)
    kept = people.tombstones()
    Tombstone.objects.all().delete()
    back = Pseudonym.objects.create(pk=pk, organisation_id=person.organisation_id)
    Handle.objects.create(pseudonym=pk)
    assert people.settle_erasures(by=COMMAND, at=at) == 0
    assert people.replay_erasures(by=COMMAND, at=at, rows=kept) == 1
    assert not Pseudonym.objects.filter(pk=back.pk).exists() and not Handle.objects.exists()
    assert people.tombstones() == kept


@pytest.mark.parametrize("rows", [[{}], [{"pseudonym": "x", "at": "y", "reason": ""}], [None], [1]])
def test_another_list_is_not_taken(rows, db, at):
    with pytest.raises(CannotDo):
        people.replay_erasures(by=COMMAND, at=at, rows=rows)


def test_a_value_that_was_read_before_is_gone_from_an_open_session(person, lead, session, acting, at):
    assert texts(acting, lead, at, session, person, SealedKind.NOTE) == ["gọi buổi tối"]
    erase(acting, lead, at, person)
    with pytest.raises(Refused):
        texts(acting, lead, at, session, person, SealedKind.NOTE)
