import pytest
from django.utils import timezone

from caunoi.access.choices import Role
from caunoi.conftest import make_user
from caunoi.guardian.actions import Asked, Known, note_breach, note_demand
from caunoi.people import actions as people
from caunoi.people.choices import RightChannel, RightKind


@pytest.fixture
def guardian(club):
    return make_user("guardian", Role.DATA_GUARDIAN, club)


@pytest.fixture
def other_guardian(other_club):
    return make_user("guardian-two", Role.DATA_GUARDIAN, other_club)


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def member(peer, acting, at):
    return people.give_card(by=acting(peer), at=at, worker=peer, cue="sen hồng")


@pytest.fixture
def ask(acting, peer, member, at):
    def asked(kind=RightKind.COPY, when=None):
        return people.ask_right(
            by=acting(peer), at=when or at, pseudonym=member.pseudonym, kind=kind, channel=RightChannel.SPOKEN
        )

    return asked


@pytest.fixture
def breach(acting, guardian, at):
    def noted(found_at=None, **known):
        words = {"happened": "lost", "classes": ["codes"], **known}
        return note_breach(by=acting(guardian), at=at, found_at=found_at or at, known=Known(**words))

    return noted


@pytest.fixture
def demand(acting, lead, at):
    def noted(user=lead, **asked):
        words = {"on": timezone.localdate(at), "body": "police", "basis": "nothing", "sought": "list", **asked}
        return note_demand(by=acting(user), at=at, asked=Asked(**words))

    return noted
