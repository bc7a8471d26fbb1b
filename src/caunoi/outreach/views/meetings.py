"""Several people on one screen, and contacts that may have been written down twice."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.lib.actor import Actor
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.forms.contacts import DoubleForm, MeetingForm, MeetingLine, lines_of
from caunoi.people.queries import caseload

LINES, MORE = 6, 6


@require_http_methods(["GET", "POST"])
def several(request: Request) -> HttpResponse:
    """Several people met at one place: a line for each, and one for those without a card."""
    by = allowed(request, Verb.NOTE_CONTACT)
    posted = request.POST if request.method == "POST" else None
    count = _how_many(request) + (MORE if "more" in request.POST else 0)
    typing = posted is None or "more" in request.POST
    form = MeetingForm(posted, by=by)
    lines = lines_of(posted, by, count)
    if not typing and form.is_valid() and all([line.is_valid() for line in lines]) and _note(request, by, form, lines):
        return redirect("outreach:list")
    context = {
        "form": form,
        "lines": lines[:-1],
        "others": lines[-1],
        "typing": typing,
        "cues": caseload(by),
        "communes": queries.communes_suggested(by, timezone.localdate()),
    }
    return render(request, "outreach/several.html", context, status=200 if typing else 422)


@require_http_methods(["GET", "POST"])
def doubles(request: Request) -> HttpResponse:
    """Two contacts at a time, beside each other; a person says what they are."""
    by = allowed(request, Verb.CORRECT_CONTACT)
    form = DoubleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decide(request, by, form):
        return redirect("outreach:doubles")
    found = queries.doubles(by, timezone.localdate())
    pair = None
    if found:
        both = {row.record: row for row in queries.contacts(by).filter(record__in=found[0])}
        pair = [both[record] for record in found[0]]
        form = form if form.errors else DoubleForm(initial={"first": found[0].first, "second": found[0].second})
    context = {"form": form, "pair": pair, "count": len(found)}
    return render(request, "outreach/doubles.html", context, status=422 if form.errors else 200)


def _how_many(request: Request) -> int:
    text = request.POST.get("lines", "")
    return min(int(text), outreach.MANY_LINES) if text.isascii() and text.isdigit() and len(text) < 4 else LINES


def _note(request: Request, by: Actor, form: MeetingForm, lines: list[MeetingLine]) -> bool:
    data = form.cleaned_data
    seen = [form.observation(line) for line in lines if line.is_filled]
    try:
        noted = outreach.note_meeting(
            by=by, at=timezone.now(), seen=seen, done_by=UUID(data["done_by"]), meeting=data["meeting"]
        )
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return False
    said = ngettext("%(count)s contact noted. Thank you.", "%(count)s contacts noted. Thank you.", len(noted))
    messages.success(request, said % {"count": len(noted)})
    return True


def _decide(request: Request, by: Actor, form: DoubleForm) -> bool:
    data = form.cleaned_data
    first, second = (get_object_or_404(queries.contacts(by), record=data[name]) for name in ("first", "second"))
    kept, other = (first, second) if data["keep"] == "first" else (second, first)
    try:
        outreach.decide_double(by=by, at=timezone.now(), kept=kept, other=other, verdict=data["verdict"])
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, _("Decided. What was set aside stays readable."))
    return True
