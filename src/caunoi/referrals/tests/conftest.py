import pytest
from django.utils import timezone, translation

from caunoi.directory.choices import ServiceCode
from caunoi.people.actions import give_card
from caunoi.people.models import Pseudonym
from caunoi.referrals import actions
from caunoi.referrals.actions import Agreed


@pytest.fixture(autouse=True)
def in_vietnamese():
    """Whatever language the page of the test before was in."""
    with translation.override("vi"):
        yield


@pytest.fixture
def now():
    """The real clock: a provider reads under a consent that lasts for months, and pages ask that clock too."""
    return timezone.localtime()


@pytest.fixture
def person(peer, acting, now) -> Pseudonym:
    """A card holder whom `peer` looks after."""
    return give_card(by=acting(peer), at=now, worker=peer).pseudonym


@pytest.fixture
def need(peer, acting, now, person, deployment):
    return actions.note_need(
        by=acting(peer), at=now, code=ServiceCode.SRH, noted_on=now.date(), pseudonym=person, deployment=deployment
    )


@pytest.fixture
def slip_only(peer, acting, now, need, service):
    return actions.make_referral(by=acting(peer), at=now, need=need, service=service)


@pytest.fixture
def sent(peer, acting, now, need, service):
    return actions.refer(by=acting(peer), at=now, need=need, service=service, agreed=Agreed())
