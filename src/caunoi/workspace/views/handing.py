from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.lib.actor import Actor
from caunoi.people import actions as people
from caunoi.workspace.forms.people import HandOverForm
from caunoi.workspace.views import NOT_RIGHT


@require_http_methods(["GET", "POST"])
def hand_over(request: Request) -> HttpResponse:
    """Whom I look after goes to a colleague; a lead moves a whole caseload without seeing who is in it."""
    by = allowed(request, Verb.HAND_OVER)
    form = HandOverForm(request.POST if request.method == "POST" else None, by=by)
    if request.method == "POST" and form.is_valid() and (count := _hand_over(by, form)):
        said = ngettext("%(count)s person handed over.", "%(count)s people handed over.", count)
        messages.success(request, said % {"count": count})
        return redirect("workspace:people")
    return render(request, "workspace/hand_over.html", {"form": form}, status=NOT_RIGHT if form.errors else 200)


def _hand_over(by: Actor, form: HandOverForm) -> int:
    data = form.cleaned_data
    try:
        return people.hand_over(
            by=by,
            at=timezone.now(),
            worker=UUID(data["worker"]) if "worker" in data else by.own_id,
            to=UUID(data["to"]),
            people=[UUID(one) for one in data["people"]] if "people" in data else None,
            note=data.get("note", ""),
        )
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return 0
