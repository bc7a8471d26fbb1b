"""What people ask for by right: taken down, told, carried out and ended, by number and by the clock."""

from collections.abc import Callable
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
from caunoi.access.policies import decide
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.models import Pseudonym, RightsRequest
from caunoi.people.policies import TIES
from caunoi.workspace.forms.requests import EndForm, EraseForm, RightForm
from caunoi.workspace.queries import what_stays
from caunoi.workspace.requests import HOW, request_card, time_left
from caunoi.workspace.views import NOT_RIGHT

ENDED_SHOWN = 20


@require_http_methods(["GET", "POST"])
def ask(request: Request, person: UUID) -> HttpResponse:
    """She asks for something: take it down and tell her the number."""
    by = allowed(request, Verb.ASK_RIGHT)
    found = get_object_or_404(queries.people(by), pk=person)
    form = RightForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked = people.ask_right(by=by, at=timezone.now(), pseudonym=found, **form.cleaned_data)
        messages.success(request, _("Taken down as no. %(number)s. Tell her this number.") % {"number": asked.number})
        return redirect("workspace:person", person=found.pk)
    return render(
        request, "workspace/ask.html", {"person": found, "form": form}, status=NOT_RIGHT if form.errors else 200
    )


@require_safe
def listed(request: Request) -> HttpResponse:
    """Every request that waits, the most urgent first; then the latest that ended."""
    by = allowed(request, Verb.OPEN_FOR_REQUEST)
    today, seen = timezone.localdate(), queries.requests(by)
    waiting = sorted(seen.open(), key=lambda one: one.next_day)
    context = {
        "waiting": [request_card(one, today) for one in waiting],
        "ended": [request_card(one, today) for one in seen.ended().order_by("-ended_at")[:ENDED_SHOWN]],
    }
    return render(request, "workspace/requests.html", context)


@require_safe
def shown(request: Request, pk: UUID) -> HttpResponse:
    """One request: its clocks, what to do, and how it ended. Who asked shows only while her page is open."""
    return _page(request, _asked(request, pk), EndForm())


@require_POST
def told(request: Request, pk: UUID) -> HttpResponse:
    """She was told that it has come."""
    return _then_back(request, pk, lambda asked: people.acknowledge(by=request.by, at=timezone.now(), request=asked))


@require_POST
def more_days(request: Request, pk: UUID) -> HttpResponse:
    return _then_back(request, pk, lambda asked: people.extend(by=request.by, at=timezone.now(), request=asked))


@require_POST
def open_person(request: Request, pk: UUID) -> HttpResponse:
    """Open the page of who asked, for some minutes; it stands in the record."""
    return _then_back(request, pk, lambda asked: _open(request, asked))


@require_POST
def end(request: Request, pk: UUID) -> HttpResponse:
    """Carried out, taken back, or not possible."""
    asked, form = _asked(request, pk), EndForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, form)
    outcome = form.cleaned_data["outcome"]
    return _then_back(
        request,
        pk,
        lambda asked: people.end_request(by=request.by, at=timezone.now(), request=asked, outcome=outcome),
    )


@require_http_methods(["GET", "POST"])
def erase(request: Request, pk: UUID) -> HttpResponse:
    """What goes and what stays; then the number once more, a yes, and it is gone."""
    asked = _asked(request, pk)
    person = _opened(request, asked)
    if person is None or not decide(request.by, Verb.ERASE, person, TIES).allowed:
        messages.info(request, _("Open her page first."))
        return redirect("workspace:request", pk=pk)
    form = EraseForm(request.POST if request.method == "POST" else None, request_number=asked.number)
    if request.method == "POST" and form.is_valid():
        return _then_back(
            request, pk, lambda asked: people.erase_for_request(by=request.by, at=timezone.now(), request=asked)
        )
    context = {"asked": asked, "person": person, "form": form, "stays": what_stays(request.by, person)}
    return render(request, "workspace/request_erase.html", context, status=NOT_RIGHT if form.errors else 200)


def _asked(request: Request, pk: UUID) -> RightsRequest:
    by = allowed(request, Verb.OPEN_FOR_REQUEST)
    return get_object_or_404(queries.requests(by).select_related("ended_by"), pk=pk)


def _page(request: Request, asked: RightsRequest, form: EndForm) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "asked": asked,
        "how": HOW.get(asked.kind, ""),
        "overdue": asked.is_overdue(today),
        "left": time_left(asked, today),
        "person": _opened(request, asked),
        "form": form,
    }
    return render(request, "workspace/request.html", context, status=NOT_RIGHT if form.errors else 200)


def _then_back(request: Request, pk: UUID, act: Callable[[RightsRequest], object]) -> HttpResponse:
    asked = _asked(request, pk)
    try:
        act(asked)
        messages.success(request, _("Done."))
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("workspace:request", pk=pk)


def _open(request: Request, asked: RightsRequest) -> None:
    people.open_for_request(by=request.by, at=timezone.now(), request=asked)
    if _opened(request, asked) is None:
        raise CannotDo(_("She is on the protective path: the protection person carries this out."))


def _opened(request: Request, asked: RightsRequest) -> Pseudonym | None:
    """Who asked, while whoever looks may see her page."""
    return queries.people(request.by).filter(pk=asked.pseudonym_id).first() if asked.pseudonym_id else None
