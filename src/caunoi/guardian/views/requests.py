"""Requests by number. The guardian sees the clocks of all, and carries out what people tell of how they were treated."""

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
from caunoi.access.policies import decide
from caunoi.guardian.forms import EndForm
from caunoi.guardian.views import NOT_RIGHT
from caunoi.guardian.words import request_line
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.policies import REQUEST_TIES

ENDED_SHOWN = 30


@require_safe
def listed(request: Request) -> HttpResponse:
    """Every request of the organisation, the most urgent first."""
    by, today = allowed(request, Verb.SEE_RECORD), timezone.localdate()
    seen = queries.requests(by)
    context = {
        "waiting": [request_line(one, today) for one in sorted(seen.open(), key=lambda one: one.next_day)],
        "ended": [request_line(one, today) for one in seen.ended().order_by("-ended_at")[:ENDED_SHOWN]],
    }
    return render(request, "guardian/requests.html", context)


@require_http_methods(["GET", "POST"])
def shown(request: Request, pk: UUID) -> HttpResponse:
    """One request and its clocks; what somebody told of her treatment ends here."""
    by, now = allowed(request, Verb.SEE_RECORD), timezone.now()
    asked = get_object_or_404(queries.requests(by), pk=pk)
    mine = decide(by, Verb.CARRY_OUT_REQUEST, asked, REQUEST_TIES).allowed and not asked.outcome
    form = EndForm(request.POST if request.method == "POST" and "told" not in request.POST else None)
    try:
        if request.method == "POST" and "told" in request.POST:
            people.acknowledge(by=by, at=now, request=asked)
            return redirect("guardian:request", pk=pk)
        if request.method == "POST" and form.is_valid():
            people.end_request(by=by, at=now, request=asked, outcome=form.cleaned_data["outcome"])
            messages.success(request, _("Done."))
            return redirect("guardian:requests")
    except CannotDo as problem:
        messages.error(request, str(problem))
        return redirect("guardian:request", pk=pk)
    context = {"asked": asked, "line": request_line(asked, timezone.localdate(now)), "mine": mine, "form": form}
    return render(request, "guardian/request.html", context, status=NOT_RIGHT if form.errors else 200)
