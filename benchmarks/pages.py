"""Server time of the lists that are opened most, beside plain SQL of the same rows; and how many queries a request asks.

Run by run.py inside an installation's environment with the world as JSON on standard input; prints JSON.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from statistics import median
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import ready  # noqa: F401  # models need Django set up
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone
from drivers import Database, database

from caunoi.access.middleware import SEEN
from caunoi.access.models import User
from caunoi.access.queries import actor_for
from caunoi.access.stamps import cookie
from caunoi.config.wsgi import application
from caunoi.lib.ids import uuid7
from caunoi.outreach.views.contacts import contact_list
from caunoi.workspace.views.day import day
from caunoi.workspace.views.people import people_list

ROUNDS, FORM_SECRET = 5, "a" * 32
OWN = """SELECT * FROM (SELECT id, "on", entered_at FROM outreach_contact WHERE superseded_at IS NULL AND NOT entered_in_error
    AND {} ORDER BY "on" DESC, entered_at DESC LIMIT {}) branch{}"""
BRANCHES = (
    "done_by_id = %s AND organisation_id = %s",
    "entered_by_id = %s AND organisation_id = %s",
    "pseudonym_id IN (SELECT pseudonym_id FROM people_assignment WHERE worker_id = %s AND until IS NULL)",
)
CONTACTS = """SELECT c.id, c.record, c."on", c.people, c.setting, m.cue, p.name FROM outreach_contact c
    LEFT JOIN people_member m ON m.pseudonym_id = c.pseudonym_id LEFT JOIN places_place p ON p.id = c.commune_id
    WHERE c.id IN (SELECT id FROM ({}) found ORDER BY "on" DESC, entered_at DESC LIMIT {}) ORDER BY c."on" DESC, c.entered_at DESC"""
TOPICS = "SELECT contact_id, topic FROM outreach_contacttopic WHERE contact_id IN ({})"
PIECES = "SELECT contact_id, kind, quantity FROM outreach_contactcommodity WHERE contact_id IN ({})"
WEEK = """SELECT count(*) FROM outreach_contact WHERE done_by_id = %s AND organisation_id = %s AND superseded_at IS NULL
    AND NOT entered_in_error AND "on" > %s"""
CASELOAD = """SELECT m.pseudonym_id, m.cue, m.card_code FROM people_member m JOIN people_assignment a
    ON a.pseudonym_id = m.pseudonym_id WHERE a.worker_id = %s AND a.until IS NULL ORDER BY m.cue_folded, m.card_code"""


def main(world: dict[str, Any], times: int) -> dict[str, Any]:
    worker, rows = world["workers"][0], database(os.environ["BENCH_DATABASE"])
    me, club = UUID(worker["id"]), UUID(worker["organisation"])
    user = User.objects.get(pk=me)
    cookies = cookies_of(user)
    pages: dict[str, tuple[Callable[..., Any], Callable[[], int]]] = {
        "/contacts/": (contact_list, lambda: _contacts(rows, me, club, 50)),
        "/people/": (people_list, lambda: len(rows.rows(CASELOAD, [me]))),
        "/work/": (day, lambda: _contacts(rows, me, club, 5) + len(rows.rows(WEEK, [me, club, _week_ago()]))),
    }
    found: dict[str, Any] = {
        path: page_times(path, view, sql, user, cookies, times) for path, (view, sql) in pages.items()
    }
    with asked_queries() as asked:
        answer = answer_to("POST", "/contacts/new/", cookies, _contact(world))
    assert answer[0].startswith("302"), answer
    return {**found, "entry": {"queries": len(asked), "asked": asked}}


def page_times(
    path: str, view: Callable[..., Any], sql: Callable[[], int], user: User, cookies: str, times: int
) -> dict[str, Any]:
    """Whole request, view alone and plain SQL, in turns; the median of the rounds, each the median of its repeats."""
    with asked_queries() as asked:
        status, body = answer_to("GET", path, cookies)
    assert status.startswith("200"), (path, status)
    request = RequestFactory().get(path)
    request.user, request.by, request.session = user, actor_for(user), {}
    measured: dict[str, list[float]] = {"request": [], "view": [], "sql": []}
    for _round in range(ROUNDS):
        measured["request"].append(_milliseconds(lambda: answer_to("GET", path, cookies), times))
        measured["view"].append(_milliseconds(lambda: view(request), times))
        measured["sql"].append(_milliseconds(sql, times))
    return {**{name: median(values) for name, values in measured.items()}, "queries": len(asked), "asked": asked,
            "rows": sql(), "bytes": len(body)}  # fmt: skip


def _milliseconds(call: Callable[[], Any], times: int) -> float:
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def _contacts(rows: Database, me: UUID, club: UUID, limit: int) -> int:
    branches = " UNION ".join(OWN.format(where, limit, number) for number, where in enumerate(BRANCHES))
    found = rows.rows(CONTACTS.format(branches, limit), [me, club, me, club, me])
    ids = [row[0] for row in found]
    marks = ", ".join(["%s"] * len(ids))
    for sql in (TOPICS, PIECES):
        rows.rows(sql.format(marks), ids)
    return len(found)


def _week_ago() -> Any:
    return timezone.localdate() - timedelta(days=7)


def cookies_of(user: User) -> str:
    """A session as sign-in makes it, and a form secret."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = str(client.session.session_key)
    seen = signing.TimestampSigner(salt=SEEN).sign(signing.Signer(salt="session").signature(session))
    kept = {settings.SESSION_COOKIE_NAME: session, cookie(SEEN): seen, settings.CSRF_COOKIE_NAME: FORM_SECRET}
    return "; ".join(f"{name}={value}" for name, value in kept.items())


def answer_to(method: str, path: str, cookies: str, form: dict[str, Any] | None = None) -> tuple[str, bytes]:
    """Through the whole WSGI application, as the server calls it."""
    body, status = urlencode(form or {}, doseq=True).encode(), []
    path, _mark, asked = path.partition("?")
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost",
        "HTTP_COOKIE": cookies, "SCRIPT_NAME": "", "QUERY_STRING": asked, "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http", "wsgi.version": (1, 0),
    }  # fmt: skip
    answer = application(environ, lambda line, headers, exc=None: status.append(line))
    content = b"".join(answer)
    answer.close()
    return status[0], content


def _contact(world: dict[str, Any]) -> dict[str, Any]:
    worker = world["workers"][0]
    return {
        "csrfmiddlewaretoken": FORM_SECRET, "record": str(uuid7()), "who": worker["people"][0][0], "topics": ["health", "rights"],
        "given_condom": "10", "given_leaflet": "1", "setting": "venue", "commune": world["commune"]["name"],
        "on": f"{timezone.localdate():%d/%m/%Y}", "done_by": worker["id"],
    }  # fmt: skip


@contextmanager
def asked_queries() -> Any:
    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


if __name__ == "__main__":
    print(json.dumps(main(json.load(sys.stdin), int(sys.argv[1]))))
