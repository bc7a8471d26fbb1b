"""The register of demands for data, and what to say when somebody comes with a paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.guardian import actions, queries
from caunoi.guardian.forms import DemandForm
from caunoi.guardian.views import NOT_RIGHT
from caunoi.guardian.words import demand_line
from caunoi.look.templatetags.look import day


@require_safe
def listed(request: Request) -> HttpResponse:
    by = allowed(request, Verb.SEE_DEMANDS)
    return render(request, "guardian/demands.html", {"lines": [demand_line(one) for one in queries.demands(by)]})


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Somebody asked: who, with what, for what; and what was given, which is nothing."""
    by = allowed(request, Verb.NOTE_DEMAND)
    form = DemandForm(request.POST if request.method == "POST" else None, initial={"on": day(timezone.localdate())})
    if request.method == "POST" and form.is_valid():
        try:
            demand = actions.note_demand(by=by, at=timezone.now(), asked=form.asked)
            messages.success(request, _("Written down as no. %(number)s.") % {"number": demand.number})
            return redirect("guardian:demands")
        except CannotDo as problem:
            form.add_error("on", str(problem))
    return render(request, "guardian/demand_new.html", {"form": form}, status=NOT_RIGHT if form.errors else 200)


@require_safe
def somebody_asks(request: Request) -> HttpResponse:
    """For all staff: what to say when somebody comes and wants data."""
    return render(request, "guardian/somebody_asks.html")
