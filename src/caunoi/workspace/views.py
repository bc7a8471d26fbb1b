from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.policies import may_ever
from caunoi.lib.actor import Actor
from caunoi.outreach.cards import contact_card
from caunoi.outreach.queries import contact_ids, lines
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.choices import Purpose
from caunoi.people.consent_texts import text_for
from caunoi.referrals import queries as referrals
from caunoi.workspace.forms import CardForm, NewCardForm
from caunoi.workspace.queries import thread

RECENT = 5


@require_safe
def day(request: Request) -> HttpResponse:
    """Today: what waits for me, what I noted lately."""
    by = allowed(request, Verb.NOTE_NEED)
    today = timezone.localdate()
    context = {
        "today": today,
        "due": referrals.due(by, today),
        "open_count": referrals.open_referrals(by).count(),
        "may_note": may_ever(by, Verb.NOTE_CONTACT),
        "recent": [contact_card(line) for line in lines(by, contact_ids(by)[:RECENT])],
        "week_count": contact_ids(by).filter(on__gt=today - timedelta(days=7), done_by=by.id).count(),
    }
    return render(request, "workspace/day.html", context)


@require_http_methods(["GET", "POST"])
def people_list(request: Request) -> HttpResponse:
    """A worker's caseload; a lead types a card and sees nobody else."""
    by = allowed(request, Verb.NOTE_NEED)
    may_open = may_ever(by, Verb.OPEN_BY_CARD)
    form = CardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and may_open and form.is_valid() and (person := _open(by, form)):
        return redirect("workspace:person", person=person)
    context = {
        "form": form,
        "may_open": may_open,
        "card_level": 3 if may_open else 2,
        "members": queries.caseload(by),
        "may_give": may_ever(by, Verb.GIVE_CARD),
    }
    return render(request, "workspace/people.html", context, status=422 if form.errors else 200)


@require_safe
def person(request: Request, person: UUID) -> HttpResponse:
    """One person: card, cue, and what happened."""
    by = allowed(request, Verb.SEE_MEMBER)
    found = get_object_or_404(queries.people(by), pk=person)
    return render(
        request,
        "workspace/person.html",
        {"person": found, "thread": thread(by, found.pk), "may_note": may_ever(by, Verb.NOTE_CONTACT)},
    )


@require_http_methods(["GET", "POST"])
def new_card(request: Request) -> HttpResponse:
    """Give a card to somebody who wants one; the script is on the same screen."""
    by = allowed(request, Verb.GIVE_CARD)
    form = NewCardForm(request.POST if request.method == "POST" else None)
    language = get_language() or "vi"
    if request.method == "POST" and form.is_valid():
        member = people.give_card(by=by, at=timezone.now(), worker=request.user, language=language, **_given(form))
        messages.success(request, _("The card is hers. Write its number, which stands here, on a blank card."))
        return redirect("workspace:person", person=member.pseudonym_id)
    context = {"form": form, "text": text_for(Purpose.CARD, language)}
    return render(request, "workspace/new_card.html", context, status=422 if form.errors else 200)


def _given(form: NewCardForm) -> dict[str, str]:
    return {"cue": form.cue, **{name: form.cleaned_data[name] for name in ("birth_year_band", "method", "witness")}}


def _open(by: Actor, form: CardForm) -> UUID | None:
    try:
        return people.open_by_card(by=by, at=timezone.now(), card=form.cleaned_data["card"]).pseudonym_id
    except CannotDo as problem:
        form.add_error("card", str(problem))
        return None
