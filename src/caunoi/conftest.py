"""The named cast for tests: one club with its people, another club that must see nothing, one provider."""

from datetime import date, datetime, time
from functools import cache
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from caunoi.access.choices import Role
from caunoi.access.models import Grant, User
from caunoi.access.queries import actor_for
from caunoi.access.wall_policies import build
from caunoi.directory.choices import Cost, ServiceCode
from caunoi.directory.models import Location, Schedule, Service, ServiceAtLocation
from caunoi.lib.actor import Actor
from caunoi.lib.ids import reference_id
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.places.choices import PlaceKind
from caunoi.places.models import Place
from caunoi.programme.models import Deployment, PilotModel

PASSPHRASE = "mây-xanh thuyền-nhỏ sen-hồng đồi-cao"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def make_place(code: str, name: str, kind: str, parent: Place | None = None) -> Place:
    return Place.objects.create(
        id=reference_id("place", f"{code}@2025-07-01"), code=code, name=name, kind=kind, parent=parent,
        valid_from=date(2025, 7, 1), decree="", folded=fold(name), sort_key=sort_key(name),
    )  # fmt: skip


def make_organisation(kind: str, name: str, place: Place | None) -> Organisation:
    return Organisation.objects.create(kind=kind, name=name, place=place, folded=fold(name), sort_key=sort_key(name))


def make_user(handle: str, role: str, organisation: Organisation) -> User:
    user = User(handle=handle)
    user.set_password(PASSPHRASE)
    user.save()
    Grant.objects.create(
        user=user, role=role, organisation=organisation, granted_at=NOW, accepted_at=NOW, accepted_by=user
    )
    return user


@pytest.fixture(autouse=True)
def fast_passphrases(settings):
    """The real hasher is slow on purpose; tests that measure it set it back."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.VAULT_COST = (8, 1, 1)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)
        _make_the_record_append_only()
        if connection.vendor == "postgresql":
            _put_walls_up()


@cache  # the tests in `tests/` take this set-up over, and would do it again
def _make_the_record_append_only():
    """Tables are made from the models, not by migrations (tests/test_migrations.py: the same tables); triggers are only there."""
    with connection.schema_editor() as editor:
        import_module("caunoi.audit.migrations.0002_append_only").forbid_change(None, editor)


def _put_walls_up():
    """Whatever acts, acts as the role of the program, behind the walls; the tests themselves look from outside."""
    settings.WALL_ROLE = "caunoi_program"
    with connection.cursor() as cursor:
        cursor.execute(
            "DO $$ BEGIN CREATE ROLE caunoi_program; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$"
        )
    build(settings.WALL_ROLE)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def place_qn(db):
    return make_place("22", "Quảng Ninh", PlaceKind.PROVINCE)


@pytest.fixture
def commune(place_qn):
    return make_place("06685", "Phường Hồng Gai", PlaceKind.WARD, place_qn)


@pytest.fixture
def club(place_qn):
    return make_organisation(OrganisationKind.CLUB, "Nhóm Sao Mai", place_qn)


@pytest.fixture
def other_club(place_qn):
    return make_organisation(OrganisationKind.CLUB, "Nhóm Hoa Nắng", place_qn)


@pytest.fixture
def provider(place_qn):
    return make_organisation(OrganisationKind.PROVIDER, "Phòng khám Bình An", place_qn)


@pytest.fixture
def service(provider, commune):
    name = "Khám sức khoẻ phụ nữ"
    location = Location.objects.create(organisation=provider, place=commune)
    made = Service.objects.create(
        provider=provider, code=ServiceCode.SRH, name=name, cost=Cost.FREE, sort_key=sort_key(name),
        folded=fold(f"{name} {provider.name} {commune.name} {commune.parent.name}"),
    )  # fmt: skip
    ServiceAtLocation.objects.create(service=made, location=location)
    Schedule.objects.create(service=made, byday="MO,TU,WE,TH,FR", opens=time(8), closes=time(16))
    return made


@pytest.fixture
def deployment(club, place_qn):
    model = PilotModel.objects.create(
        id=reference_id("model", "M3@1"), code="M3", name_vi="Mô hình nhóm đồng đẳng", name_en="Peer groups",
        instrument="QĐ 361/QĐ-TTg",
    )  # fmt: skip
    return Deployment.objects.create(model=model, organisation=club, place=place_qn, starts_on=date(2025, 1, 15))


@pytest.fixture
def peer(club):
    return make_user("peer", Role.PEER_WORKER, club)


@pytest.fixture
def other_peer(club):
    """Another peer worker of the same club: same figures, another caseload."""
    return make_user("peer-two", Role.PEER_WORKER, club)


@pytest.fixture
def lead(club):
    return make_user("lead", Role.CLUB_LEAD, club)


@pytest.fixture
def deputy(club):
    return make_user("deputy", Role.DEPUTY_LEAD, club)


@pytest.fixture
def caseworker(place_qn):
    centre = make_organisation(OrganisationKind.SOCIAL_WORK_CENTRE, "Trung tâm Công tác xã hội", place_qn)
    return make_user("caseworker", Role.CASE_WORKER, centre)


@pytest.fixture
def provider_user(provider):
    return make_user("provider", Role.PROVIDER_STAFF, provider)


@pytest.fixture
def outsider(other_club):
    return make_user("outsider", Role.PEER_WORKER, other_club)


@pytest.fixture
def acting():
    def actor(user: User) -> Actor:
        return actor_for(user)

    return actor


@pytest.fixture
def client_of():
    def signed_in(user: User) -> Client:
        client = Client()
        user.refresh_from_db()  # what she signs in with may have changed since
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        _stamp(client)
        return client

    return signed_in


def _stamp(client: Client) -> None:
    """As just signed in: seen a moment ago, and her words said a moment ago."""
    from django.core import signing

    from caunoi.access.fresh import FRESH
    from caunoi.access.middleware import SEEN
    from caunoi.access.stamps import cookie

    mark = signing.Signer(salt="session").signature(client.session.session_key)
    for what in (SEEN, FRESH):
        client.cookies[cookie(what)] = signing.TimestampSigner(salt=what).sign(mark)
