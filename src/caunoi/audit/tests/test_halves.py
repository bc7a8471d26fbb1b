"""Two processes say together what one says alone: whole, or not; never whole where one of them would find a fault."""

from dataclasses import replace
from datetime import timedelta

import pytest

from caunoi.audit import actions as audit
from caunoi.audit import halves, queries
from caunoi.audit.checking import Known
from caunoi.audit.models import Checkpoint
from caunoi.audit.tests.test_checkpoints import add, data, put_aside  # noqa: F401  # fixtures are found by name
from caunoi.lib.actor import CLOCK

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept(now, monkeypatch):
    """Eight entries; a checkpoint over four and one over all."""
    monkeypatch.setattr(halves, "WORTH_IT", 2)
    for hours in range(2):
        add(now + timedelta(hours=hours), 4)
        audit.make_checkpoint(by=CLOCK, at=now + timedelta(hours=hours))
    return [Known(one.size, bytes(one.root), "kept.txt") for one in Checkpoint.objects.order_by("size")]


def holds(known=()):
    return halves.holds_in_halves(list(known), lambda rows, total: iter(rows))


def test_whole_with_and_without_what_others_kept(kept):
    assert holds() and holds(kept) and list(queries.faults(kept)) == []


@pytest.mark.parametrize(
    "statement",
    [
        *(f"DELETE FROM audit_entry WHERE seq = {seq}" for seq in (1, 4, 5, 8)),
        *(f"UPDATE audit_entry SET outcome = 'refused' WHERE seq = {seq}" for seq in (2, 4, 5, 8)),
        *(f"UPDATE audit_entry SET leaf = canonical WHERE seq = {seq}" for seq in (3, 6)),
        "UPDATE audit_entry SET seq = 9 WHERE seq = 8",
    ],
)
def test_whatever_one_process_finds_two_do_not_miss(kept, put_aside, statement):  # noqa: F811  # the fixture
    put_aside(statement)
    assert not holds(kept) and list(queries.faults(kept))


@pytest.mark.parametrize("number", [0, 1])
def test_a_record_made_anew_does_not_fit_what_others_kept(kept, number):
    other = replace(kept[number], root=bytes(32))
    assert not holds([other]) and list(queries.faults([other]))


def test_subtrees_that_are_not_of_their_root_are_not_gone_on_from(kept, put_aside):  # noqa: F811  # the fixture
    for peaks in (bytes(32), b"short"):
        put_aside("UPDATE audit_checkpoint SET peaks = %s WHERE size = 4", peaks)
        assert not holds(kept)


def test_a_short_record_is_read_by_one(now):
    add(now, 3)
    audit.make_checkpoint(by=CLOCK, at=now)
    assert not holds() and list(queries.faults()) == []
