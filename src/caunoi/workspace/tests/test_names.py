"""Somebody without her card is found by how she is called: few people, as card and cue, each search in the record."""

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.audit.models import Entry
from caunoi.conftest import PASSPHRASE
from caunoi.people import actions as people
from caunoi.people.choices import Purpose, SealedKind
from caunoi.people.tests.keys import agree


@pytest.fixture
def member(lead, peer, acting):
    at = timezone.now()
    session = people.begin_vault(by=acting(lead), at=at, passphrase=PASSPHRASE).session
    people.lock_vault(by=acting(lead), at=at, session=session)
    member = people.give_card(by=acting(peer), at=at, worker=peer, cue="sen hồng")
    agree(acting, peer, at, member.pseudonym, Purpose.CONTACT)
    people.seal_value(by=acting(peer), at=at, pseudonym=member.pseudonym, kind=SealedKind.CALLED, text="Đoàn Thị Sim")
    return member


@pytest.fixture
def at_work(client_of, lead):
    return client_of(lead)


def unlock(client):
    client.post(reverse("workspace:unlock"), {"words": PASSPHRASE})


def find(client, words, purpose="follow_up"):
    return client.post(reverse("workspace:find_name"), {"words": words, "purpose": purpose})


def test_two_syllables_find_her_card_and_cue_and_never_her_name(at_work, member):
    unlock(at_work)
    text = find(at_work, "thi sim").content.decode()
    assert "sen hồng" in text and member.card in text and "Đoàn" not in text
    assert Entry.objects.filter(action="found_by_name", subject=member.pseudonym.audit_handle).count() == 1
    opened = at_work.post(reverse("workspace:people"), {"card": member.card})
    assert opened["Location"] == reverse("workspace:person", args=[member.pseudonym_id])


def test_one_syllable_is_not_enough_and_finds_nobody(at_work, member):
    unlock(at_work)
    answer = find(at_work, "sim")
    assert answer.status_code == 422 and "sen hồng" not in answer.content.decode()
    assert not Entry.objects.filter(action="search_names").exists()


def test_locked_she_is_led_to_her_words(at_work, member):
    assert find(at_work, "thi sim")["Location"].startswith(reverse("workspace:unlock"))
    assert not Entry.objects.filter(action="search_names").exists()


def test_over_the_limit_nobody_is_found(at_work, member):
    unlock(at_work)
    for _time in range(20):
        find(at_work, "không ai")
    answer = find(at_work, "thi sim")
    assert answer.status_code == 429 and "sen hồng" not in answer.content.decode()


def test_a_peer_has_no_such_page(client_of, peer, member):
    assert client_of(peer).get(reverse("workspace:names")).status_code == 403
