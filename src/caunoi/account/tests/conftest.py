import pytest
from django.core.cache import cache

from caunoi.access.choices import Role
from caunoi.conftest import make_organisation, make_user
from caunoi.organisations.choices import OrganisationKind


@pytest.fixture(autouse=True)
def no_tries_before(db):
    cache.clear()


@pytest.fixture
def office(place_qn):
    return make_organisation(OrganisationKind.NGO, "Hội Biển Xanh", place_qn)


@pytest.fixture
def admin(office):
    """Somebody whose role needs a second step, on either kind of installation."""
    return make_user("admin", Role.ADMINISTRATOR, office)
