"""What staff give her of her own page: a code to open it, the same on paper, and a copy of everything that is kept."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.lib.ids import spaced_code
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.models import Pseudonym
from caunoi.portal.kept import kept_about
from caunoi.portal.queries import hers


@require_POST
def give_code(request: Request, person: UUID) -> HttpResponse:
    """A code for her own page, shown this once; asking again ends the one before."""
    found, now = _person(request, Verb.GIVE_OWN_CODE, person), timezone.now()
    try:
        code = people.give_own_code(by=request.by, at=now, pseudonym=found)
    except CannotDo as problem:
        messages.error(request, str(problem))
        return redirect("workspace:person", person=found.pk)
    context = {"person": found, "code": spaced_code(code), "until": now + people.CODE_LASTS, "host": request.get_host()}
    return render(request, "portal/own_code.html", context)


@require_POST
def print_own(request: Request, person: UUID) -> HttpResponse:
    """What her own page shows, to print. She is told that it was printed."""
    found = _person(request, Verb.SEE_OWN_PAGE, person)
    people.print_own_page(by=request.by, at=timezone.now(), pseudonym=found)
    return render(request, "portal/own_printed.html", {"person": found, **hers(request.by, found.pk)})


@require_POST
def print_copy(request: Request, person: UUID) -> HttpResponse:
    """Every row that is kept about her, to print. She is told that it was printed."""
    found = _person(request, Verb.SEE_OWN_PAGE, person)
    people.print_own_page(by=request.by, at=timezone.now(), pseudonym=found, whole=True)
    return render(request, "portal/own_copy.html", {"person": found, "sections": kept_about(request.by, found.pk)})


def _person(request: Request, verb: Verb, person: UUID) -> Pseudonym:
    by = allowed(request, verb)
    return get_object_or_404(queries.people(by), pk=person)
