"""One colleague's account: what she lost, and her leaving."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caunoi.access import actions as access
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.fresh import fresh
from caunoi.access.models import Grant
from caunoi.access.policies import may_ever
from caunoi.access.queries import has_second_step, resets_to_agree
from caunoi.access.queries import staff as staff_seen_by
from caunoi.lib.actor import Actor
from caunoi.lib.ids import spaced


@require_safe
def person(request: Request, grant: UUID) -> HttpResponse:
    """What can be done for her account."""
    by = allowed(request, Verb.GIVE_BACK_ACCESS)
    found = _grant(by, grant)
    return render(request, "administration/person.html", {"grant": found, "has_step": has_second_step(found.user_id)})


@fresh
@require_POST
def new_words(request: Request, grant: UUID) -> HttpResponse:
    """A code for four new words, to hand over on paper; shown once."""
    by = allowed(request, Verb.GIVE_BACK_ACCESS)
    found = _grant(by, grant)
    try:
        code = access.give_reset_code(by=by, at=timezone.now(), grant=found)
    except access.CannotDo as problem:
        messages.error(request, str(problem))
        return redirect("administration:person", grant)
    link = request.build_absolute_uri(reverse("account_lost_words"))
    context = {"grant": found, "groups": spaced(code).split(" "), "link": link}
    return render(request, "administration/reset_code.html", context)


@fresh
@require_POST
def lost_step(request: Request, grant: UUID) -> HttpResponse:
    """The first of two people asks."""
    by = allowed(request, Verb.GIVE_BACK_ACCESS)
    found = _grant(by, grant)
    try:
        access.ask_step_reset(by=by, at=timezone.now(), grant=found)
        messages.success(
            request, _("Asked. Now another person who may agree opens this list and says yes, within 24 hours.")
        )
    except access.CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("administration:person", grant)


@fresh
@require_POST
def leave(request: Request, grant: UUID) -> HttpResponse:
    """She stops working here, at once."""
    by = allowed(request, Verb.REVOKE_GRANT)
    found = _grant(by, grant)
    try:
        access.leave(by=by, at=timezone.now(), grant=found)
    except access.CannotDo as problem:
        messages.error(request, str(problem))
        return redirect("administration:person", grant)
    messages.success(request, _("Ended. What this person entered stays."))
    return redirect(_what_is_left(by, found))


@require_safe
def resets(request: Request) -> HttpResponse:
    """Colleagues whose telephone is gone, for whom a second person's yes is missing."""
    by = allowed(request, Verb.AGREE_RESET)
    context = {"resets": resets_to_agree(by, timezone.now()), "sees_staff": may_ever(by, Verb.SEE_STAFF)}
    return render(request, "administration/resets.html", context)


@fresh
@require_POST
def agree(request: Request, reset: UUID) -> HttpResponse:
    """The second yes."""
    by = allowed(request, Verb.AGREE_RESET)
    found = get_object_or_404(resets_to_agree(by, timezone.now()), pk=reset)
    try:
        access.agree_reset(by=by, at=timezone.now(), reset=found)
        messages.success(request, _("Done. She signs in with her words and sets up a new second step at once."))
    except access.CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("administration:resets")


def _grant(by: Actor, pk: UUID) -> Grant:
    found: Grant = get_object_or_404(staff_seen_by(by), pk=pk)
    return found


def _what_is_left(by: Actor, grant: Grant) -> str:
    """In a club its lead sees what was left to be handed over; others see no people."""
    try:
        return reverse("workspace:left_behind", args=[grant.pk]) if may_ever(by, Verb.OPEN_BY_CARD) else _staff()
    except NoReverseMatch:
        return _staff()


def _staff() -> str:
    return reverse("administration:staff")
