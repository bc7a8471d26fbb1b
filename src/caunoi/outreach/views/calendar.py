"""The paper calendar: printed before the month, typed back after it, one week on one screen."""

import json
from datetime import date, datetime
from hashlib import sha256
from math import ceil
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.lib.actor import Actor
from caunoi.look.workbooks.cells import Cell, Sheet
from caunoi.outreach.calendar import printed_calendar
from caunoi.outreach.choices import Topic
from caunoi.outreach.databook.importing import bring_in_sheets
from caunoi.outreach.databook.meaning import Given
from caunoi.outreach.forms.paper import PaperLine, WeekForm
from caunoi.people.models import Assignment
from caunoi.people.queries import on_paper

CARDS, OTHERS = "cards", "others"
SHEET, PART, MOST = 12, 100, 120
"""Blank lines, as on a sheet of paper; people of a caseload on one screen; lines that are read of what was sent."""
HEADINGS: list[Cell] = [
    "ngày", "mã thẻ", "số người", "nơi gặp", "bao cao su", "chất bôi trơn", "bơm kim tiêm", "tự xét nghiệm", "tờ rơi", "gói vệ sinh",
    "nội dung", "giới thiệu", "lần thứ",
]  # fmt: skip
FIRST_ROW = 2  # under the headings


@require_POST
def print_own(request: Request) -> HttpResponse:
    """Her own calendar of a month, to print."""
    by = allowed(request, Verb.PRINT_CALENDAR)
    month = _month(request.POST.get("month", ""))
    data = printed_calendar(by=by, at=timezone.now(), worker=request.user, month=month)
    named = f'attachment; filename="lich-{month:%Y-%m}.pdf"'
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": named})


class Part(NamedTuple):
    """Lines of one screen. `shown` is how many stood there when it was first shown: each keeps its number."""

    name: str
    lines: list[PaperLine]
    shown: int


@require_http_methods(["GET", "POST"])
def week(request: Request) -> HttpResponse:
    """Type one week of paper: those with cards, then those without. Whatever stands on the screen is saved at once."""
    by = allowed(request, Verb.IMPORT_CONTACTS)
    chosen = WeekForm(request.GET or None, by=by)
    context: dict[str, object] = {"chosen": chosen, "form": chosen, "month": timezone.localdate()}
    if not chosen.is_valid():
        return render(request, "outreach/calendar.html", context, status=422 if chosen.errors else 200)
    paper = list(on_paper(by, chosen.worker))
    parts = _enter(request, by, chosen, paper) if request.method == "POST" else _blank(chosen, paper)
    if request.method == "POST" and not any(part.lines for part in parts):
        return redirect(request.get_full_path())
    context |= {
        "parts": parts,
        "to_mend": [line for part in parts for line in part.lines if line.what],
        "topics": list(enumerate(Topic, start=1)),
        "more": range(1, ceil(len(paper) / PART) + 1) if len(paper) > PART else (),
    }
    return render(request, "outreach/calendar.html", context, status=422 if request.method == "POST" else 200)


def _blank(chosen: WeekForm, paper: list[Assignment]) -> list[Part]:
    """Lines to type into: her own caseload for herself; of another's paper the numbers of its lines and nothing that is on them."""
    start = (chosen.part - 1) * PART
    here, blank = paper[start : start + PART], [dict[str, object]()] * SHEET
    with_card = (
        [_herself(row) for row in here]
        if chosen.is_own
        else [*({"line": row.line} for row in here if row.line), *blank]
    )
    return [
        Part(name, [PaperLine(initial=one, prefix=f"{name}-{number}") for number, one in enumerate(given)], len(given))
        for name, given in ((CARDS, with_card), (OTHERS, blank))
    ]


def _herself(row: Assignment) -> dict[str, object]:
    return {"line": row.line, "card": row.pseudonym.member.card, "cue": row.pseudonym.cue}


def _enter(request: Request, by: Actor, chosen: WeekForm, paper: list[Assignment]) -> list[Part]:
    """Enter what was typed; what is left are the lines that have to be mended, as they were typed."""
    counts = {name: _how_many(request, name) for name in (CARDS, OTHERS)}
    lines = [PaperLine(request.POST, prefix=f"{name}-{number}") for name in counts for number in range(counts[name])]
    filled = [line for line in lines if line.is_touched]
    cards = {row.line: row.pseudonym.member.card for row in paper if row.line}
    clear = [line for line in filled if line.is_clear and line.find(cards)]
    if not filled:
        messages.info(request, _("Nothing was typed. Nothing was saved."))
    if clear:
        _bring_in(request, by, chosen, clear)
    return [
        Part(name, [line for line in filled if line.what and line.part == name], count)
        for name, count in counts.items()
    ]


def _bring_in(request: Request, by: Actor, chosen: WeekForm, lines: list[PaperLine]) -> None:
    """As rows of a databook; lines that come back are told what to mend."""
    rows = [line.row(chosen.when) for line in lines]
    typed = sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
    outcome = bring_in_sheets(
        by=by, at=timezone.now(), sheets=[Sheet("", [HEADINGS, *rows])], file=typed, given=Given(peer=chosen.handle)
    )
    said = ngettext("%(count)s line saved.", "%(count)s lines saved.", outcome.entered)
    messages.success(request, said % {"count": outcome.entered})
    if outcome.known:
        said = ngettext("%(count)s line was known already.", "%(count)s lines were known already.", outcome.known)
        messages.info(request, said % {"count": outcome.known})
    for told in [*outcome.returned, *outcome.conflicts]:
        lines[told.number - FIRST_ROW].what = told.what


def _how_many(request: Request, part: str) -> int:
    text = request.POST.get(f"{part}-lines", "")
    return min(int(text), MOST) if text.isascii() and text.isdigit() else 0


def _month(text: str) -> date:
    """The month that was asked for; this one where none was said."""
    if not text:
        return timezone.localdate().replace(day=1)
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  # a month has no time of day
    except ValueError:
        raise Http404 from None
