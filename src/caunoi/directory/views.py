"""Public pages: no account, no cookie, no script needed, nothing kept about who looks."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.directory import queries
from caunoi.directory.choices import GateCode
from caunoi.directory.eligibility import verdict
from caunoi.directory.forms import IN_ADDRESS, CheckForm, FinderForm
from caunoi.directory.models import Service
from caunoi.places.models import Place

PAGE = 20


@login_not_required
@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    """Everybody's page: where to find help."""
    now = timezone.localtime()
    form = FinderForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    where = queries.place_named(asked.get("where", ""), now.date())
    wish = queries.Wish(
        group=asked.get("group", ""),
        words=asked.get("q", ""),
        where=where if isinstance(where, Place) else None,
        open_at=now if asked.get("open_now") else None,
        free=asked.get("free", False),
        no_papers=asked.get("no_papers", False),
        elsewhere=asked.get("elsewhere", False),
    )
    page = Paginator(queries.find(wish, now.date()), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "count": page.paginator.count,
        "asked": any(asked.values()),
        "now": now,
        "wish": wish,
        "which": where if isinstance(where, queries.Which) else None,
        "unknown_place": bool(asked.get("where")) and where is None,
    }
    return render(request, "directory/finder.html", context)


@login_not_required
@require_safe
def service(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One service on a card to print or to show."""
    now = timezone.localtime()
    return render(request, "directory/service.html", _card(_found(pk, now), now))


@csrf_exempt  # its token would be a cookie, and nothing is changed here
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What they will ask, who gets to know, and whether it is likely to fit. Answers come by POST, so that no address holds them."""
    now = timezone.localtime()
    found = _found(pk, now)
    codes = dict.fromkeys(GateCode(gate.code) for gate in found.gates.all())
    form = CheckForm(request.POST if request.method == "POST" else None, codes=codes)
    context = {**_card(found, now), "form": form}
    if form.is_bound and form.is_valid():
        context["verdict"] = verdict(found.gates.all(), form.answers())
    context["alternatives"] = queries.alternatives(found, now.date()) if context.get("verdict") != "fits" else ()
    return render(request, "directory/check.html", context, status=422 if form.errors else 200)


def _found(pk: UUID, now: datetime) -> Service:
    found = queries.service(pk, now.date())
    if found is None:
        raise Http404
    return found


def _card(found: Service, now: datetime) -> dict[str, object]:
    return {"service": found, "now": now, "group": IN_ADDRESS.get(found.group, found.group.value)}
