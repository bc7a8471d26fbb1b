"""Recording. Called by actions of every other package, inside their transaction and as its last write."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from caunoi.audit.canonical import entry_bytes, leaf_hash
from caunoi.audit.models import Entry
from caunoi.lib.actor import Actor

DONE, REFUSED = "done", "refused"
APPEND_LOCK = 0x6361756E6F69  # one writer at a time gives the next number; released at commit


def record(
    *,
    by: Actor,
    at: datetime,
    action: str,
    subject: UUID | None = None,
    outcome: str = DONE,
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry in the caller's transaction. `details` hold ids, codes and counts, never a value of a person."""
    assert connection.in_atomic_block, "an entry belongs to the transaction of what it records"
    seq = _next_number()
    canonical = entry_bytes(
        {
            "seq": seq,
            "at": at,
            "by": {"kind": by.kind, "id": by.id, "organisation": by.organisation, "roles": by.roles},
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
        by_id=by.id,
        organisation=by.organisation,
        subject=subject,
        canonical=canonical,
        leaf=leaf_hash(canonical),
    )


def record_refusal(*, by: Actor, at: datetime, action: str, reason: str, subject: UUID | None = None) -> None:
    """Append a refusal in a transaction of its own, so that it stays when the refused act is rolled back."""
    with transaction.atomic(durable=True):
        record(by=by, at=at, action=action, subject=subject, outcome=REFUSED, details={"reason": reason})


def _next_number() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPEND_LOCK])
        cursor.execute("SELECT coalesce(max(seq), 0) + 1 FROM audit_entry")
        return int(cursor.fetchone()[0])
