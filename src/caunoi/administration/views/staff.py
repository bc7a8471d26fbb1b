from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access import actions as access
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.policies import may_ever
from caunoi.access.queries import resets_to_agree
from caunoi.access.queries import staff as staff_seen_by
from caunoi.administration.forms import InviteForm
from caunoi.administration.queries import organisations_to_invite_for
from caunoi.lib.actor import Actor
from caunoi.lib.ids import spaced


@require_safe
def staff(request: Request) -> HttpResponse:
    """Accounts by handle: who acts, who waits for a lead."""
    by = allowed(request, Verb.SEE_STAFF)
    waiting = resets_to_agree(by, timezone.now()).count()
    context = {
        "grants": staff_seen_by(by),
        "may_accept": may_ever(by, Verb.ACCEPT_GRANT),
        "own_id": by.id,
        "resets": waiting,
        "closing_url": _closing(by),
    }
    return render(request, "administration/staff.html", context)


@require_http_methods(["GET", "POST"])
def invite(request: Request) -> HttpResponse:
    """An invitation as link and printed code; shown once."""
    by = allowed(request, Verb.INVITE_STAFF)
    form = InviteForm(request.POST if request.method == "POST" else None, organisations=organisations_to_invite_for(by))
    if request.method == "POST" and form.is_valid():
        try:
            offer, code = access.invite(by=by, at=timezone.now(), **form.cleaned_data)
        except access.CannotDo as problem:
            form.add_error("role", str(problem))
        else:
            link = request.build_absolute_uri(reverse("account_enrol", args=[code]))
            groups = spaced(code).split(" ")
            return render(request, "administration/invitation.html", {"offer": offer, "groups": groups, "link": link})
    return render(request, "administration/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def accept(request: Request, grant: UUID) -> HttpResponse:
    """A lead lets a grant act."""
    by = allowed(request, Verb.ACCEPT_GRANT)
    found = get_object_or_404(staff_seen_by(by), pk=grant)
    try:
        access.accept_grant(by=by, at=timezone.now(), grant=found)
        messages.success(request, _("Done. The account can work from now on."))
    except access.CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("administration:staff")


@require_POST
def revoke(request: Request, grant: UUID) -> HttpResponse:
    """End a grant."""
    by = allowed(request, Verb.REVOKE_GRANT)
    found = get_object_or_404(staff_seen_by(by), pk=grant)
    try:
        access.revoke_grant(by=by, at=timezone.now(), grant=found)
        messages.success(request, _("Ended. What this person entered stays."))
    except access.CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("administration:staff")


def _closing(by: Actor) -> str:
    """The page of a club that closes; empty on a hub."""
    return reverse("workspace:closing") if may_ever(by, Verb.CLOSE_CLUB) else ""
