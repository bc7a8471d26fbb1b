"""Somebody comes without her card: found by two syllables of how she is called, as card and cue, never as a list."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.fresh import fresh
from caunoi.access.policies import Refused, may_ever
from caunoi.access.reveals import TOO_MANY_REVEALS
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.middleware import vault_session
from caunoi.workspace.forms.private import NameSearchForm
from caunoi.workspace.unlocking import to_unlock
from caunoi.workspace.views import NOT_RIGHT
from caunoi.workspace.views.private import TOO_MANY, too_many_words


@never_cache
@require_safe
def names(request: Request) -> HttpResponse:
    """What she says she is called, and what for."""
    by = allowed(request, Verb.SEARCH_NAMES)
    return _page(request, NameSearchForm(by=by))


@require_POST
@fresh
@never_cache
def find(request: Request) -> HttpResponse:
    """At most five people; each search and each person found stands in the record."""
    by = allowed(request, Verb.SEARCH_NAMES)
    form = NameSearchForm(request.POST, by=by)
    if not form.is_valid():
        return _page(request, form, status=NOT_RIGHT)
    said = form.cleaned_data
    try:
        found = people.search_names(
            by=by,
            at=timezone.now(),
            session=vault_session(request),
            words=said["words"],
            purpose=said["purpose"],
        )
    except people.NotOpened as problem:
        if problem.unlocking_helps:
            return to_unlock(reverse("workspace:names"))
        form.add_error(None, str(problem))
        return _page(request, form, status=NOT_RIGHT)
    except CannotDo as problem:
        form.add_error("words", str(problem))
        return _page(request, form, status=NOT_RIGHT)
    except Refused as refused:
        if refused.reason != TOO_MANY_REVEALS:
            raise
        form.add_error(None, too_many_words())
        return _page(request, form, status=TOO_MANY)
    return _page(request, form, found=found)


def _page(request: Request, form: NameSearchForm, *, status: int = 200, **found: Any) -> HttpResponse:
    by = request.by
    context = {
        "form": form,
        "state": queries.vault_state(by, timezone.now(), vault_session(request)),
        "may_open": may_ever(by, Verb.OPEN_BY_CARD),
        **found,
    }
    return render(request, "workspace/names.html", context, status=status)
