"""Inviting many people in one evening needs a second person's yes, and stops at sixty."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.conftest import PASSPHRASE
from caunoi.people import actions as people
from caunoi.people.choices import Purpose, SealedKind
from caunoi.people.models import Reveal, SecondYes
from caunoi.people.tests.keys import agree

NAME = "Đoàn Thị Sim"


@pytest.fixture
def person(lead, peer, acting):
    at = timezone.now()
    session = people.begin_vault(by=acting(lead), at=at, passphrase=PASSPHRASE).session
    people.lock_vault(by=acting(lead), at=at, session=session)
    member = people.give_card(by=acting(peer), at=at, worker=peer)
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    agree(acting, peer, at, member.pseudonym, Purpose.MEETING)
    people.seal_value(by=acting(peer), at=at, pseudonym=member.pseudonym, kind=SealedKind.CALLED, text=NAME)
    return member.pseudonym


@pytest.fixture
def at_work(client_of, lead, person):
    client = client_of(lead)
    client.post(reverse("workspace:unlock"), {"words": PASSPHRASE})
    return client


def says_yes(client, user):
    return client.post(reverse("workspace:inviting"), {"user": user.pk})


def invites(client, person):
    return client.post(reverse("workspace:reveal", args=[person.pk]), {"kind": "called", "purpose": "invite"})


def test_without_a_colleagues_yes_nothing_opens_for_it(at_work, person):
    answer = invites(at_work, person)
    assert answer.status_code == 422 and NAME not in answer.content.decode() and not Reveal.objects.exists()


def test_nobody_says_yes_to_herself(at_work, lead, person):
    assert says_yes(at_work, lead).status_code == 422 and not SecondYes.objects.exists()


def test_a_yes_opens_one_person_after_another_for_a_day_and_counts_apart(at_work, client_of, lead, deputy, person):
    says_yes(client_of(deputy), lead)
    assert deputy.handle in at_work.get(reverse("workspace:inviting")).content.decode()
    assert NAME in invites(at_work, person).content.decode()
    SecondYes.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    assert invites(at_work, person).status_code == 422


def test_after_sixty_nothing_more_opens(at_work, client_of, lead, deputy, person):
    says_yes(client_of(deputy), lead)
    Reveal.objects.bulk_create(Reveal(user=lead, purpose="invite", at=timezone.now()) for _one in range(59))
    assert invites(at_work, person).status_code == 200
    last = invites(at_work, person)
    assert last.status_code == 429 and NAME not in last.content.decode()


def test_a_peer_has_no_such_page(client_of, peer, person):
    assert client_of(peer).get(reverse("workspace:inviting")).status_code == 403
