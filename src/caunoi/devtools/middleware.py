"""In the demo and in every test: a page that reads rows of people without asking `visible` fails.

SQLite has no row policies; this finds there what PostgreSQL would hide. A statement may pass when it carries the mark of
`visible`, when it was sent by a query, policy or action (they take `by` and are read as such), or when it follows a link
from a row that was seen already. What views, forms and templates ask by themselves may not.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from caunoi.access.policies import MARK
from caunoi.access.walls import touches_people

DOORS = frozenset({"views", "forms", "urls", "context", "navigation", "doors", "templatetags", "middleware"})
LINKS = ("django.db.models.fields.related_descriptors", "django.contrib.")
"""Following a foreign key of a row, and Django's own bookkeeping."""


class AskedNobodyError(Exception):
    """A page reads rows of people past the rule table. Ask a query that takes `by`, or filter by `visible(by, …)`."""


def doors_ask_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def respond(request: HttpRequest) -> HttpResponse:
        with connection.execute_wrapper(refuse_unasked):
            return get_response(request)

    return respond


def refuse_unasked(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Around every statement of a request."""
    reads = touches_people(sql) and MARK not in sql and not sql.lstrip().upper().startswith("INSERT")
    if reads and (door := _door_that_asks(sys._getframe(1))):
        raise AskedNobodyError(f"{door}: {sql[:60]}")
    return execute(sql, params, many, context)


def _door_that_asks(frame: FrameType | None) -> str:
    """The door whose own code sent this statement; empty if a query, policy or action of ours, or a link, did."""
    while frame:
        name = str(frame.f_globals.get("__name__", ""))
        if name.startswith(LINKS) or frame.f_code.co_name == "prefetch_related_objects":
            return ""
        if name.startswith("caunoi.") and name not in (__name__, "caunoi.access.walls"):
            parts = name.split(".")
            return name if parts[2:] and parts[2] in DOORS else ""
        frame = frame.f_back
    return ""
