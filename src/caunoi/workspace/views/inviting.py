"""Inviting to a meeting: many people in one evening, so a colleague says yes first, for one day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.access.actions import CannotDo
from caunoi.access.choices import RevealPurpose, Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.reveals import limit_of
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.workspace.forms.private import YesForm
from caunoi.workspace.views import NOT_RIGHT


@require_http_methods(["GET", "POST"])
def inviting(request: Request) -> HttpResponse:
    """Whether she may invite today, and her own yes for a colleague. Counts only: people are opened one by one."""
    by, now = allowed(request, Verb.OPEN_BY_CARD), timezone.now()
    form = YesForm(request.POST if request.method == "POST" else None, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            people.say_second_yes(by=by, at=now, user=form.cleaned_data["user"], purpose=RevealPurpose.INVITE)
        except CannotDo as problem:
            form.add_error("user", str(problem))
        else:
            messages.success(request, _("Noted. Your colleague may invite for one day from now."))
            return redirect("workspace:inviting")
    said = queries.second_yes(by, now)
    context = {
        "form": form,
        "said": said,
        "until": said.at + limit_of(RevealPurpose.INVITE).window if said else None,
        "left": queries.reveals_left(by, now, RevealPurpose.INVITE),
        "agreed": queries.agreed_to_meet(by, now),
        "most": limit_of(RevealPurpose.INVITE).number,
    }
    return render(request, "workspace/inviting.html", context, status=NOT_RIGHT if form.errors else 200)
