import pytest

from caunoi.access.choices import Role
from caunoi.conftest import make_organisation, make_user
from caunoi.organisations.choices import OrganisationKind


@pytest.fixture
def admin(place_qn):
    return make_user("admin", Role.ADMINISTRATOR, make_organisation(OrganisationKind.NGO, "Hội Biển Xanh", place_qn))


@pytest.fixture
def keeper(admin, client_of):
    """A signed-in client of the one who keeps the directory."""
    return client_of(admin)


def others(request, client_of):
    """Clients of everybody else who has an account on this kind of installation."""
    return [client_of(request.getfixturevalue(name)) for name in ("lead", "peer", "caseworker", "provider_user")]
