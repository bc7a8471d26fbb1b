import pytest
from django.test import Client
from django.utils import timezone

from caunoi.people.actions import give_card
from caunoi.referrals import actions
from caunoi.referrals.actions import Agreed


@pytest.fixture
def moment():
    return timezone.now()


@pytest.fixture
def need(peer, acting, moment, deployment):
    by = acting(peer)
    person = give_card(by=by, at=moment, worker=peer).pseudonym
    return actions.note_need(by=by, at=moment, code="SRH", noted_on=timezone.localdate(moment), pseudonym=person)


@pytest.fixture
def sent(peer, acting, moment, need, service):
    return actions.refer(by=acting(peer), at=moment, need=need, service=service, agreed=Agreed())


@pytest.fixture
def slip_only(peer, acting, moment, need, service):
    return actions.make_referral(by=acting(peer), at=moment, need=need, service=service)


@pytest.fixture
def anybody():
    """A browser that checks the forgery token where a view asks for it, and has no cookie."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def fresh_counts(db):
    from django.core.cache import cache

    cache.clear()
