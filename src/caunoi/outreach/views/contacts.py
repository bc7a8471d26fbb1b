from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.lib.actor import Actor
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.cards import contact_card
from caunoi.outreach.choices import Elsewhere
from caunoi.outreach.forms.contacts import ContactForm, initial_of
from caunoi.outreach.models import Contact
from caunoi.people.queries import caseload, people

PAGE = 50


@require_safe
def contact_list(request: Request) -> HttpResponse:
    """My contacts, newest first."""
    by = allowed(request, Verb.SEE_CONTACT)
    page = Paginator(queries.contact_ids(by), PAGE).get_page(request.GET.get("page"))
    cards = [contact_card(line) for line in queries.lines(by, page)]
    return render(request, "outreach/list.html", {"page": page, "cards": cards})


@require_http_methods(["GET", "POST"])
def new_contact(request: Request, person: UUID | None = None) -> HttpResponse:
    """Note a contact; for a person when her page led here."""
    by = allowed(request, Verb.NOTE_CONTACT)
    form = ContactForm(request.POST if request.method == "POST" else None, by=by, initial=_initial(by, person))
    if request.method == "POST" and form.is_valid() and (contact := _note(by, form)):
        messages.success(request, _("Noted. Thank you."))
        return redirect("outreach:contact", record=contact.record)
    return _form(request, by, form, _("Note a contact"))


@require_safe
def contact(request: Request, record: UUID) -> HttpResponse:
    """One contact with all its versions."""
    by = allowed(request, Verb.SEE_CONTACT)
    versions = list(queries.versions(by, record))
    if not versions:
        raise Http404
    # a card typed for a colleague's person tells neither her memory cue nor her needs
    knows_her = people(by).filter(pk=versions[0].pseudonym_id).exists()
    current = versions[0]
    context = {
        "contact": current,
        "versions": versions,
        "knows_her": knows_her,
        "first_meeting": queries.is_first_meeting(current),
        "elsewhere": Elsewhere.choices if outreach.may_be_asked(by, current, timezone.localdate()) else [],
        "double": queries.double_of(by, current),
    }
    return render(request, "outreach/contact.html", context)


@require_POST
def elsewhere(request: Request, record: UUID) -> HttpResponse:
    """Her answer to the question of the year."""
    by = allowed(request, Verb.CORRECT_CONTACT)
    current = get_object_or_404(queries.contacts(by), record=record)
    try:
        outreach.answer_elsewhere(by=by, at=timezone.now(), contact=current, answer=request.POST.get("answer", ""))
        messages.success(request, _("Noted. She is not asked again for a year."))
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("outreach:contact", record=record)


@require_http_methods(["GET", "POST"])
def correct(request: Request, record: UUID) -> HttpResponse:
    """Correct a contact; the old version stays."""
    by = allowed(request, Verb.CORRECT_CONTACT)
    current = get_object_or_404(queries.contacts(by), record=record)
    typed = request.POST if request.method == "POST" else None
    form = ContactForm(typed, by=by, initial=initial_of(by, current), correcting=current)
    if request.method == "POST" and form.is_valid() and _correct(by, form, current):
        messages.success(request, _("Corrected. The earlier version is kept below."))
        return redirect("outreach:contact", record=record)
    return _form(request, by, form, _("Correct this contact"), current)


@require_POST
def take_back(request: Request, record: UUID) -> HttpResponse:
    """Say that a contact was entered in error."""
    by = allowed(request, Verb.CORRECT_CONTACT)
    current = get_object_or_404(queries.contacts(by), record=record)
    try:
        outreach.take_back_contact(by=by, at=timezone.now(), contact=current)
        messages.success(request, _("Marked as entered in error. It is counted no more."))
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("outreach:contact", record=record)


def _note(by: Actor, form: ContactForm) -> Contact | None:
    data = form.cleaned_data
    noted: dict[str, Any] = {"seen": form.observation(), "done_by": UUID(data["done_by"]), "record": data["record"]}
    try:
        if data["need"]:
            return outreach.note_contact_with_need(by=by, at=timezone.now(), need=data["need"], **noted)
        return outreach.note_contact(by=by, at=timezone.now(), **noted)
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return None


def _correct(by: Actor, form: ContactForm, current: Contact) -> bool:
    if form.cleaned_data["version"] != current.version:  # somebody corrected it while this page was open
        form.add_error(None, outreach.CORRECTED_MEANWHILE)
        return False
    try:
        outreach.correct_contact(by=by, at=timezone.now(), contact=current, seen=form.observation())
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return False
    return True


def _form(
    request: Request, by: Actor, form: ContactForm, title: str, correcting: Contact | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "correcting": correcting,
        "cues": caseload(by),
        "communes": queries.communes_suggested(by, timezone.localdate()),
    }
    return render(request, "outreach/form.html", context, status=422 if form.errors else 200)


def _initial(by: Actor, person: UUID | None) -> dict[str, object]:
    if person is None:
        return {}
    # who is on the protective path without a card has no contacts: only what the duty needs is kept
    return {"who": get_object_or_404(people(by).filter(member__isnull=False), pk=person).member.card}
