"""The floor under contact entry: the same rows by the bare driver, one transaction a contact, as many writers as the database takes."""

import itertools
import threading
import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from drivers import Database, database

from caunoi.lib.ids import uuid7

CONTACT = (
    "id", "record", "version", "superseded_at", "entered_in_error", "organisation_id", "deployment_id", "pseudonym_id",
    "people", "on", "precision", "setting", "commune_id", "signposted", "newness", "done_by_id", "entered_by_id",
    "entered_at",
)  # fmt: skip
TOPICS, PIECES = ("health", "rights"), (("condom", 10), ("leaflet", 1))
INTO_CONTACT = "INSERT INTO outreach_contact ({}) VALUES ({})".format(
    ", ".join(f'"{column}"' for column in CONTACT), ", ".join(["%s"] * len(CONTACT))
)
INTO_TOPICS = "INSERT INTO outreach_contacttopic (id, contact_id, topic) VALUES (%s, %s, %s)"
INTO_PIECES = "INSERT INTO outreach_contactcommodity (id, contact_id, kind, quantity) VALUES (%s, %s, %s, %s)"
INTO_RECORD = """INSERT INTO audit_entry (seq, at, action, outcome, by_id, organisation, subject, canonical, leaf)
    VALUES (%s, %s, 'note_contact', 'done', %s, %s, %s, %s, %s)"""
NEXT = "SELECT coalesce(max(seq), 0) + 1 FROM audit_entry"
CANONICAL, LEAF = b"-" * 330, b"-" * 32  # as long as a real entry; its bytes cost the application, not the floor


def transactions_per_second(url: str, world: dict[str, Any], seconds: float, *, queued: bool = False) -> float:
    """`queued`: entries numbered one after another under the record's lock, as the application must; else without waiting."""
    counter = itertools.count(_next_number(url))
    stop, done = time.perf_counter() + seconds, []
    threads = [
        threading.Thread(target=_write, args=(url, world, stop, None if queued else counter, done))
        for _writer in range(8 if url.startswith("postgres") else 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def transaction_of(rows: Database, worker: dict[str, Any], commune: UUID) -> None:
    """One contact with its entry, numbered after the last."""
    with rows.transaction():
        _contact(rows, worker, None, commune, None)


def _next_number(url: str) -> int:
    return int(database(url).rows(NEXT)[0][0])


def _write(url: str, world: dict[str, Any], stop: float, counter: Any, done: list[int]) -> None:
    rows, count = database(url), 0
    for worker in itertools.cycle(world["workers"]):
        if time.perf_counter() > stop:
            break
        person = worker["people"][count % 10][1] if count % 2 else None
        with rows.transaction():
            _contact(rows, worker, UUID(person) if person else None, UUID(world["commune"]["id"]), counter)
        count += 1
    rows.connection.close()
    done.append(count)


def _contact(rows: Database, worker: dict[str, Any], person: UUID | None, commune: UUID, counter: Any) -> None:
    at, key, me = datetime.fromtimestamp(time.time(), UTC), uuid7(), UUID(worker["id"])
    club, deployment = UUID(worker["organisation"]), UUID(worker["deployment"])
    rows.rows(INTO_CONTACT, (
        key, key, 1, None, False, club, deployment, person, 1, at.date(), "day", "venue", commune, True, "", me, me, at,
    ))  # fmt: skip
    rows.many(INTO_TOPICS, [(uuid7(), key, topic) for topic in TOPICS])
    rows.many(INTO_PIECES, [(uuid7(), key, kind, quantity) for kind, quantity in PIECES])
    if counter is None and rows.writers > 1:
        rows.rows("SELECT pg_advisory_xact_lock(%s)", [0x6361756E6F69])
    number = int(rows.rows(NEXT)[0][0]) if counter is None or rows.writers == 1 else next(counter)
    rows.rows(INTO_RECORD, (number, at, me, club, key, CANONICAL, LEAF))
