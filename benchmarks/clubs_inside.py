"""Measures for clubs.py, inside an installation's environment; what fill_clubs.py made comes on standard input."""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import UUID

import ready  # noqa: F401  # models need Django set up
from django.test import RequestFactory
from django.utils import timezone
from drivers import Database, database
from floor import transaction_of
from pages import BRANCHES, CONTACTS, FORM_SECRET, OWN, PIECES, TOPICS, answer_to, asked_queries, cookies_of

from caunoi.access.models import User
from caunoi.access.queries import actor_for
from caunoi.lib.ids import uuid7
from caunoi.outreach.queries import USE_WEEKS
from caunoi.workspace.views.charts import WEEKS, charts
from caunoi.workspace.views.day import day

TIMES, RECENT, OK = 5, 5, 200
HERS = "SELECT pseudonym_id FROM people_assignment WHERE worker_id = %s AND until IS NULL"
CURRENT = "superseded_at IS NULL AND NOT entered_in_error"
LAST_WEEK = f"""SELECT count(*) FROM outreach_contact WHERE done_by_id = %s AND organisation_id = %s AND {CURRENT} AND "on" > %s"""
LAST_MET = f"""SELECT m.pseudonym_id, m.cue, m.cue_folded, m.joined, (SELECT max("on") FROM outreach_contact c
    WHERE c.pseudonym_id = m.pseudonym_id AND {CURRENT}) FROM people_member m WHERE m.pseudonym_id IN ({HERS})"""
MONTH = (
    f"""SELECT pseudonym_id, "on" FROM outreach_contact WHERE pseudonym_id IN ({HERS}) AND {CURRENT} AND "on" >= %s"""
)
DUE = f"""SELECT f.id, f.due_on, f.why, m.cue FROM outreach_followup f JOIN people_member m ON m.pseudonym_id = f.pseudonym_id
    WHERE f.pseudonym_id IN ({HERS}) AND f.done_on IS NULL AND f.due_on <= %s ORDER BY f.due_on"""
BANDS = f"SELECT pseudonym_id, kind, band FROM outreach_requirement WHERE pseudonym_id IN ({HERS})"
MOVED = """SELECT worker_id, kind, movement, sum(quantity), min("on") FROM outreach_stockmove WHERE organisation_id = %s
    AND NOT taken_back GROUP BY worker_id, kind, movement"""
GIVEN = f"""SELECT c.done_by_id, p.kind, sum(p.quantity) FROM outreach_contact c JOIN outreach_contactcommodity p
    ON p.contact_id = c.id WHERE c.organisation_id = %s AND {CURRENT} AND c."on" >= %s AND {{}} GROUP BY c.done_by_id, p.kind"""
PEOPLE = f"""SELECT "on", pseudonym_id, count(*), sum(people) FROM outreach_contact WHERE organisation_id = %s AND {CURRENT}
    AND "on" >= %s GROUP BY "on", pseudonym_id"""
INSIDE = f"""SELECT x.{{}}, {{}} FROM outreach_contact c JOIN {{}} x ON x.contact_id = c.id WHERE c.organisation_id = %s AND {CURRENT}
    AND c."on" >= %s GROUP BY x.{{}}"""
LOADS = """SELECT a.worker_id, count(DISTINCT a.pseudonym_id) FROM people_assignment a JOIN people_pseudonym p
    ON p.id = a.pseudonym_id WHERE p.organisation_id = %s AND a.until IS NULL GROUP BY a.worker_id"""


