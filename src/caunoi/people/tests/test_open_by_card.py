from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.people import actions as people
from caunoi.people import queries


@pytest.fixture
def member(peer, acting, now):
    return people.give_card(by=acting(peer), at=now, worker=peer)


def test_a_lead_sees_one_person_after_her_card_and_the_record_says_so(lead, member, acting):
    people.open_by_card(by=acting(lead), at=timezone.now(), card=member.card)
    assert list(queries.people(acting(lead))) == [member.pseudonym]
    assert Entry.objects.filter(action="open_by_card", subject=member.pseudonym.audit_handle).exists()


def test_an_opening_ends_by_itself(lead, member, acting):
    people.open_by_card(by=acting(lead), at=timezone.now() - timedelta(minutes=16), card=member.card)
    assert not queries.people(acting(lead)).exists()


def test_a_wrong_number_opens_nothing(lead, member, acting, now):
    with pytest.raises(CannotDo):
        people.open_by_card(by=acting(lead), at=now, card="123")


def test_a_peer_cannot_open_another_peers_person(other_peer, member, acting, now):
    with pytest.raises(Refused):
        people.open_by_card(by=acting(other_peer), at=now, card=member.card)


def test_many_openings_in_an_hour_are_stopped(lead, member, acting, now):
    for _person in range(20):
        people.open_by_card(by=acting(lead), at=now, card=member.card)
    with pytest.raises(CannotDo):
        people.open_by_card(by=acting(lead), at=now, card=member.card)
    people.open_by_card(by=acting(lead), at=now + timedelta(hours=2), card=member.card)
