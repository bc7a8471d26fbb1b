"""Hundreds of clubs and millions of contacts, each table by one statement with its indexes built afterwards. Nobody in it exists.

Run by clubs.py inside an installation's environment; writes what the measuring needs to know as JSON.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import ready  # noqa: F401  # models need Django set up
from django.db import connections, transaction
from django.utils import timezone
from drivers import Database, Sqlite, database
from fill import CASELOAD, CONTACTS_PER_WORKER, DAYS, workers
from floor import CONTACT

from caunoi.access.choices import Role
from caunoi.access.models import Grant, User
from caunoi.outreach.choices import Commodity, Setting, Topic
from caunoi.places.models import Place

FILLED = ("outreach_contact", "outreach_contacttopic", "outreach_contactcommodity")
KEPT_WEEKS = 12
"""Since when the clubs keep their supplies."""


class Words:
    """The few things that the two databases say differently."""

    def __init__(self, rows: Database) -> None:
        self.rows, self.is_sqlite = rows, isinstance(rows, Sqlite)

    def key(self, letter: str, number: str) -> str:
        """Sixteen bytes in the order of the numbers, below every id that is made now."""
        if self.is_sqlite:
            return f"CAST(printf('{letter}%015d', {number}) AS BLOB)"
        return f"('{ord(letter):02x}' || lpad(to_hex(({number})::bigint), 30, '0'))::uuid"

    def series(self, count: int) -> str:
        if self.is_sqlite:
            return f"(WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i < {count - 1}) SELECT i FROM s)"
        return f"(SELECT generate_series AS i FROM generate_series(0::bigint, {count - 1}))"

    def day(self, ago: str) -> str:
        today = timezone.localdate().isoformat()
        return f"date('{today}', (-({ago})) || ' days')" if self.is_sqlite else f"(DATE '{today}' - ({ago})::int)"

    def noon(self, ago: str) -> str:
        day = self.day(ago)
        return f"({day} || ' 05:00:00.000000')" if self.is_sqlite else f"({day} + TIME '05:00' AT TIME ZONE 'UTC')"

    def one_of(self, values: list[str], number: str) -> str:
        cases = " ".join(f"WHEN {turn} THEN '{value}'" for turn, value in enumerate(values))
        return f"CASE ({number}) % {len(values)} {cases} END"

    def table(self, name: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
        self.rows.rows(f"CREATE TABLE {name} (number INTEGER PRIMARY KEY, {columns})")
        self.rows.bulk(name, ["number", *(one.split()[0] for one in columns.split(", "))], rows)

    def into(self, table: str, columns: str, select: str) -> None:
        self.rows.connection.execute(f"INSERT INTO {table} ({columns}) {select}")  # a % in it is the arithmetic one


def main(contacts: int, clubs: int) -> dict[str, Any]:
    rows = database(os.environ["BENCH_DATABASE"])
    count = max(clubs, contacts // CONTACTS_PER_WORKER // clubs * clubs)
    with transaction.atomic():
        staff = workers(count, count // clubs)
        lead = _lead(staff[0][1])
    communes = list(Place.objects.on(timezone.localdate()).communes().filter(parent__code="22").order_by("code")[:20])
    connections.close_all()
    words, kind = Words(rows), "blob" if isinstance(rows, Sqlite) else "uuid"
    words.table("bench_worker", f"id {kind}, organisation_id {kind}, deployment_id {kind}",
                [(n, user.pk, grant.organisation_id, made.pk) for n, (user, grant, made) in enumerate(staff)])  # fmt: skip
    words.table("bench_commune", f"id {kind}", [(n, one.pk) for n, one in enumerate(communes)])
    with _loading(rows):
        _people(words, count)
        _contacts(words, contacts, count, len(communes))
    rows.rows("DROP TABLE bench_worker")
    rows.rows("DROP TABLE bench_commune")
    rows.settle()
    user, grant, made = staff[0]
    return {
        "worker": str(user.pk),
        "lead": str(lead.pk),
        "organisation": str(grant.organisation_id),
        "deployment": str(made.pk),
        "commune": {"id": str(communes[0].pk), "name": communes[0].name},
        "sizes": f"{contacts:,} contacts, {count:,} workers, {count * CASELOAD:,} people, {clubs} clubs",
    }  # fmt: skip


def _lead(grant: Grant) -> User:
    lead = User.objects.create(handle="lead-0", password="")
    Grant.objects.create(
        user=lead, organisation=grant.organisation, role=Role.CLUB_LEAD, granted_at=grant.granted_at,
        accepted_at=grant.accepted_at, accepted_by=lead,
    )  # fmt: skip
    return lead


def _people(words: Words, count: int) -> None:
    """A caseload for every worker; what each needs, and something to ask some of them."""
    people = count * CASELOAD
    worker = f"JOIN bench_worker w ON w.number = n.i / {CASELOAD}"
    source = f"FROM {words.series(people)} n {worker}"
    person, since = words.key("p", "n.i"), words.noon(str(DAYS))
    words.into("people_pseudonym", "id, organisation_id", f"SELECT {person}, w.organisation_id {source}")
    cue = "'thuyền ' || (n.i % 50), 'thuyen ' || (n.i % 50)"
    code = "printf('%010d', n.i)" if words.is_sqlite else "lpad(n.i::text, 10, '0')"
    joined = (timezone.localdate() - timedelta(days=DAYS)).replace(day=1).isoformat()
    words.into(
        "people_member", "id, pseudonym_id, card_code, joined, birth_year_band, cue, cue_folded",
        f"SELECT {words.key('m', 'n.i')}, {person}, {code}, DATE('{joined}'), '', {cue} {source}",
    )  # fmt: skip
    words.into(
        "people_assignment", "id, pseudonym_id, worker_id, since, until",
        f"SELECT {words.key('a', 'n.i')}, {person}, w.id, {since}, NULL {source}",
    )  # fmt: skip
    band = words.one_of(["little", "middling", "much"], "n.i")
    for letter, kind in (("r", "condom"), ("s", "lubricant")):
        words.into(
            "outreach_requirement", "id, pseudonym_id, kind, band, set_by_id, set_at",
            f"SELECT {words.key(letter, 'n.i')}, {person}, '{kind}', {band}, w.id, {since} {source}",
        )  # fmt: skip
    words.into(
        "outreach_followup", "id, pseudonym_id, due_on, why, made_by_id, made_at, done_on",
        f"SELECT {words.key('f', 'n.i')}, {person}, {words.day('(n.i % 12) - 4')}, 'bring', w.id, {since}, NULL {source}"
        " WHERE n.i % 5 = 0",
    )  # fmt: skip
    for letter, movement, whose in (("k", "received", "NULL"), ("l", "handed", "w.id")):
        words.into(
            "outreach_stockmove",
            'id, organisation_id, worker_id, kind, movement, quantity, reason, "on", taken_back, noted_by_id, noted_at',
            f"SELECT {words.key(letter, 'w.number')}, w.organisation_id, {whose if letter == 'l' else _nothing(words)}, 'condom',"
            f" '{movement}', 5000, '', {words.day(str(7 * KEPT_WEEKS))}, FALSE, w.id, {since} FROM bench_worker w",
        )  # fmt: skip


def _nothing(words: Words) -> str:
    return "NULL" if words.is_sqlite else "NULL::uuid"


def _contacts(words: Words, contacts: int, count: int, communes: int) -> None:
    """Workers in turn, oldest first; every second contact with somebody of the worker's own caseload."""
    turn, ago = f"(n.i / {count})", f"({DAYS} - {DAYS} * n.i / {contacts})"
    person = words.key("p", f"(n.i % {count}) * {CASELOAD} + {turn} / 2 % {CASELOAD}")
    key = words.key("c", "n.i")
    columns = ", ".join(f'"{column}"' for column in CONTACT)
    words.into("outreach_contact", columns, f"""SELECT {key}, {key}, 1, {_no_time(words)}, FALSE, w.organisation_id, w.deployment_id,
        CASE WHEN {turn} % 2 = 1 THEN {person} END, 1, {words.day(ago)}, 'day', {words.one_of(list(Setting.values), "n.i")},
        m.id, n.i % 7 = 0, '', w.id, w.id, {words.noon(ago)} FROM {words.series(contacts)} n
        JOIN bench_worker w ON w.number = n.i % {count} JOIN bench_commune m ON m.number = n.i % {communes}""")  # fmt: skip
    for table, column, kinds, more in (
        ("outreach_contacttopic", "topic", list(Topic.values), ""),
        ("outreach_contactcommodity", "kind", list(Commodity.values), ", 10"),
    ):  # fmt: skip
        into = f"id, contact_id, {column}{', quantity' if more else ''}"
        for at in (0, 1):  # one or two for every contact
            words.into(table, into, f"""SELECT {words.key("t", f"n.i * 2 + {at}")}, {key}, {words.one_of(kinds, f"n.i + {at}")}{more}
                FROM {words.series(contacts)} n WHERE n.i % 2 >= {at}""")  # fmt: skip


def _no_time(words: Words) -> str:
    return "NULL" if words.is_sqlite else "NULL::timestamptz"


@contextmanager
def _loading(rows: Database) -> Iterator[None]:
    """Without the indexes of the large tables and without a log; both stand again afterwards."""
    marks = ", ".join(f"'{table}'" for table in FILLED)
    if isinstance(rows, Sqlite):
        script = rows.connection.executescript
        script("PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON; PRAGMA journal_mode=OFF;")
        script("PRAGMA synchronous=OFF; PRAGMA cache_size=-3000000;")
        found = rows.rows(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
        )
    else:
        rows.rows("SET session_replication_role = replica")
        rows.rows("SET synchronous_commit = off")
        rows.rows("SET maintenance_work_mem = '1GB'")
        found = rows.rows(f"""SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({marks}) AND indexname NOT IN
            (SELECT conname FROM pg_constraint)""")
    for name, _sql in found:
        rows.rows(f'DROP INDEX "{name}"')
    yield
    for _name, sql in found:
        rows.rows(sql)
    if isinstance(rows, Sqlite):
        rows.connection.executescript(rows.opening + "PRAGMA analysis_limit=4000;")


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
