import pytest
from django.db import connection, transaction

from caunoi.places.actions import load_places


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """All units that ship with the code, loaded once for a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        connection.check_constraints()  # once, not after every test
        yield
        transaction.set_rollback(True)
