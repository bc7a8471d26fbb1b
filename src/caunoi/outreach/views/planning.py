"""The worker's month: whom she has met, who is due, what to pack. A lead's five contacts of a week."""

from datetime import date
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
from caunoi.outreach.choices import Band, CheckOutcome, Commodity
from caunoi.outreach.forms.planning import BandsForm, CheckForm, FollowUpForm

NOT_RIGHT = 422


@require_safe
def plan(request: Request) -> HttpResponse:
    """My month: four weeks of each whom I look after, those who are due first; and my bag."""
    by = allowed(request, Verb.PLAN_VISITS)
    today = timezone.localdate()
    lines = queries.plan(by, today, today)
    context = {
        "lines": [(line, _bands(line.bands)) for line in lines],
        "due_count": sum(line.is_due for line in lines),
        "bag": [(Commodity(one.kind).label, one) for one in queries.bag(by, today)],
        "today": today,
        "unseen_days": queries.UNSEEN_DAYS,
        "workload": queries.WORKLOAD,
    }
    return render(request, "outreach/plan.html", context)


@require_http_methods(["GET", "POST"])
def plan_person(request: Request, person: UUID) -> HttpResponse:
    """One person: about how much she needs, what to ask or bring her."""
    by = allowed(request, Verb.PLAN_VISITS)
    her = get_object_or_404(queries.whom_to_plan(by), pk=person)
    which = request.POST.get("form", "") if request.method == "POST" else ""
    known = {f"band_{kind}": band for kind, band in queries.bands_of(by, her.pk).items()}
    bands = BandsForm(request.POST if which == "bands" else None, initial=known)
    follow_up = FollowUpForm(request.POST if which == "follow_up" else None)
    try:
        if which == "bands" and bands.is_valid():
            outreach.set_bands(by=by, at=timezone.now(), pseudonym=her, bands=bands.bands())
            messages.success(request, _("Noted."))
            return redirect("outreach:plan_person", person=her.pk)
        if which == "follow_up" and follow_up.is_valid():
            outreach.plan_follow_up(by=by, at=timezone.now(), pseudonym=her, **follow_up.cleaned_data)
            messages.success(request, _("Noted. It stands in your day when it is due."))
            return redirect("outreach:plan_person", person=her.pk)
    except CannotDo as problem:
        (bands if which == "bands" else follow_up).add_error(None, str(problem))
    context = {
        "person": her,
        "bands": bands,
        "follow_up": follow_up,
        "form": bands if which == "bands" else follow_up,
        "waiting": queries.open_follow_ups(by, her.pk),
    }
    status = NOT_RIGHT if bands.errors or follow_up.errors or request.method == "POST" else 200
    return render(request, "outreach/plan_person.html", context, status=status)


@require_POST
def follow_up_done(request: Request, pk: UUID) -> HttpResponse:
    """It was asked or brought."""
    by = allowed(request, Verb.PLAN_VISITS)
    follow_up = get_object_or_404(queries.follow_ups(by, date.max), pk=pk)
    outreach.follow_up_done(by=by, at=timezone.now(), follow_up=follow_up)
    messages.success(request, _("Done."))
    return redirect("workspace:day")


@require_http_methods(["GET", "POST"])
def check(request: Request) -> HttpResponse:
    """Five contacts of last week, chosen by chance, without whom they were with."""
    by = allowed(request, Verb.CHECK_CONTACTS)
    week = queries.last_week(timezone.localdate())
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            outreach.check_contact(by=by, at=timezone.now(), week=week, **form.cleaned_data)
            messages.success(request, _("Noted. It stays here, in your group."))
        except CannotDo as problem:
            messages.error(request, str(problem))
        return redirect("outreach:check")
    context = {"chosen": queries.to_check(by, week), "week": week, "outcomes": CheckOutcome.choices}
    return render(request, "outreach/check.html", context, status=NOT_RIGHT if form.errors else 200)


def _bands(bands: dict[str, str]) -> str:
    return ", ".join(f"{Commodity(kind).label}: {Band(band).label}" for kind, band in sorted(bands.items()))
