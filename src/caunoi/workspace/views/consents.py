"""What one person agreed to: the list, asking for something more, the receipt, and taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.lib.actor import CLOCK
from caunoi.look.languages import page_language
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.choices import Purpose
from caunoi.people.consent_rules import RULES
from caunoi.people.consent_texts import text_for
from caunoi.people.models import Consent, Pseudonym
from caunoi.people.receipts import receipt
from caunoi.referrals import actions as referrals
from caunoi.referrals.queries import resting_on
from caunoi.workspace.cards import consent_card
from caunoi.workspace.forms.consents import AskForm
from caunoi.workspace.views import NOT_RIGHT


@require_safe
def consents(request: Request, person: UUID) -> HttpResponse:
    """What stands and what ended; what else she can be asked for."""
    found = _person(request, person)
    now = timezone.now()
    lines = list(queries.ledger(request.by, found))
    live = [one for one in lines if one.is_live(now)]
    context = {
        "person": found,
        "live": [consent_card(one, now) for one in live],
        "over": [consent_card(one, now) for one in lines if one not in live],
        "to_ask": [] if queries.restriction(found.pk) else queries.can_be_asked(found.pk, now),
        "card_lapsed": queries.card_lapsed(found.pk),
    }
    return render(request, "workspace/consents.html", context)


@require_http_methods(["GET", "POST"])
def consent_new(request: Request, person: UUID, purpose: str) -> HttpResponse:
    """Say it, ask back, write it down."""
    found = _person(request, person)
    if purpose not in queries.can_be_asked(found.pk, timezone.now()):
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None, rule=RULES[Purpose(purpose)])
    text = text_for(purpose, page_language())
    if request.method == "POST" and form.is_valid() and (given := _record(request, found, form)):
        messages.success(request, _("Written down. Offer her the receipt; she need not take it."))
        return redirect("workspace:receipt", person=found.pk, consent=given.pk)
    context = {"person": found, "form": form, "text": text, "purpose": Purpose(purpose).label}
    return render(request, "workspace/consent_new.html", context, status=NOT_RIGHT if form.errors else 200)


@require_safe
def consent_receipt(request: Request, person: UUID, consent: UUID) -> HttpResponse:
    """To print, or to copy as a message. It names nothing that gives her away."""
    found = _person(request, person)
    line = get_object_or_404(queries.ledger(request.by, found), pk=consent)
    return render(request, "workspace/receipt.html", {"person": found, "receipt": receipt(line)})


@require_http_methods(["GET", "POST"])
def consent_withdraw(request: Request, person: UUID, consent: UUID) -> HttpResponse:
    """First what will end, then the second tap. Everything that rests on it ends before this page answers."""
    found = _person(request, person)
    line = get_object_or_404(queries.ledger(request.by, found), pk=consent)
    if request.method == "POST":
        people.withdraw_consent(by=request.by, at=timezone.now(), consent=line)
        referrals.settle_referrals(by=CLOCK, at=timezone.now())
        people.settle_packets(by=CLOCK, at=timezone.now())
        messages.success(request, _("Withdrawn. From this moment nothing rests on it."))
        gone = line.purpose == Purpose.CARD
        return redirect("workspace:people") if gone else redirect("workspace:consents", person=found.pk)
    return render(request, "workspace/consent_withdraw.html", _what_ends(found, line))


def _person(request: Request, person: UUID) -> Pseudonym:
    by = allowed(request, Verb.RECORD_CONSENT)
    return get_object_or_404(queries.people(by), pk=person)


def _what_ends(person: Pseudonym, line: Consent) -> dict[str, Any]:
    ending = queries.what_ends_with(line, timezone.now())
    rests = [line.pk, *(one.pk for one in ending.consents)]
    return {"person": person, "line": line, "ending": ending, "referrals": resting_on(rests)}


def _record(request: Request, person: Pseudonym, form: AskForm) -> Consent | None:
    try:
        return people.record_consent(
            by=request.by,
            at=timezone.now(),
            pseudonym=person,
            purpose=form.rule.purpose,
            recipient=None,
            field_classes=form.fields_chosen,
            method=form.cleaned_data["method"],
            witness=form.cleaned_data["witness"],
            language=page_language(),
            pk=form.cleaned_data["pk"],
        )
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return None
