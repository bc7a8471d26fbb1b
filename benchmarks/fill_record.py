"""Adds entries to the record of an installation: like those of a contact, past the actions, each with its own hash."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

import ready  # noqa: F401  # sets Django up
from django.db.models import Max

from caunoi.audit.canonical import entry_bytes, leaf_hash
from caunoi.audit.models import Entry
from caunoi.lib.ids import uuid7

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
CLUB, WORKERS = uuid7(), [uuid7() for _worker in range(20)]


def entries(first: int, number: int) -> Iterator[Entry]:
    for seq in range(first, first + number):
        at, who, subject = BEGIN + timedelta(seconds=seq), WORKERS[seq % 20], uuid7()
        by = {"kind": "user", "id": who, "organisation": CLUB, "roles": ["peer_worker"]}
        details = {"record": uuid7(), "version": 1, "topics": 2}
        canonical = entry_bytes(
            {"seq": seq, "at": at, "by": by, "action": "note_contact", "outcome": "done", "subject": subject,
             "details": details}
        )  # fmt: skip
        yield Entry(
            seq=seq, at=at, action="note_contact", outcome="done", by_id=who, organisation=CLUB, subject=subject,
            canonical=canonical, leaf=leaf_hash(canonical),
        )  # fmt: skip


new = entries((Entry.objects.aggregate(last=Max("seq"))["last"] or 0) + 1, int(sys.argv[1]))
while batch := list(islice(new, 5_000)):
    Entry.objects.bulk_create(batch)
