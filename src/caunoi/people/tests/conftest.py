import pytest

from caunoi.people import actions as people
from caunoi.people.choices import ConsentMethod, FieldClass, Purpose, Witness


@pytest.fixture
def member(peer, acting, now):
    return people.give_card(by=acting(peer), at=now, worker=peer, cue="sen hồng")


@pytest.fixture
def agree(acting, provider):
    """She agrees to be referred to the provider, unless something else is said."""

    def given(user, at, pseudonym, **more):
        what = {
            "purpose": Purpose.REFERRAL, "recipient": provider, "field_classes": [FieldClass.SLIP],
            "method": ConsentMethod.SPOKEN, "witness": Witness.NONE, "language": "vi", **more,
        }  # fmt: skip
        return people.record_consent(by=acting(user), at=at, pseudonym=pseudonym, **what)

    return given
