"""The paper calendar: printed before the month, typed back after it, one week on one screen."""

import json
from datetime import date, datetime
from hashlib import sha256

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
from caunoi.outreach.choices import Commodity, Topic
from caunoi.outreach.databook.importing import bring_in_sheets
from caunoi.outreach.databook.meaning import Given
from caunoi.outreach.forms.paper import PaperLine, WeekForm
from caunoi.people.queries import caseload

CARDS = "cards"
SECTIONS = (CARDS, "others")
BLANK, MOST = 8, 200
HEADINGS: list[Cell] = [
    "ngày", "mã thẻ", "số người", "nơi gặp", "bao cao su", "chất bôi trơn", "bơm kim tiêm", "tự xét nghiệm", "tờ rơi", "gói vệ sinh",
    "nội dung", "giới thiệu", "lần thứ",
]  # fmt: skip


@require_POST
def print_own(request: Request) -> HttpResponse:
    """Her own calendar of a month, to print."""
    by = allowed(request, Verb.PRINT_CALENDAR)
    month = _month(request.POST.get("month", ""))
    data = printed_calendar(by=by, at=timezone.now(), worker=request.user, month=month)
    named = f'attachment; filename="lich-{month:%Y-%m}.pdf"'
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": named})


@require_http_methods(["GET", "POST"])
def week(request: Request) -> HttpResponse:
    """Type one week of paper: those with cards, then those without; each section saves by itself."""
    by = allowed(request, Verb.IMPORT_CONTACTS)
    chosen = WeekForm(request.GET or None, by=by)
    context: dict[str, object] = {"chosen": chosen, "month": timezone.localdate()}
    if not chosen.is_valid():
        return render(request, "outreach/calendar.html", context, status=422 if chosen.errors else 200)
    posted = request.POST.get("section", "")
    sections = {name: _blank(by, chosen, name) for name in SECTIONS}
    if posted in SECTIONS:
        sections[posted] = left = _enter(request, by, chosen, posted)
        if not left:
            return redirect(request.get_full_path())
    context |= {
        "sections": sections,
        "topics": list(enumerate(Topic, start=1)),
        "things": list(Commodity),
        "posted": posted,
    }
    return render(request, "outreach/calendar.html", context, status=422 if posted in SECTIONS else 200)


def _blank(by: Actor, chosen: WeekForm, section: str) -> list[PaperLine]:
    """Lines to type into: her own caseload for herself; for another only blank ones, since no list of hers is shown."""
    given: list[dict[str, str]] = [{}] * BLANK
    if section == CARDS and chosen.is_own:
        given = [{"card": member.card, "cue": member.cue} for member in caseload(by)]
    return [PaperLine(initial=one, prefix=f"{section}-{number}") for number, one in enumerate(given)]


def _enter(request: Request, by: Actor, chosen: WeekForm, section: str) -> list[PaperLine]:
    """Enter what was typed; what is left are the lines that have to be mended, as they were typed."""
    lines = [PaperLine(request.POST, prefix=f"{section}-{number}") for number in range(_how_many(request))]
    filled = [line for line in lines if line.is_valid() and line.is_filled]
    if not filled:
        messages.info(request, _("Nothing was typed in this part. Nothing was saved."))
        return []
    rows = [line.row(chosen.when) for line in filled]
    typed = sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
    outcome = bring_in_sheets(
        by=by, at=timezone.now(), sheets=[Sheet("", [HEADINGS, *rows])], file=typed, given=Given(peer=chosen.handle)
    )
    said = ngettext("%(count)s line saved.", "%(count)s lines saved.", outcome.entered)
    messages.success(request, said % {"count": outcome.entered})
    if outcome.known:
        said = ngettext("%(count)s line was known already.", "%(count)s lines were known already.", outcome.known)
        messages.info(request, said % {"count": outcome.known})
    told = {one.number: one.what for one in [*outcome.returned, *outcome.conflicts]}
    return [line.told(told[number]) for number, line in enumerate(filled, start=2) if number in told]


def _how_many(request: Request) -> int:
    text = request.POST.get("lines", "")
    return min(int(text), MOST) if text.isascii() and text.isdigit() else 0


def _month(text: str) -> date:
    """The month that was asked for; this one where none was said."""
    if not text:
        return timezone.localdate().replace(day=1)
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  # a month has no time of day
    except ValueError:
        raise Http404 from None
