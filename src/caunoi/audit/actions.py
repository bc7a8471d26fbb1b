"""Recording. Called by actions of every other package, inside their transaction and as its last write."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from caunoi.audit.canonical import entry_bytes, leaf_hash
from caunoi.audit.checking import CUT, Fault, examine
from caunoi.audit.keys import origin, signing_key
from caunoi.audit.models import Checkpoint, Entry
from caunoi.audit.notes import Head, sign
from caunoi.audit.queries import latest_checkpoint, rows
from caunoi.audit.tree import Frontier
from caunoi.lib.actor import Actor, ActorKind

DONE, REFUSED = "done", "refused"
APPEND_LOCK = 0x6361756E6F69  # one writer at a time gives the next number; released at commit

CHECKPOINT_LOCK = APPEND_LOCK + 1


class RecordBrokenError(Exception):
    """The record does not continue the last checkpoint: nothing is signed over it. `fault` says where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.what} {fault.seq}")
        self.fault = fault


def record(
    *,
    by: Actor,
    at: datetime,
    action: str,
    subject: UUID | None = None,
    outcome: str = DONE,
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry in the caller's transaction. `details` hold ids, codes and counts, never a value of a person.

    A person who acts for herself stands here by her handle alone, as the subject: her pseudonym would outlive erasure.
    """
    assert connection.in_atomic_block, "an entry belongs to the transaction of what it records"
    seq, who = _next_number(), None if by.kind is ActorKind.PERSON else by.id
    canonical = entry_bytes(
        {
            "seq": seq,
            "at": at,
            "by": {"kind": by.kind, "id": who, "organisation": by.organisation, "roles": by.roles},
            "action": action,
            "outcome": outcome,
            "subject": subject,
            "details": details,
        }
    )
    return Entry.objects.create(
        seq=seq,
        at=at,
        action=action,
        outcome=outcome,
        by_id=who,
        organisation=by.organisation,
        subject=subject,
        canonical=canonical,
        leaf=leaf_hash(canonical),
    )


def record_refusal(*, by: Actor, at: datetime, action: str, reason: str, subject: UUID | None = None) -> None:
    """Append a refusal in a transaction of its own, so that it stays when the refused act is rolled back."""
    with transaction.atomic(durable=True):
        record(by=by, at=at, action=action, subject=subject, outcome=REFUSED, details={"reason": reason})


def make_checkpoint(*, by: Actor, at: datetime) -> Checkpoint | None:
    """Sign the record as it stands. What is signed already is not signed again; None while there is no entry at all.

    It appends no entry: each would ask for the next. It costs what was added since the last one.
    """
    with transaction.atomic():
        _wait_for(CHECKPOINT_LOCK)
        last = latest_checkpoint()
        tree = Frontier.from_bytes(last.size, bytes(last.peaks)) if last else Frontier()
        _take_in_what_is_new(tree)
        if last and tree.size == last.size or tree.size == 0:
            return last
        head = Head(origin(), tree.size, tree.root())
        return Checkpoint.objects.create(
            size=head.size,
            at=at,
            made_by=by.kind,
            root=head.root,
            peaks=tree.to_bytes(),
            signed=sign(head, signing_key()),
        )


def _take_in_what_is_new(tree: Frontier) -> None:
    if tree.size and not Entry.objects.filter(seq=tree.size).exists():
        raise RecordBrokenError(Fault(tree.size, tree.size, CUT))
    for fault in examine(rows(after=tree.size), [], tree):
        raise RecordBrokenError(fault)


def _wait_for(lock: int) -> None:
    """Until the transaction ends, whoever asks for the same waits. SQLite writes one transaction at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def _next_number() -> int:
    _wait_for(APPEND_LOCK)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq), 0) + 1 FROM audit_entry")
        return int(cursor.fetchone()[0])
