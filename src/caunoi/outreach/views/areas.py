"""Areas: everybody adds and sees numbers; who holds keys opens the names, on record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.fresh import fresh
from caunoi.access.policies import may_ever
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.forms.areas import AreaForm
from caunoi.outreach.marks import area_mark
from caunoi.people import actions as people
from caunoi.people.choices import ClubKind
from caunoi.people.middleware import vault_session
from caunoi.people.queries import has_keys

NOT_RIGHT = 422


@require_http_methods(["GET", "POST"])
def areas(request: Request) -> HttpResponse:
    """The numbers, when each is forgotten, and a form for another."""
    by = allowed(request, Verb.NAME_AREA)
    form = AreaForm(request.POST if request.method == "POST" else None, by=by)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            area = outreach.name_area(by=by, at=timezone.now(), commune=data["place"], name=data["name"], pk=data["pk"])
        except CannotDo as problem:
            form.add_error("name", str(problem))
        else:
            said = _("Noted as %(area)s. Remember the number: the name opens for who holds keys alone.")
            messages.success(request, said % {"area": area_mark(area)})
            return redirect("outreach:areas")
    return _page(request, form, {})


@require_POST
@fresh
@never_cache
def names(request: Request) -> HttpResponse:
    """The names, in this answer and nowhere else. That they were opened stands in the record before they are."""
    by = allowed(request, Verb.OPEN_AREAS)
    try:
        opened = people.open_for_club(by=by, at=timezone.now(), session=vault_session(request), kind=ClubKind.AREA)
    except people.NotOpened as problem:
        if problem.unlocking_helps:
            return redirect(f"{reverse('workspace:unlock')}?{urlencode({'next': reverse('outreach:areas')})}")
        messages.error(request, str(problem))
        return redirect("outreach:areas")
    return _page(request, AreaForm(by=by), opened)


@require_POST
def drop_area(request: Request, pk: UUID) -> HttpResponse:
    """An area is wanted no more."""
    by = allowed(request, Verb.OPEN_AREAS)
    outreach.drop_area(by=by, at=timezone.now(), area=get_object_or_404(queries.areas(by), pk=pk))
    messages.success(request, _("Forgotten. Contacts there keep their commune alone."))
    return redirect("outreach:areas")


def _page(request: Request, form: AreaForm, opened: dict[UUID, str]) -> HttpResponse:
    by = request.by
    lines = [
        {"area": area, "mark": area_mark(area), "until": until, "name": opened.get(area.called_id)}
        for area, until in queries.areas_with_use(by)
    ]
    context = {
        "form": form,
        "lines": lines,
        "opened": bool(opened),
        "may_open": may_ever(by, Verb.OPEN_AREAS),
        "has_keys": has_keys(by.own_organisation),
        "communes": queries.communes_suggested(by, timezone.localdate()),
    }
    return render(request, "outreach/areas.html", context, status=NOT_RIGHT if form.errors else 200)
