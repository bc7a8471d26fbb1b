"""Paper slips: a pad to print, stubs and statements typed back, and the PIN of a provider."""

from base64 import b64encode
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.lib.actor import Actor
from caunoi.look.uploads import LARGEST, OneWorkbook
from caunoi.look.workbooks.problems import Reason, UnreadableWorkbook
from caunoi.organisations.models import Organisation
from caunoi.referrals import actions, queries
from caunoi.referrals.actions import Entered, Line
from caunoi.referrals.choices import Box
from caunoi.referrals.forms.paper import BindForm, StatementForm, StubDayForm
from caunoi.referrals.pads import printed_pad
from caunoi.referrals.stated import Brought, bring_in
from caunoi.referrals.typed import day_typed, statement
from caunoi.referrals.views import NOT_RIGHT

STUBS, PAD = 30, 48
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOLD = 50
"""How many rows of a file the page names; the workbook has all."""


@require_POST
def print_pad(request: Request) -> HttpResponse:
    """A pad of one's own to print: six sheets."""
    by = allowed(request, Verb.PRINT_SLIPS)
    address = request.build_absolute_uri("/")
    data = printed_pad(by=by, at=timezone.now(), worker=request.user, count=PAD, address=address)
    named = 'attachment; filename="phieu.pdf"'
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": named})


@require_POST
def bind(request: Request, pk: UUID) -> HttpResponse:
    """The paper slip she was handed."""
    by = allowed(request, Verb.MOVE_REFERRAL)
    found = get_object_or_404(queries.referrals(by), pk=pk)
    form = BindForm(request.POST, prefix="bind")
    try:
        number = form.data.get("bind-number", "")
        bound = actions.bind_slip(by=by, at=timezone.now(), referral=found, code=number[:40])
        messages.success(
            request, _("This slip is hers now.") if bound else _("This was noted already; nothing changed.")
        )
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("referrals:referral", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def stubs(request: Request) -> HttpResponse:
    """Stubs out of the box, one line each, by keyboard alone. What was taken goes; what was not stays with the reason."""
    by = allowed(request, Verb.ENTER_STUBS)
    form = StubDayForm(request.POST if request.method == "POST" else None)
    done: list[Entered] = []
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["happened_on"]
        done = actions.enter_stubs(by=by, at=timezone.now(), lines=_stub_lines(request.POST), happened_on=day)
        _say(request, done)
        if done and all(one.is_done for one in done):
            return redirect("referrals:stubs")
    context = {"form": form, "lines": _rows(request.POST, done), "boxes": list(Box)}
    failed = bool(form.errors) or any(not one.is_done for one in done)
    return render(request, "referrals/stubs.html", context, status=NOT_RIGHT if failed else 200)


@csrf_exempt  # the form token is checked below, once the file has a reader of its own
def statements(request: Request) -> HttpResponse:
    """A provider's list of the month: what was known, what is new, what is not ours."""
    request.upload_handlers = [OneWorkbook(request)]
    return _statements(request)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _statements(request: Request) -> HttpResponse:
    by = allowed(request, Verb.ENTER_STUBS)
    posted = request.method == "POST"
    form = StatementForm(request.POST if posted else None, request.FILES if posted else None)
    done: list[Entered] = []
    brought = None
    if posted and any(isinstance(one, OneWorkbook) and one.too_large for one in request.upload_handlers):
        form.errors.clear()
        form.add_error("file", str(UnreadableWorkbook(Reason.TOO_LARGE, megabytes=LARGEST // 1_000_000)))
    elif posted and form.is_valid() and form.cleaned_data["file"]:
        brought = _from_file(by, form)
    elif posted and form.is_valid():
        done = _from_text(by, form)
        _say(request, done)
    context = {
        "form": form, "done": done, "left": [one for one in done if not one.is_done], "boxes": list(Box),
        "skipped": len([line for line in form["text"].value().splitlines() if line.strip()]) - len(done) if done else 0,
        "brought": brought and _brought(brought),
    }  # fmt: skip
    return render(request, "referrals/statement.html", context, status=NOT_RIGHT if form.errors else 200)


def _from_text(by: Actor, form: StatementForm) -> list[Entered]:
    lines = [Line.stated(*line) for line in statement(form.cleaned_data["text"], timezone.localdate())]
    if not lines:
        form.add_error("text", _("There is no slip number in it. Each line: a number, then how it went."))
        return []
    try:
        return actions.enter_statement(by=by, at=timezone.now(), provider=form.cleaned_data["provider"], lines=lines)
    except CannotDo as problem:
        form.add_error("text", str(problem))
        return []


def _from_file(by: Actor, form: StatementForm) -> Brought | None:
    data, provider = form.cleaned_data["file"].read(), form.cleaned_data["provider"]
    try:
        return bring_in(by=by, at=timezone.now(), provider=provider, data=data, today=timezone.localdate())
    except (CannotDo, UnreadableWorkbook) as problem:
        form.add_error("file", str(problem))
        return None


def _brought(brought: Brought) -> dict[str, object]:
    """What became of a file, as the page shows it. The workbook travels in the page itself: nothing of it is kept here."""
    rows, workbook = brought.returned, brought.workbook
    return {
        "figures": [
            {"label": _("New"), "value": brought.noted, "unit": _("slips")},
            {"label": _("Known already"), "value": brought.known, "unit": _("slips")},
            {"label": _("To mend"), "value": len(rows), "unit": _("rows")},
        ],
        "some": brought.noted + brought.known > 0,
        "told": rows[:TOLD],
        "more": max(0, len(rows) - TOLD),
        "unread": ", ".join(brought.unread),
        "workbook": f"data:{XLSX};base64,{b64encode(workbook).decode()}" if workbook else "",
    }


@require_safe
def pins(request: Request) -> HttpResponse:
    """Which providers have a PIN."""
    by = allowed(request, Verb.SET_PIN)
    return render(request, "referrals/pins.html", {"providers": queries.providers(by)})


@require_POST
def new_pin(request: Request, provider: UUID) -> HttpResponse:
    """A new PIN, shown once."""
    by = allowed(request, Verb.SET_PIN)
    found = get_object_or_404(Organisation, pk=provider)
    pin = actions.set_pin(by=by, at=timezone.now(), provider=found)
    return render(request, "referrals/pin.html", {"provider": found, "pin": f"{pin[:3]} {pin[3:]}"})


def _stub_lines(typed: Any) -> list[Line]:
    """Lines in which something was typed."""
    today = timezone.localdate()
    found = []
    for number in range(STUBS):
        code, box, on = (typed.get(f"{name}-{number}", "")[:40].strip() for name in ("code", "box", "on"))
        if code or box:
            found.append(Line(code, box, day_typed(on, today)))
    return found


def _rows(typed: Any, done: list[Entered]) -> list[dict[str, Any]]:
    """What stays to be typed again comes first, with its reason."""
    left = [one for one in done if not one.is_done]
    kept = [{"code": one.line.code, "box": one.line.box, "on": _written(one.line.on), "why": one.why} for one in left]
    if not done and typed:
        kept = [{"code": line.code, "box": line.box, "on": _written(line.on), "why": ""} for line in _stub_lines(typed)]
    return kept + [{"code": "", "box": "", "on": "", "why": ""} for _number in range(STUBS - len(kept))]


def _written(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _say(request: Request, done: list[Entered]) -> None:
    taken = sum(one.is_done for one in done)
    if taken:
        words = ngettext("%(count)s slip was noted.", "%(count)s slips were noted.", taken) % {"count": taken}
        messages.success(request, words)
