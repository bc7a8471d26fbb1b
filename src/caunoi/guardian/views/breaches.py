"""The register of breaches: found first, then what is known, version after version, with the draft of the notice."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.guardian import actions, queries
from caunoi.guardian.choices import Notice, PeopleBand, Telling
from caunoi.guardian.forms import KnownForm, NewBreachForm
from caunoi.guardian.models import Breach
from caunoi.guardian.views import NOT_RIGHT
from caunoi.guardian.words import breach_line, hours_left
from caunoi.organisations.models import Organisation

STARTS = {"people": PeopleBand.UNKNOWN, "telling": Telling.UNDECIDED, "notice": Notice.WAITING}


@require_safe
def listed(request: Request) -> HttpResponse:
    by, now = allowed(request, Verb.KEEP_BREACHES), timezone.now()
    return render(request, "guardian/breaches.html", {"lines": [breach_line(one, now) for one in queries.breaches(by)]})


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """When it was found, and what is known so far."""
    by = allowed(request, Verb.KEEP_BREACHES)
    now = timezone.localtime()
    start = {"day": f"{now:%d/%m/%Y}", "hour": f"{now:%H:%M}", **STARTS}
    form = NewBreachForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            breach = actions.note_breach(by=by, at=now, found_at=form.found_at, known=form.known)
            return redirect("guardian:breach", pk=breach.pk)
        except CannotDo as problem:
            form.add_error("day", str(problem))
    return render(request, "guardian/breach_new.html", {"form": form}, status=NOT_RIGHT if form.errors else 200)


@require_http_methods(["GET", "POST"])
def shown(request: Request, pk: UUID) -> HttpResponse:
    """One breach: its clock, what is known, every version; what is known now is added."""
    breach, now = _breach(request, pk), timezone.now()
    latest = breach.findings.all()[0]
    known = {name: getattr(latest, name) for name in KnownForm.base_fields}
    form = KnownForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.revise_breach(by=request.by, at=now, breach=breach, known=form.known)
        messages.success(request, _("Saved as a new version."))
        return redirect("guardian:breach", pk=pk)
    context = {
        "breach": breach,
        "findings": breach.findings.all(),
        "waits": queries.waits_for_notice(breach),
        "late": now > breach.notice_by,
        "left": hours_left(breach, now),
        "form": form,
    }
    return render(request, "guardian/breach.html", context, status=NOT_RIGHT if form.errors else 200)


@require_safe
def notice(request: Request, pk: UUID) -> HttpResponse:
    """A draft to print, in the order of the form that the decree prescribes, and the minutes beside it."""
    breach = _breach(request, pk)
    organisation = Organisation.objects.get(pk=breach.organisation_id)
    context = {"breach": breach, "finding": breach.findings.all()[0], "organisation": organisation}
    return render(request, "guardian/notice.html", context)


def _breach(request: Request, pk: UUID) -> Breach:
    by = allowed(request, Verb.KEEP_BREACHES)
    return get_object_or_404(queries.breaches(by), pk=pk)
