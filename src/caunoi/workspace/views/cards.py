"""The way to a card: first what cannot stay between the two, then two questions, then the card. Nothing is kept on the way.

Whoever is under 18 or shows signs of trafficking leaves it for the protective path; help is the same or more.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.look.languages import page_language
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.choices import Purpose
from caunoi.people.consent_texts import limits_text, text_for
from caunoi.people.models import Pseudonym
from caunoi.workspace.forms.people import NewCardForm
from caunoi.workspace.forms.protection import QuestionsForm, ToldForm
from caunoi.workspace.views import NOT_RIGHT

A_TALK = 4 * 60 * 60
MARK = signing.TimestampSigner(salt="the limits were said")


@dataclass(frozen=True)
class Told:
    """When the limits were said and, later, the adult band she gave: carried from step to step, signed, in the page itself."""

    at: datetime
    band: str = ""

    @property
    def mark(self) -> str:
        return MARK.sign_object({"at": self.at.isoformat(), "band": self.band})


@require_http_methods(["GET", "POST"])
def new_card(request: Request) -> HttpResponse:
    """Give a card to somebody who wants one, one question at a time."""
    allowed(request, Verb.GIVE_CARD)
    told = _told(request)
    if told is None:
        return _limits(request)
    if request.POST.get("step") != "card":
        return _questions(request, told)
    return _card(request, told)


@require_http_methods(["GET", "POST"])
def protect(request: Request, person: UUID) -> HttpResponse:
    """Somebody who has a card already, and it turns out that she needs protection."""
    by = allowed(request, Verb.PROTECT)
    found = get_object_or_404(queries.people(by), pk=person)
    told = _told(request)
    return _limits(request, found) if told is None else _questions(request, told, found)


def _told(request: Request) -> Told | None:
    if "limits_told" in request.POST:
        return Told(timezone.now())
    try:
        kept = MARK.unsign_object(request.POST.get("told", ""), max_age=A_TALK)
    except signing.BadSignature:
        return None
    return Told(datetime.fromisoformat(kept["at"]), kept["band"])


def _limits(request: Request, person: Pseudonym | None = None) -> HttpResponse:
    form = ToldForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "text": limits_text(page_language()), "person": person}
    return _page(request, "workspace/limits.html", context, wrong=bool(form.errors))


def _questions(request: Request, told: Told, person: Pseudonym | None = None) -> HttpResponse:
    asked = request.POST.get("step") == "questions"
    form = QuestionsForm(request.POST if asked else None)
    if not (asked and form.is_valid()):
        context = {"form": form, "told": told.mark, "person": person}
        return _page(request, "workspace/questions.html", context, wrong=bool(form.errors))
    if form.reason:
        return _to_the_path(request, told, form, person)
    if person is not None:
        messages.info(request, _("Nothing was changed: she stays where she is."))
        return redirect("workspace:person", person=person.pk)
    return _card(request, Told(told.at, form.cleaned_data["band"]), fresh=True)


def _to_the_path(request: Request, told: Told, form: QuestionsForm, person: Pseudonym | None) -> HttpResponse:
    now = timezone.now()
    case = people.protect(
        by=request.by,
        at=now,
        reason=form.reason,
        trafficking_signs=form.has_signs,
        limits_told_at=min(told.at, now),
        pseudonym=person,
    )
    messages.success(request, _("Passed on to the protection person. You need not call anybody."))
    return redirect("workspace:person", person=case.pseudonym_id)


def _card(request: Request, told: Told, *, fresh: bool = False) -> HttpResponse:
    form = NewCardForm(None if fresh else request.POST)
    if not fresh and form.is_valid():
        member = people.give_card(
            by=request.by,
            at=timezone.now(),
            worker=request.user,
            language=page_language(),
            cue=form.cue,
            birth_year_band=told.band,
            method=form.cleaned_data["method"],
            witness=form.cleaned_data["witness"],
        )
        messages.success(request, _("The card is hers. Write its number, which stands here, on a blank card."))
        return redirect("workspace:person", person=member.pseudonym_id)
    context = {"form": form, "told": told.mark, "text": text_for(Purpose.CARD, page_language())}
    return _page(request, "workspace/new_card.html", context, wrong=bool(form.errors))


def _page(request: Request, template: str, context: dict[str, Any], *, wrong: bool) -> HttpResponse:
    return render(request, template, context, status=NOT_RIGHT if wrong else 200)
