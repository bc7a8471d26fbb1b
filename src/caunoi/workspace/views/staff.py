"""Staff and people meet here: what somebody leaves behind, and the club that closes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.fresh import fresh
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.choices import TIME_TO_TELL
from caunoi.workspace.queries import grants_ended, left_behind, unfinished


@require_safe
def left(request: Request, grant: UUID) -> HttpResponse:
    """What somebody who left leaves to be handed over."""
    by = allowed(request, Verb.OPEN_BY_CARD)
    found = get_object_or_404(grants_ended(by), pk=grant)
    return render(
        request, "workspace/left_behind.html", {"handle_left": found.user.handle, "left": left_behind(by, found)}
    )


@require_safe
def closing(request: Request) -> HttpResponse:
    """What is to be brought to an end, and how far two people are."""
    by = allowed(request, Verb.CLOSE_CLUB)
    asked = queries.closing(by)
    context = {
        "asked": asked,
        "unfinished": unfinished(by, timezone.now()),
        "earliest": asked and asked.asked_at + TIME_TO_TELL,
        "is_mine": asked and asked.asked_by_id == by.id,
    }
    return render(request, "workspace/closing.html", context)


@fresh
@require_POST
def sign_closing(request: Request) -> HttpResponse:
    """The first word, or the second."""
    by, at = allowed(request, Verb.CLOSE_CLUB), timezone.now()
    asked = queries.closing(by)
    try:
        if asked is None:
            people.ask_closing(by=by, at=at)
        elif unfinished(by, at).stands_in_the_way:
            messages.error(request, _("Something is not at its end yet: see the list. Nothing was changed."))
        else:
            people.close_for_good(by=by, at=at, closing=asked)
            return redirect("account_login")
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("workspace:closing")


@require_POST
def take_back_closing(request: Request) -> HttpResponse:
    """The club goes on."""
    by = allowed(request, Verb.CLOSE_CLUB)
    asked = queries.closing(by)
    if asked is None:
        raise Http404
    try:
        people.take_back_closing(by=by, at=timezone.now(), closing=asked)
        messages.success(request, _("Taken back. The group goes on; nothing was changed."))
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("workspace:closing")
