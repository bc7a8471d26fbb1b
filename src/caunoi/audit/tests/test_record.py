import pytest
from django.db import DatabaseError, connection, transaction

from caunoi.audit import actions as audit
from caunoi.audit.canonical import entry_bytes, leaf_hash
from caunoi.audit.models import Entry
from caunoi.audit.queries import faults
from caunoi.lib.actor import Actor, ActorKind
from caunoi.lib.ids import random_id

BY = Actor(ActorKind.USER, random_id(), random_id(), frozenset({"peer_worker"}))


def record(now, **extra):
    with transaction.atomic():
        return audit.record(by=BY, at=now, action="try", **extra)


def test_entries_are_numbered_and_hold_together(db, now):
    entries = [record(now, details={"n": number}) for number in range(3)]
    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert not list(faults())


def test_canonical_bytes_are_final():
    """If this fails, every record ever written would stop to verify: add a new version instead."""
    fields = {"seq": 1, "b": "Hoà", "a": [True, 2], "empty": None, "none": []}
    assert entry_bytes(fields) == '{"a":[true,2],"b":"Hoà","seq":1,"v":1}'.encode()
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"  # RFC 6962 vector


def test_decomposed_text_gives_the_same_bytes():
    assert entry_bytes({"a": "Hoa\u0300"}) == entry_bytes({"a": "Ho\u00e0"})


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_change(db, now, statement):
    record(now)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 1


def test_an_entry_needs_the_transaction_of_its_act(now, transactional_db):
    with pytest.raises(AssertionError):
        audit.record(by=BY, at=now, action="try")


def test_values_that_are_no_ids_or_counts_are_refused(db, now):
    with pytest.raises(TypeError):
        record(now, details={"x": 1.5})
