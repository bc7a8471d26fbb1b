from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.queries import too_many_reveals
from caunoi.guardian import queries
from caunoi.guardian.forms import RecordForm
from caunoi.guardian.views import NOT_RIGHT
from caunoi.people.queries import requests

WEEK = timedelta(days=7)


@require_safe
def home(request: Request) -> HttpResponse:
    """What waits, and what is late, in numbers."""
    by, now = allowed(request, Verb.SEE_RECORD), timezone.now()
    today = timezone.localdate(now)
    waiting = list(requests(by).open())
    open_breaches = [one for one in queries.breaches(by) if queries.waits_for_notice(one)]
    context: dict[str, Any] = {
        "waiting": len(waiting),
        "overdue": sum(one.is_overdue(today) for one in waiting),
        "breaches": len(open_breaches),
        "late_breaches": sum(now > one.notice_by for one in open_breaches),
        "refused": queries.refused_since(by, now - WEEK),
        "alerts": len(too_many_reveals(by, now - WEEK)),
    }
    if first := queries.first_day(by):
        context["dossier"], context["review"] = queries.dossier_days(first, today)
        context["dossier_late"] = today > context["dossier"]
    return render(request, "guardian/home.html", context)


@require_safe
def record(request: Request) -> HttpResponse:
    """Acts of the own organisation: staff by handle, whatever they are about as the end of a random id."""
    by = allowed(request, Verb.SEE_RECORD)
    form = RecordForm(request.GET, kinds=queries.kinds_of_acts(by))
    if not form.is_valid():
        return render(request, "guardian/record.html", {"form": form, "acts": []}, status=NOT_RIGHT)
    chosen = form.cleaned_data
    acts = queries.acts(
        by, action=chosen["action"], refused=chosen["refused"], on=chosen["on"], before=chosen["before"] or 0
    )
    context: dict[str, Any] = {"form": form, "acts": acts}
    if len(acts) == queries.AT_ONCE:
        asked = request.GET.copy()
        asked["before"] = str(acts[-1].seq)
        context["older"] = asked.urlencode()
    return render(request, "guardian/record.html", context)
