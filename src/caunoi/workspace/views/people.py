from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.policies import decide, may_ever
from caunoi.lib.actor import Actor
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.choices import SealedKind
from caunoi.people.models import Pseudonym
from caunoi.people.policies import TIES
from caunoi.people.retention_rules import UNSEEN_MONTHS
from caunoi.workspace.forms.consents import RestrictForm
from caunoi.workspace.forms.people import CardForm
from caunoi.workspace.forms.protection import StepForm
from caunoi.workspace.queries import long_unseen, thread
from caunoi.workspace.views import NOT_RIGHT


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
        "unseen": long_unseen(by, timezone.localdate()),
        "unseen_months": UNSEEN_MONTHS,
        "on_the_path": queries.protected_people(by),
        "may_give": may_ever(by, Verb.GIVE_CARD),
        "may_search": may_ever(by, Verb.SEARCH_NAMES),
        "may_name": may_ever(by, Verb.NAME_PROTECTION_PERSON),
    }
    return render(request, "workspace/people.html", context, status=NOT_RIGHT if form.errors else 200)


@require_safe
def person(request: Request, person: UUID) -> HttpResponse:
    """One person: card, cue, and what happened; while her use is restricted, what may still be done."""
    by = allowed(request, Verb.SEE_MEMBER)
    found = get_object_or_404(queries.people(by), pk=person)
    case, resting = queries.protection(found.pk), queries.restriction(found.pk)
    context = {
        "person": found,
        "case": case,
        "resting": resting,
        "thread": [] if resting else thread(by, found.pk),
        "may_note": may_ever(by, Verb.NOTE_CONTACT),
        "done": queries.protection_steps(case) if case else [],
        "follows": _may(by, Verb.FOLLOW_PROTECTION, found),
        "may_protect": case is None and _may(by, Verb.PROTECT, found),
        "may_restrict": _may(by, Verb.RESTRICT_USE, found),
        "may_give_code": hasattr(found, "member") and _may(by, Verb.GIVE_OWN_CODE, found),
        "may_ask": _may(by, Verb.ASK_RIGHT, found),
        "may_show_her": _may(by, Verb.SEE_OWN_PAGE, found),
        "kept_kinds": _kept(by, found),
        "may_note_privately": queries.may_about(by, Verb.WRITE_NOTE, found),
        "step_form": StepForm(),
        "agreed": len([one for one in queries.ledger(by, found) if one.is_live(timezone.now())]),
    }
    return render(request, "workspace/person.html", context)


@require_http_methods(["GET", "POST"])
def restriction(request: Request, person: UUID) -> HttpResponse:
    """Stop every use of what is kept about her, or allow it again."""
    by = allowed(request, Verb.RESTRICT_USE)
    found = get_object_or_404(queries.people(by), pk=person)
    resting = queries.restriction(found.pk)
    form = RestrictForm(request.POST if request.method == "POST" and resting is None else None)
    if request.method == "POST" and (resting is not None or form.is_valid()):
        try:
            if resting is not None:
                people.lift_restriction(by=by, at=timezone.now(), pseudonym=found)
                messages.success(request, _("Lifted. Her page can be used again."))
            else:
                people.restrict_use(by=by, at=timezone.now(), pseudonym=found, why=form.cleaned_data["why"])
                messages.success(request, _("From now on nothing of hers is used."))
        except CannotDo as problem:
            messages.error(request, str(problem))
        return redirect("workspace:person", person=found.pk)
    context = {"person": found, "resting": resting, "form": form}
    return render(request, "workspace/restriction.html", context, status=NOT_RIGHT if form.errors else 200)


def _may(by: Actor, verb: Verb, person: Pseudonym) -> bool:
    return decide(by, verb, person, TIES).allowed


def _kept(by: Actor, person: Pseudonym) -> list[str]:
    """Which kinds of private things are kept about her, in words; nothing of what they say."""
    kept = queries.sealed_kinds(by, person)
    return [str(kind.label) for kind in SealedKind if kept.get(kind)]


def _open(by: Actor, form: CardForm) -> UUID | None:
    try:
        return people.open_by_card(by=by, at=timezone.now(), card=form.cleaned_data["card"]).pseudonym_id
    except CannotDo as problem:
        form.add_error("card", str(problem))
        return None
