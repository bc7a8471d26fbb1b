"""A hub known by its card, and a busy month of one club."""

from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from caunoi.extracts.tests.conftest import rows  # noqa: F401  # the same rows by hand
from caunoi.lib import key_files as keys
from caunoi.lib.actor import COMMAND
from caunoi.lib.periods import administrative_month
from caunoi.published import cards
from caunoi.releases import actions

NOVEMBER = administrative_month(2026, 11)


class Office:
    """A programme office somewhere else: its keys and its card."""

    def __init__(self):
        self.id = uuid4()
        self.opening, self.signing = X25519PrivateKey.generate(), Ed25519PrivateKey.generate()

    @property
    def card(self):
        return cards.Card(
            kind=cards.HUB, installation=self.id, name="Văn phòng",
            opening_key=self.opening.public_key().public_bytes_raw(),
            signing_key=self.signing.public_key().public_bytes_raw(),
        )  # fmt: skip


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """This installation's own data folder and id."""
    settings.DATA, settings.INSTALLATION_ID = tmp_path, str(uuid4())
    return tmp_path


@pytest.fixture
def signers(folder, settings):
    """What a hub knows of this installation."""
    key = keys.signing_key(folder / "keys").public_key().public_bytes_raw()
    from uuid import UUID

    return {UUID(settings.INSTALLATION_ID): key}


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def known_office(office, now, db):
    actions.trust_hub(by=COMMAND, at=now, card=office.card)
    return office


@pytest.fixture
def busy_month(rows):  # noqa: F811  # a fixture takes the name of the one it needs
    """12 people met (4 of them born after 2000), 3 of them with a need, one served."""
    people = [rows.person(band) for band in ["2000"] * 4 + ["1990"] * 8]
    for person in people:
        rows.contact(person, topics=["health", "rights"], things={"condom": 10})
    rows.contact(people[0], setting="home", signposted=True)
    rows.contact(people=5, setting="venue")
    needs = [rows.need(person) for person in people[:3]]
    rows.referral(needs[0], "draft", "consented", "sent", "accepted", "attended", "served", "confirmed")
    rows.referral(needs[1], "draft", "consented", "sent")
    rows.need(people[0], code="HIV")
    return people


@pytest.fixture
def second_lead(club):
    from caunoi.access.choices import Role
    from caunoi.conftest import make_user

    return make_user("lead-two", Role.CLUB_LEAD, club)


@pytest.fixture
def closed(busy_month, lead, acting, now, deployment):
    return actions.close_month(by=acting(lead), at=now, deployment=deployment, period=NOVEMBER)


@pytest.fixture
def released(closed, known_office, deputy, acting, now):
    return actions.sign_release(by=acting(deputy), at=now, release=closed)
