"""Public pages: no account, no cookie, no script needed, nothing kept about who looks."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.directory import queries
from caunoi.directory.forms import FinderForm

PAGE = 20


@login_not_required
@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    """Everybody's page: where to find help."""
    form = FinderForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.find(
        group=asked.get("group", ""),
        words=asked.get("q", ""),
        free=asked.get("free", False),
        no_papers=asked.get("no_papers", False),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "count": page.paginator.count, "asked": any(asked.values())}
    context["now"] = timezone.localtime()
    return render(request, "directory/finder.html", context)


@login_not_required
@require_safe
def service(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One service on a card to print or to show."""
    found = queries.service(pk)
    if found is None:
        raise Http404
    return render(request, "directory/service.html", {"service": found, "now": timezone.localtime()})
