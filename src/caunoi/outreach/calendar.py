"""The paper calendar of one worker and month: what stands on each of its pages, and the weeks it has."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from caunoi.access.models import User
from caunoi.lib.actor import Actor
from caunoi.look.paper import make_pdf
from caunoi.outreach import actions
from caunoi.outreach.choices import Commodity, Setting, Topic
from caunoi.people.models import Assignment

TEMPLATE = Path(__file__).parent / "paper" / "calendar.typ"
WEEKS = (1, 2, 3, 4)
LINES, BLANK = 12, 4
"""Lines on a page, and how many of them at least are for people without a card."""
TYPEFACES = ["Be Vietnam Pro", "Libertinus Serif"]  # the second comes with the typesetter


def printed_calendar(*, by: Actor, at: datetime, worker: User, month: date) -> bytes:
    """The PDF of a worker's own month; that it was made is in the record."""
    paper = actions.print_calendar(by=by, at=at, worker=worker, month=month)
    return make_pdf(TEMPLATE.read_text("utf-8"), content(paper, month))


def content(paper: Sequence[Assignment], month: date) -> dict[str, Any]:
    """What the template needs. Nothing on paper says what the paper is for."""
    known = [
        {"line": str(hers.line or ""), "card": hers.pseudonym.member.card, "cue": hers.pseudonym.cue} for hers in paper
    ]
    return {
        "title": f"{month:%m/%Y}",
        "name": settings.DISPLAY_NAME,
        "font": TYPEFACES,
        "places": [kind.value for kind in Setting],
        "things": [kind.value for kind in Commodity],
        "topics": len(Topic),
        "sheets": [
            {"month": f"{month.month}/{month.year}", "week": f"{week} ({_days(month, week)})", "lines": lines}
            for week in WEEKS
            for lines in _pages(known)
        ],
    }


def _pages(known: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    step = LINES - BLANK
    blank = {"line": "", "card": "", "cue": ""}
    pages = [known[start : start + step] for start in range(0, len(known), step)] or [[]]
    return [[*page, *[blank] * (LINES - len(page))] for page in pages]


def _days(month: date, week: int) -> str:
    """The days of a week of the calendar; the fourth runs to the end of the month."""
    first = 7 * (week - 1) + 1
    last = first + 6 if week < WEEKS[-1] else monthrange(month.year, month.month)[1]
    return f"{first}–{last}"
