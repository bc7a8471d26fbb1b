from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.lib.actor import Actor
from caunoi.look.languages import page_language
from caunoi.people.consent_texts import limits_text
from caunoi.people.models import Pseudonym
from caunoi.people.queries import people
from caunoi.programme.queries import deployment_on
from caunoi.referrals import actions, queries
from caunoi.referrals.cards import need_card, referral_card, whose
from caunoi.referrals.choices import NeedStatus
from caunoi.referrals.forms.needs import ConclusionForm, NeedForm
from caunoi.referrals.models import Need
from caunoi.referrals.views import NOT_RIGHT, PAGE


@require_safe
def need_list(request: Request) -> HttpResponse:
    """Needs I noted or whose people I look after: open ones, or all."""
    by = allowed(request, Verb.SEE_NEED)
    show_all = request.GET.get("show") == "all"
    rows = queries.needs(by) if show_all else queries.open_needs(by)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "cards": [need_card(need) for need in page], "show_all": show_all}
    return render(request, "referrals/needs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def need_new(request: Request, person: UUID | None = None) -> HttpResponse:
    """Note a need, of a card holder when her page led here, else of somebody without a card."""
    by = allowed(request, Verb.NOTE_NEED)
    pseudonym = get_object_or_404(people(by), pk=person) if person else None
    form = NeedForm(request.POST if request.method == "POST" else None, by=by, limits_first=pseudonym is None)
    if request.method == "POST" and form.is_valid() and (need := _note(by, form, pseudonym)):
        messages.success(request, _("The need is noted."))
        return redirect("referrals:new" if "refer" in request.POST else "referrals:need", need.pk)
    context = {"form": form, "person": pseudonym, "limits": limits_text(page_language())}
    return render(request, "referrals/need_new.html", context, status=NOT_RIGHT if form.errors else 200)


@require_safe
def need(request: Request, pk: UUID) -> HttpResponse:
    """One need: what became of it, where help is offered."""
    by = allowed(request, Verb.SEE_NEED)
    return _page(request, by, get_object_or_404(queries.needs(by), pk=pk), ConclusionForm())


@require_POST
def conclude(request: Request, pk: UUID) -> HttpResponse:
    """Not met, or no longer wanted."""
    by = allowed(request, Verb.NOTE_NEED)
    found = get_object_or_404(queries.needs(by), pk=pk)
    form = ConclusionForm(request.POST)
    if not form.is_valid():
        return _page(request, by, found, form)
    data = form.cleaned_data
    try:
        actions.conclude_need(by=by, at=timezone.now(), need=found, status=data["status"], reason=data["reason"])
        messages.success(request, _("Noted."))
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("referrals:need", pk)


def _note(by: Actor, form: NeedForm, pseudonym: Pseudonym | None) -> Need | None:
    data = form.cleaned_data
    try:
        return actions.note_need(
            by=by,
            at=timezone.now(),
            code=data["code"],
            noted_on=data["noted_on"],
            pseudonym=pseudonym,
            beneficiary=data["beneficiary"],
            deployment=deployment_on(by.organisation, data["noted_on"]),
            done_by=data["done_by"],
            pk=data["pk"],
        )
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return None


def _page(request: Request, by: Actor, found: Need, form: ConclusionForm) -> HttpResponse:
    context = {
        "need": found,
        "is_open": found.status == NeedStatus.OPEN,
        "whose": whose(found),
        "cards": [referral_card(referral) for referral in queries.referrals(by).filter(need=found)],
        "services": queries.services_for(found.code)[:5],
        "form": form,
    }
    return render(request, "referrals/need.html", context, status=NOT_RIGHT if form.errors else 200)
