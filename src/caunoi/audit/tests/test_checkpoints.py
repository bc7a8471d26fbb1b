"""Checkpoints: made when something was added, kept by others, and the command that holds the record against them."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from caunoi.audit import actions as audit
from caunoi.audit import queries
from caunoi.audit.canonical import entry_bytes, leaf_hash
from caunoi.audit.models import Checkpoint, Entry
from caunoi.audit.tests.test_record import BY
from caunoi.audit.tree import root_of
from caunoi.lib.actor import CLOCK
from caunoi.lib.ids import random_id


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA, settings.INSTALLATION_ID = tmp_path, "00000000-0000-0000-0000-000000000007"
    return tmp_path


@pytest.fixture
def put_aside(db):
    """What somebody does first who owns the database: take the triggers away."""
    from conftest import _put_triggers_aside

    def by_owner(statement, *values):
        with connection.cursor() as cursor:
            put_back = _put_triggers_aside(cursor, connection.vendor)
            cursor.execute(statement, values)
            for one in put_back:
                cursor.execute(one)

    return by_owner


def add(now, number=1, **more):
    for _number in range(number):
        with transaction.atomic():
            audit.record(by=BY, at=now, action="try", **more)


def verified(capsys, *checkpoints):
    call_command("audit", "verify", *(word for path in checkpoints for word in ("--checkpoint", str(path))))
    return capsys.readouterr().out


def test_a_checkpoint_is_made_once_for_what_was_added(db, now):
    assert audit.make_checkpoint(by=CLOCK, at=now) is None
    add(now, 3)
    first = audit.make_checkpoint(by=CLOCK, at=now)
    assert audit.make_checkpoint(by=CLOCK, at=now) == first
    assert Entry.objects.count() == 3, "a checkpoint is no entry"
    add(now, 4)
    second = audit.make_checkpoint(by=CLOCK, at=now)
    leaves = [bytes(leaf) for leaf in Entry.objects.order_by("seq").values_list("leaf", flat=True)]
    assert [bytes(one.root) for one in (first, second)] == [root_of(leaves[:3]), root_of(leaves)]
    assert [one.made_by for one in Checkpoint.objects.order_by("size")] == ["clock", "clock"]


def test_it_names_nobody_and_nothing(db, now, club):
    add(now)
    note = audit.make_checkpoint(by=CLOCK, at=now).signed
    assert note.startswith("00000000-0000-0000-0000-000000000007/record\n1\n")
    assert len(note) < 400


@pytest.mark.parametrize("statement", ["UPDATE audit_checkpoint SET signed = 'x'", "DELETE FROM audit_checkpoint"])
def test_the_database_refuses_change(db, now, statement):
    add(now)
    audit.make_checkpoint(by=CLOCK, at=now)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nothing_is_signed_over_a_record_that_does_not_hold(db, now, put_aside):
    add(now, 3)
    audit.make_checkpoint(by=CLOCK, at=now)
    put_aside("DELETE FROM audit_entry WHERE seq = 3")
    with pytest.raises(audit.RecordBrokenError):
        audit.make_checkpoint(by=CLOCK, at=now)
    add(now + timedelta(hours=1))
    assert audit.make_checkpoint(by=CLOCK, at=now).size == 3, "a new third: the checkpoint kept before shows it"
    assert [fault.what for fault in queries.faults()] == ["rewritten"]


def test_a_new_entry_that_does_not_fit_is_not_signed(db, now, put_aside):
    add(now, 3)
    put_aside("UPDATE audit_entry SET action = 'x' WHERE seq = 2")
    with pytest.raises(audit.RecordBrokenError, match="misfiled 2"):
        audit.make_checkpoint(by=CLOCK, at=now)


def test_verify_with_a_checkpoint_that_somebody_kept(db, now, data, capsys):
    add(now, 5)
    call_command("audit", "checkpoint", "--out", str(data / "kept.txt"))
    add(now, 2)
    assert "7 mục" in verified(capsys, data / "kept.txt")
    assert "--checkpoint" in verified(capsys), "without one it says what it could not see"


def rewritten(seq):
    """The bytes and hash of another entry in this place."""
    canonical = entry_bytes({"seq": seq, "by": {"kind": BY.kind}, "action": "try", "outcome": "done"})
    return canonical, leaf_hash(canonical)


def test_verify_finds_what_was_done_and_names_the_entry(db, now, data, put_aside):
    add(now, 5)
    call_command("audit", "checkpoint", "--out", str(data / "kept.txt"))
    put_aside("DELETE FROM audit_checkpoint")  # what lies here says nothing any more
    for statement, values, said in (
        ("UPDATE audit_entry SET canonical = %s WHERE seq = 2", [b"{}"], "2: bị sửa"),
        ("DELETE FROM audit_entry WHERE seq = 2", [], "2: thiếu"),
        ("DELETE FROM audit_entry WHERE seq > 3", [], "4–5: bị cắt"),
        (
            "UPDATE audit_entry SET canonical = %s, leaf = %s, by_id = NULL, organisation = NULL WHERE seq = 3",
            rewritten(3),
            "1–5: không khớp",
        ),
    ):
        undo = transaction.savepoint()
        put_aside(statement, *values)
        with pytest.raises(CommandError, match=said):
            call_command("audit", "verify", "--checkpoint", str(data / "kept.txt"))
        transaction.savepoint_rollback(undo)
    assert list(queries.faults()) == []


@pytest.mark.parametrize(
    ("text", "said"), [("", "no checkpoint"), ("a\n1\nb\n\n— a b\n", "no checkpoint"), (None, "cannot be opened")]
)
def test_a_file_that_is_no_checkpoint(db, data, text, said):
    if text is not None:
        (data / "kept.txt").write_text(text)
    with pytest.raises(CommandError, match=said):
        call_command("audit", "verify", "--checkpoint", str(data / "kept.txt"))


def test_a_key_that_was_replaced_is_seen(db, now, data):
    add(now)
    call_command("audit", "checkpoint", "--out", str(data / "kept.txt"))
    (data / "keys" / "signing.key").unlink()
    with pytest.raises(CommandError, match="another key"):
        call_command("audit", "verify", "--checkpoint", str(data / "kept.txt"))


def test_a_person_is_told_who_looked_and_what_for(db, now):
    her = random_id()
    add(now, subject=her, details={"purpose": "call_back", "fields": ["phone"]})
    add(now, subject=her, outcome="refused", details={"reason": "too many reveals"})
    add(now, subject=random_id())
    look = queries.looks_at(her)[0]
    assert len(queries.looks_at(her)) == 1, "a refusal has shown nobody anything"
    assert (look.on, look.action, look.purpose, look.details["fields"]) == (now.date(), "try", "call_back", ["phone"])
    assert (look.roles, look.organisation) == (("peer_worker",), BY.organisation)
    assert look.staff == queries.staff_code(BY.id) and look.staff.isdigit() and len(look.staff) == 6


@pytest.mark.long
def test_a_hundred_thousand_entries(db, now):
    from caunoi.audit.tests.test_tampering import CLUB, WHO, record

    whose = {"by_id": WHO, "organisation": CLUB}
    Entry.objects.bulk_create(
        (
            Entry(
                seq=row.seq,
                at=now,
                action=row.action,
                outcome=row.outcome,
                canonical=row.canonical,
                leaf=row.leaf,
                **whose,
            )
            for row in record(100_000)
        ),
        batch_size=2_000,
    )
    assert audit.make_checkpoint(by=CLOCK, at=now).size == 100_000
    add(now)
    assert audit.make_checkpoint(by=CLOCK, at=now).size == 100_001
    assert list(queries.faults()) == []
