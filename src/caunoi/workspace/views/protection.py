from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.policies import protection_person
from caunoi.workspace.forms.protection import NameForm, StepForm
from caunoi.workspace.views import NOT_RIGHT


@require_POST
def protection(request: Request, person: UUID) -> HttpResponse:
    """What the protection person did."""
    by = allowed(request, Verb.FOLLOW_PROTECTION)
    case = get_object_or_404(queries.cases_seen(by), pseudonym=person)
    form = StepForm(request.POST)
    if form.is_valid():
        people.note_protection(by=by, at=timezone.now(), case=case, step=form.cleaned_data["step"])
        messages.success(request, _("Noted."))
    else:
        messages.error(request, _("Choose what you did. Nothing was saved."))
    still_seen = queries.people(by).filter(pk=person).exists()
    return redirect("workspace:person", person=person) if still_seen else redirect("workspace:day")


@require_http_methods(["GET", "POST"])
def person_in_charge(request: Request) -> HttpResponse:
    """The lead names who follows up the protective path."""
    by = allowed(request, Verb.NAME_PROTECTION_PERSON)
    now = protection_person(by.own_organisation)
    form = NameForm(request.POST if request.method == "POST" else None, by=by, initial={"user": now or by.own_id})
    if request.method == "POST" and form.is_valid():
        try:
            people.name_protection_person(by=by, at=timezone.now(), user=form.cleaned_data["user"])
            messages.success(request, _("Done. From now on it comes up in that person's day."))
            return redirect("workspace:people")
        except CannotDo as problem:
            form.add_error("user", str(problem))
    context = {"form": form, "nobody": now is None}
    return render(request, "workspace/protection_person.html", context, status=NOT_RIGHT if form.errors else 200)