class Bare:
    """The same questions by hand, over the bare driver."""

    def __init__(self, rows: Database, world: dict[str, Any]) -> None:
        self.rows = rows
        self.me, self.club, self.lead = (UUID(world[name]) for name in ("worker", "organisation", "lead"))
        self.today = timezone.localdate()

    def day(self) -> None:
        self._recent(self.me)
        self.rows.rows(LAST_WEEK, [self.me, self.club, self.today - timedelta(days=7)])
        self.rows.rows(DUE, [self.me, self.today])
        self.rows.rows(LAST_MET, [self.me])
        self._supplies("c.done_by_id = %s", [self.me])

    def lead_day(self) -> None:
        self._recent(self.lead)
        self.rows.rows(LAST_WEEK, [self.lead, self.club, self.today - timedelta(days=7)])
        self._supplies("1 = 1", [])

    def due(self) -> None:
        self.rows.rows(LAST_MET, [self.me])
        self.rows.rows(MONTH, [self.me, self.today.replace(day=1)])
        self.rows.rows(BANDS, [self.me])
        self.rows.rows(DUE, [self.me, self.today])
        self._supplies("c.done_by_id = %s", [self.me])

    def charts(self) -> None:
        since = self.today - timedelta(days=self.today.weekday(), weeks=WEEKS - 1)
        self.rows.rows(PEOPLE, [self.club, since])
        self.rows.rows(INSIDE.format("topic", "count(*)", "outreach_contacttopic", "topic"), [self.club, since])
        self.rows.rows(
            INSIDE.format("kind", "sum(x.quantity)", "outreach_contactcommodity", "kind"), [self.club, since]
        )
        self.rows.rows(LOADS, [self.club])

    def _recent(self, whose: UUID) -> None:
        branches = " UNION ".join(OWN.format(where, RECENT, number) for number, where in enumerate(BRANCHES))
        found = self.rows.rows(CONTACTS.format(branches, RECENT), [whose, self.club, whose, self.club, whose])
        marks = ", ".join(["%s"] * len(found))
        for sql in (TOPICS, PIECES) if found else ():
            self.rows.rows(sql.format(marks), [row[0] for row in found])

    def _supplies(self, whose: str, values: list[UUID]) -> None:
        moved = self.rows.rows(MOVED, [self.club])
        begun = min((row[4] for row in moved), default=self.today)
        lately = self.today - timedelta(weeks=USE_WEEKS)
        for since in (begun, lately):
            self.rows.rows(GIVEN.format(whose), [self.club, since, *values])


def main(world: dict[str, Any], rounds: int) -> dict[str, Any]:
    rows = database(os.environ["BENCH_DATABASE"])
    bare = Bare(rows, world)
    worker, lead = (User.objects.get(pk=world[name]) for name in ("worker", "lead"))
    pages = {
        "day": (_whole("/work/", worker), bare.day),
        "lead's day": (_view("/work/", day, lead), bare.lead_day),
        "due": (_whole("/contacts/plan/", worker), bare.due),
        "charts": (_view("/work/charts/", charts, lead), bare.charts),
        "entry": (_entering(world, worker), _bare_entry(rows, world)),
    }
    return {what: _in_turns(ours, sql, rounds) for what, (ours, sql) in pages.items()}


def _in_turns(ours: Callable[[], None], bare: Callable[[], None], rounds: int) -> dict[str, Any]:
    """Median of the rounds, each the median of its repeats."""
    with asked_queries() as asked:
        ours()
    turns = [(_once(ours), _once(bare)) for _round in range(rounds)]
    return {"ours": median(one for one, _b in turns), "bare": median(two for _a, two in turns), "queries": len(asked)}


def _whole(path: str, user: User) -> Callable[[], None]:
    """The whole request, through all middleware."""
    cookies = cookies_of(user)

    def ask() -> None:
        status, _body = answer_to("GET", path, cookies)
        assert status.startswith("200"), (path, status)

    return ask


def _view(path: str, view: Callable[..., Any], user: User) -> Callable[[], None]:
    """The view alone: a lead signs in with a second step, which is not measured here."""
    request = RequestFactory().get(path)
    request.user, request.by, request.session = user, actor_for(user), {}

    def ask() -> None:
        assert view(request).status_code == OK, path

    return ask


def _entering(world: dict[str, Any], worker: User) -> Callable[[], None]:
    cookies = cookies_of(worker)

    def enter() -> None:
        status, _body = answer_to("POST", "/contacts/new/", cookies, _form(world))
        assert status.startswith("302"), status

    return enter


def _bare_entry(rows: Database, world: dict[str, Any]) -> Callable[[], None]:
    """The same rows by the bare driver, numbered after the last entry of the record."""
    told = {"id": world["worker"], **{name: world[name] for name in ("organisation", "deployment")}}
    return lambda: transaction_of(rows, told, UUID(world["commune"]["id"]))


def _form(world: dict[str, Any]) -> dict[str, Any]:
    return {
        "csrfmiddlewaretoken": FORM_SECRET, "record": str(uuid7()), "who": "", "people": "1", "topics": ["health", "rights"],
        "given_condom": "10", "given_leaflet": "1", "setting": "venue", "commune": world["commune"]["name"],
        "on": f"{timezone.localdate():%d/%m/%Y}", "done_by": world["worker"],
    }  # fmt: skip


def _once(call: Callable[[], None]) -> float:
    taken = []
    for _time in range(TIMES):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


if __name__ == "__main__":
    print(json.dumps(main(json.load(sys.stdin), int(sys.argv[1]))))
