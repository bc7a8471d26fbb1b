import pytest

from caunoi.lib.actor import CLOCK
from caunoi.lib.ids import uuid7
from caunoi.notices import actions
from caunoi.notices.choices import Kind


@pytest.fixture
def told(now):
    """Tells `user` something, as a step of a referral would."""

    def tell(user, kind=Kind.NEWS, subject=None, slip="2741883056"):
        return actions.tell(by=CLOCK, at=now, users={user.pk}, kind=kind, subject=subject or uuid7(), slip=slip)

    return tell
