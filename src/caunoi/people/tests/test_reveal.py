"""Values are read by key-holders only, each look on record before it opens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.choices import RevealPurpose
from caunoi.access.policies import Refused
from caunoi.access.reveals import TOO_MANY_REVEALS
from caunoi.audit.models import Entry
from caunoi.people import actions as people
from caunoi.people.choices import SealedKind
from caunoi.people.models import Sealed
from caunoi.people.tests.keys import WORDS, seal, texts
from caunoi.people.vault.models import ContentKey

NAME = "Đặng Thị Hoà"


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def member(peer, acting, at):
    return people.give_card(by=acting(peer), at=at, worker=peer)


@pytest.fixture
def session(lead, acting, at):
    return people.begin_vault(by=acting(lead), at=at, passphrase=WORDS).session


@pytest.fixture
def person(lead, member, session, acting, at):
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    return member.pseudonym


def test_what_a_lead_seals_she_can_open_and_the_files_hold_no_name(lead, person, session, acting, at):
    row = seal(acting, lead, at, person, NAME)
    assert texts(acting, lead, at, session, person) == [NAME]
    assert NAME.encode() not in bytes(Sealed.objects.get(pk=row.pk).blob)


def test_a_peer_writes_a_note_that_she_cannot_read_back(peer, lead, person, session, acting, at):
    people.write_sealed_note(by=acting(peer), at=at, pseudonym=person, text="Gọi sau 20 giờ")
    assert texts(acting, lead, at, session, person, SealedKind.NOTE) == ["Gọi sau 20 giờ"]
    with pytest.raises(Refused):
        texts(acting, peer, at, session, person, SealedKind.NOTE)
    with pytest.raises(CannotDo):
        people.begin_vault(by=acting(lead), at=at, passphrase=WORDS)


@pytest.mark.parametrize("who", ["peer", "other_peer", "outsider", "provider_user"])
def test_others_may_not_open_it_even_with_the_session(who, request, lead, person, session, acting, at):
    seal(acting, lead, at, person, NAME)
    stranger = request.getfixturevalue(who)
    with pytest.raises(Refused):
        texts(acting, stranger, at, session, person)


def test_a_reveal_stands_on_record_with_its_purpose_and_without_the_value(lead, person, session, acting, at):
    seal(acting, lead, at, person, NAME)
    texts(acting, lead, at, session, person)
    entry = Entry.objects.get(action="reveal")
    assert entry.subject == person.audit_handle and b"follow_up" in bytes(entry.canonical)
    assert NAME.encode() not in bytes(entry.canonical) and str(person.pk).encode() not in bytes(entry.canonical)


def test_twenty_an_hour_and_the_refusal_is_an_alert(lead, person, session, acting, at):
    seal(acting, lead, at, person, NAME)
    for _look in range(20):
        texts(acting, lead, at, session, person)
    with pytest.raises(Refused, match=TOO_MANY_REVEALS):
        texts(acting, lead, at, session, person)
    assert Entry.objects.filter(action="reveal", outcome="refused").exists()
    assert texts(acting, lead, at + timedelta(hours=1), session, person) == [NAME]


def test_inviting_needs_a_colleagues_yes(lead, deputy, person, session, acting, at):
    seal(acting, lead, at, person, NAME)
    with pytest.raises(Refused):
        texts(acting, lead, at, session, person, purpose=RevealPurpose.INVITE)
    with pytest.raises(CannotDo):
        people.say_second_yes(by=acting(lead), at=at, user=lead, purpose=RevealPurpose.INVITE)
    people.say_second_yes(by=acting(deputy), at=at, user=lead, purpose=RevealPurpose.INVITE)
    assert texts(acting, lead, at, session, person, purpose=RevealPurpose.INVITE) == [NAME]


def test_a_purpose_of_another_role_is_refused(lead, person, session, acting, at):
    seal(acting, lead, at, person, NAME)
    with pytest.raises(Refused):
        texts(acting, lead, at, session, person, purpose=RevealPurpose.SERVE)


def test_after_locking_nothing_opens_and_nothing_is_on_record(lead, person, session, acting, at):
    seal(acting, lead, at, person, NAME)
    people.lock_vault(by=acting(lead), at=at, session=session)
    with pytest.raises(people.NotOpened) as problem:
        texts(acting, lead, at, session, person)
    assert problem.value.unlocking_helps and not Entry.objects.filter(action="reveal").exists()
    again = people.unlock_vault(by=acting(lead), at=at, passphrase=WORDS.upper())
    assert texts(acting, lead, at, again, person) == [NAME]


def test_a_new_value_replaces_the_old_one_and_destroys_its_key(
    lead, person, session, acting, at, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        old = seal(acting, lead, at, person, NAME)
        seal(acting, lead, at, person, "Mai")
    assert texts(acting, lead, at, session, person) == ["Mai"]
    assert not ContentKey.objects.filter(pk=old.pk).exists()


def test_changed_bytes_show_nothing_and_are_on_record(lead, person, session, acting, at):
    row = seal(acting, lead, at, person, NAME)
    Sealed.objects.filter(pk=row.pk).update(blob=row.blob[:-1] + bytes([row.blob[-1] ^ 1]))
    (shown,) = people.reveal(
        by=acting(lead), at=at, session=session, pseudonym=person, kind=SealedKind.CALLED,
        purpose=RevealPurpose.CORRECT,
    )  # fmt: skip
    assert shown.damaged and not shown.text
    assert b"damaged" in bytes(Entry.objects.filter(outcome="refused").latest("seq").canonical)


def test_a_value_kept_no_more(lead, person, session, acting, at):
    row = seal(acting, lead, at, person, NAME)
    people.remove_sealed(by=acting(lead), at=at, row=row)
    assert not ContentKey.objects.filter(pk=row.pk).exists()
    with pytest.raises(CannotDo):
        texts(acting, lead, at, session, person)


@pytest.mark.parametrize("text", ["", "   ", "x" * 5_000])
def test_nothing_and_too_much_is_not_sealed(text, lead, person, session, acting, at):
    with pytest.raises(CannotDo):
        seal(acting, lead, at, person, text)
    assert not ContentKey.objects.exists()


def test_if_the_record_cannot_be_written_nothing_opens(lead, person, session, acting, at):
    from django.db import DatabaseError, connection

    from caunoi.people.vault import door

    seal(acting, lead, at, person, NAME)
    asked = []

    def no_entries(execute, sql, *rest):
        if sql.startswith("INSERT") and "audit_entry" in sql:
            asked.append(len(door.own_keeper().keeper.sessions))
            raise DatabaseError("disk full")
        return execute(sql, *rest)

    with connection.execute_wrapper(no_entries), pytest.raises(DatabaseError):
        texts(acting, lead, at, session, person)
    assert asked and not Entry.objects.filter(action="reveal").exists()
