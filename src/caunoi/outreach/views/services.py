"""Service sessions, the emergency fund, going along, going out and coming home."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.forms.club import AccompanimentForm, FundForm, OutingForm, SessionForm, SettleForm
from caunoi.people.queries import caseload

RECENT = 50
NOT_RIGHT = 422


@require_safe
def sessions(request: Request) -> HttpResponse:
    """Service sessions as counts: with a card, without one."""
    by = allowed(request, Verb.SEE_SESSION)
    return render(request, "outreach/sessions.html", {"sessions": queries.sessions(by)[:RECENT]})


@require_http_methods(["GET", "POST"])
def new_session(request: Request) -> HttpResponse:
    """Write down a service session."""
    by = allowed(request, Verb.NOTE_SESSION)
    form = SessionForm(request.POST if request.method == "POST" else None, by=by)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            outreach.note_session(
                by=by, at=timezone.now(), held=form.held(), done_by=UUID(data["done_by"]), pk=data["pk"]
            )
            messages.success(request, _("Noted. Thank you."))
            return redirect("outreach:sessions")
        except CannotDo as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "cues": caseload(by)}
    return render(request, "outreach/session_form.html", context, status=NOT_RIGHT if form.errors else 200)


@require_POST
def take_back_session(request: Request, pk: UUID) -> HttpResponse:
    """Say that a session was entered in error."""
    by = allowed(request, Verb.NOTE_SESSION)
    session = get_object_or_404(queries.sessions(by), pk=pk)
    try:
        outreach.take_back_session(by=by, at=timezone.now(), session=session)
        messages.success(request, _("Marked as entered in error. It is counted no more."))
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("outreach:sessions")


@require_http_methods(["GET", "POST"])
def fund(request: Request) -> HttpResponse:
    """The emergency fund: how it stands, what came and went."""
    by = allowed(request, Verb.KEEP_FUND)
    form = FundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            outreach.note_fund(by=by, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect("outreach:fund")
        except CannotDo as problem:
            form.add_error(None, str(problem))
    context = {
        "form": form,
        "fund": queries.fund(by),
        "entries": queries.fund_entries(by)[:RECENT],
        "goings": queries.accompaniments(by)[:RECENT],
    }
    return render(request, "outreach/fund.html", context, status=NOT_RIGHT if form.errors else 200)


@require_POST
def take_back_fund(request: Request, pk: UUID) -> HttpResponse:
    """Say that an entry was a mistake."""
    by = allowed(request, Verb.KEEP_FUND)
    entry = get_object_or_404(queries.fund_entries(by), pk=pk)
    try:
        outreach.take_back_fund(by=by, at=timezone.now(), entry=entry)
        messages.success(request, _("Taken back. It counts no more."))
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("outreach:fund")


@require_http_methods(["GET", "POST"])
def accompany(request: Request) -> HttpResponse:
    """A worker goes along, with money for the way."""
    by = allowed(request, Verb.KEEP_FUND)
    form = AccompanimentForm(request.POST if request.method == "POST" else None, by=by)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            outreach.note_accompaniment(
                by=by,
                at=timezone.now(),
                worker=UUID(data["done_by"]),
                code=data["code"],
                on=data["on"],
                advance=data["advance"] or 0,
                pk=data["pk"],
            )
            messages.success(request, _("Noted."))
            return redirect("outreach:fund")
        except CannotDo as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "title": _("Somebody goes along")}
    return render(request, "outreach/fund_form.html", context, status=NOT_RIGHT if form.errors else 200)


@require_http_methods(["GET", "POST"])
def settle(request: Request, pk: UUID) -> HttpResponse:
    """What the way cost."""
    by = allowed(request, Verb.KEEP_FUND)
    going = get_object_or_404(queries.accompaniments(by), pk=pk)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            outreach.settle_advance(by=by, at=timezone.now(), going=going, **form.cleaned_data)
            messages.success(request, _("Settled."))
            return redirect("outreach:fund")
        except CannotDo as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "going": going, "title": _("Settle the travel advance")}
    return render(request, "outreach/fund_form.html", context, status=NOT_RIGHT if form.errors else 200)


@require_http_methods(["GET", "POST"])
def outing(request: Request) -> HttpResponse:
    """“Tôi đi – tôi về”: until when, never where."""
    by = allowed(request, Verb.GO_OUT)
    form = OutingForm(request.POST if request.method == "POST" else None)
    out = queries.own_outing(by)
    if request.method == "POST" and out is not None:
        outreach.come_back(by=by, at=timezone.now(), outing=out)
        messages.success(request, _("Good that you are back."))
        return redirect("workspace:day")
    if request.method == "POST" and form.is_valid():
        outreach.go_out(by=by, at=timezone.now(), hours=form.cleaned_data["hours"])
        messages.success(request, _("Noted. Say here when you are back."))
        return redirect("workspace:day")
    return render(request, "outreach/outing.html", {"form": form, "out": out}, status=NOT_RIGHT if form.errors else 200)
