"""Clubs elsewhere, with keys, cards and files of their own; a hub that knows four of them in two provinces."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caunoi.access.choices import Role
from caunoi.conftest import make_organisation, make_place, make_user
from caunoi.indicators.disclosure import control, exact_table
from caunoi.indicators.engines.in_memory import Result
from caunoi.lib.actor import COMMAND
from caunoi.lib.ids import reference_id, uuid7
from caunoi.lib.periods import administrative_month
from caunoi.organisations.choices import OrganisationKind
from caunoi.places.choices import PlaceKind
from caunoi.programme.models import PilotModel
from caunoi.published import actions, cards, envelope, figures, hub_keys
from caunoi.published.models import ReceivedRelease

NOVEMBER = administrative_month(2026, 11)
CLOSED = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


class Sender:
    """A club's installation somewhere else."""

    def __init__(self, name, place="22"):
        self.installation, self.organisation, self.deployment = uuid4(), uuid7(), uuid7()
        self.name, self.place, self.signing = name, place, Ed25519PrivateKey.generate()

    def card(self, **changes):
        organisation = {"id": str(self.organisation), "name": self.name, "kind": "club", "place": self.place}
        deployment = {
            "id": str(self.deployment), "organisation": str(self.organisation), "model": "M3", "model_version": 1,
            "place": self.place, "period_basis": "admin_month", "starts_on": "2025-01-15", "ends_on": "",
        }  # fmt: skip
        values = {
            "kind": cards.CLUB, "installation": self.installation, "name": "Sổ Tay",
            "signing_key": self.signing.public_key().public_bytes_raw(), "organisations": (organisation,),
            "deployments": (deployment,),
        }  # fmt: skip
        return cards.Card(**{**values, **changes})

    def file(self, counts, **header):
        """A file with these exact cells: indicator → {row: count}; a plain number for an indicator without rows."""
        exact = {code: _cells(cells) for code, cells in counts.items()}
        known = figures.by_code()
        results = [Result(known[code], NOVEMBER, cells) for code, cells in exact.items()]
        controlled = [figures.controlled_data(one.indicator.code, control(exact_table(one))) for one in results]
        key = header.pop("key", None) or hub_keys.opening_key().public_key()
        signing = header.pop("signing", self.signing)
        values = {
            "installation": self.installation, "hub": hub_keys.installation_id(), "organisation": self.organisation,
            "deployment": self.deployment, "period": NOVEMBER.key, "starts": NOVEMBER.start, "ends": NOVEMBER.end,
            "version": 1, "release": uuid7(), "supersedes": None, "closed_at": CLOSED,
        }  # fmt: skip
        head = envelope.Header(**{**values, **header})
        return envelope.seal(head, controlled=controlled, exact=figures.exact_data(results), signing=signing, hub=key)


def _cells(cells):
    return {(): cells} if isinstance(cells, int) else {(name,): count for name, count in cells.items()}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA, settings.INSTALLATION_ID = tmp_path, str(UUID(int=7))
    return tmp_path


@pytest.fixture
def place_hp(db):
    return make_place("31", "Hải Phòng", PlaceKind.CITY)


@pytest.fixture
def catalogue(db):
    return PilotModel.objects.create(
        id=reference_id("model", "M3@1"),
        code="M3",
        name_vi="Nhóm đồng đẳng",
        name_en="Peer groups",
        instrument="QĐ 361",
    )


@pytest.fixture
def senders(place_qn, place_hp, catalogue, now):
    """Three clubs of Quảng Ninh and one of Hải Phòng, all known."""
    found = [Sender("Sao Mai"), Sender("Hoa Nắng"), Sender("Biển Xanh"), Sender("Hoa Phượng", "31")]
    for sender in found:
        actions.trust_club(by=COMMAND, at=now, card=sender.card())
    return found


@dataclass(frozen=True)
class Sent:
    """A file that was received, and what was published once its month was tried."""

    release: ReceivedRelease
    is_new: bool
    published: tuple


def taken(data, at):
    """What happens to a file: it is received, then the clock comes to its month."""
    received = actions.receive(by=COMMAND, at=at, data=data)
    return Sent(received.release, received.is_new, actions.publish_waiting(by=COMMAND, at=at))


def published_anyway(period, at, by=COMMAND):
    """Published with what has come."""
    return actions.publish_waiting(by=COMMAND, at=at) if actions.publish_period(by=by, at=at, period=period) else ()


@pytest.fixture
def send(now):
    return lambda data: taken(data, now)


@pytest.fixture
def programme(db):
    return make_user(
        "programme", Role.PROGRAMME_OFFICER, make_organisation(OrganisationKind.PROGRAMME_OFFICE, "VP", None)
    )


@pytest.fixture
def authority(place_qn):
    body = make_organisation(OrganisationKind.STATE_MANAGEMENT, "Sở Quảng Ninh", place_qn)
    return make_user("authority", Role.AUTHORITY_OFFICER, body)


@pytest.fixture
def authority_hp(place_hp):
    body = make_organisation(OrganisationKind.STATE_MANAGEMENT, "Sở Hải Phòng", place_hp)
    return make_user("authority-hp", Role.AUTHORITY_OFFICER, body)


@pytest.fixture
def national(db):
    return make_user(
        "national", Role.AUTHORITY_OFFICER, make_organisation(OrganisationKind.STATE_MANAGEMENT, "Bộ", None)
    )


@pytest.fixture
def donor(db):
    return make_user("donor", Role.DONOR_VIEWER, make_organisation(OrganisationKind.DONOR, "Quỹ", None))


@pytest.fixture
def hub_admin(db):
    return make_user("hubadmin", Role.ADMINISTRATOR, make_organisation(OrganisationKind.PROGRAMME_OFFICE, "VP2", None))


def people(*counts):
    return dict(zip(("2000", "1990", "1980", "1979"), counts, strict=False))


def month_of(*counts, contacts=40, hiv=0):
    """A plausible month: people by year of birth, contacts, needs."""
    return {
        "contacts": {"street": contacts, "home": 3},
        "people_reached": people(*counts),
        "people_with_need": counts[0],
        "needs": {"health": 9, "hiv": hiv, "legal": 2},
    }


@pytest.fixture
def all_sent(senders, send):
    counts = [(12, 9, 30, 8), (20, 3, 11, 0), (9, 10, 2, 1), (3, 4, 0, 0)]
    months = [month_of(*each, contacts=40 + number) for number, each in enumerate(counts)]
    return [send(sender.file(month)) for sender, month in zip(senders, months, strict=True)], counts
