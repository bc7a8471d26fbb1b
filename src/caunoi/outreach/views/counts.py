"""The worker's count of a month: how many told her of violence, by who did it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.forms.counts import CountsForm

NOT_RIGHT = 422


@require_http_methods(["GET", "POST"])
def counts(request: Request) -> HttpResponse:
    """This month's numbers, or with `?month=` those of one of the two before."""
    by = allowed(request, Verb.COUNT_MONTH)
    months = outreach.months_open(timezone.localdate())
    month = _chosen(months, request.GET.get("month", ""))
    known = queries.month_counts(by, month)
    form = CountsForm(request.POST if request.method == "POST" else None, known=known)
    if request.method == "POST" and form.is_valid():
        outreach.count_month(by=by, at=timezone.now(), month=month, told=form.told())
        messages.success(request, _("Noted. Only the numbers are kept."))
        return redirect("workspace:day")
    context = {"form": form, "months": months, "chosen": month, "is_counted": bool(known)}
    return render(request, "outreach/counts.html", context, status=NOT_RIGHT if form.errors else 200)


def _chosen(months: list[date], key: str) -> date:
    """Raises Http404 for a month that cannot be counted any more, or not yet."""
    found = {f"{one:%Y-%m}": one for one in months}
    if key and key not in found:
        raise Http404
    return found.get(key, months[0])
