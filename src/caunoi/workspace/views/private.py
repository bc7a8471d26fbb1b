"""What is kept under keys about one person: written by whoever looks after her, opened one value at a time by key-holders."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import RevealPurpose, Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.fresh import fresh
from caunoi.access.policies import Refused
from caunoi.access.reveals import TOO_MANY_REVEALS
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.choices import SealedKind
from caunoi.people.middleware import vault_session
from caunoi.people.models import Pseudonym
from caunoi.workspace.forms.private import RevealForm, SealForm
from caunoi.workspace.unlocking import to_unlock
from caunoi.workspace.views import NOT_RIGHT

TOO_MANY = 429
VALUES = [kind for kind in SealedKind if kind != SealedKind.NOTE]


@dataclass(frozen=True)
class Line:
    """How one kind of value stands: whether one is kept, and whether she agreed that it is."""

    kind: SealedKind
    kept: int
    agreed: bool


@never_cache
@require_safe
def private(request: Request, person: UUID) -> HttpResponse:
    """What is kept, without a word of it; what may be written, and opened."""
    found = _person(request, person, Verb.WRITE_NOTE, Verb.SEAL, Verb.REVEAL)
    return _page(request, found, RevealForm(**_choices(request, found)))


@require_POST
@fresh
@never_cache
def reveal(request: Request, person: UUID) -> HttpResponse:
    """One value, in this answer and nowhere else. It stands in the record before it opens."""
    found = _person(request, person, Verb.REVEAL)
    form = RevealForm(request.POST, **_choices(request, found))
    if not form.is_valid():
        return _page(request, found, form, status=NOT_RIGHT)
    kind, purpose = form.cleaned_data["kind"], form.cleaned_data["purpose"]
    try:
        shown = people.reveal(
            by=request.by,
            at=timezone.now(),
            session=vault_session(request),
            pseudonym=found,
            kind=kind,
            purpose=purpose,
        )
    except people.NotOpened as problem:
        if problem.unlocking_helps:
            return to_unlock(reverse("workspace:private", args=[found.pk]))
        form.add_error(None, str(problem))
        return _page(request, found, form, status=NOT_RIGHT)
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return _page(request, found, form, status=NOT_RIGHT)
    except Refused as refused:
        if refused.reason != TOO_MANY_REVEALS:
            raise
        form.add_error(None, too_many_words())
        return _page(request, found, form, status=TOO_MANY)
    opened: dict[str, Any] = {"shown": shown, "kind": SealedKind(kind).label, "purpose": RevealPurpose(purpose).label}
    return _page(request, found, RevealForm(**_choices(request, found)), **opened)


@require_http_methods(["GET", "POST"])
def seal(request: Request, person: UUID, kind: str) -> HttpResponse:
    """Write one value or a note. What stood before is never shown here: who writes need not be able to read."""
    if kind not in SealedKind.values:
        raise Http404
    is_note = kind == SealedKind.NOTE
    found = _person(request, person, Verb.WRITE_NOTE if is_note else Verb.SEAL)
    form = SealForm(request.POST if request.method == "POST" else None, kind=SealedKind(kind))
    agreed = is_note or kind in queries.kinds_agreed(found, timezone.now())
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, found, kind, form.cleaned_data["text"])
        except CannotDo as problem:
            form.add_error("text", str(problem))
        else:
            messages.success(request, _written(request, found))
            return redirect("workspace:private", person=found.pk)
    context = {
        "person": found,
        "form": form,
        "kind": SealedKind(kind),
        "agreed": agreed,
        "kept": not is_note and queries.sealed_kinds(request.by, found).get(kind, 0),
    }
    return render(request, "workspace/seal.html", context, status=NOT_RIGHT if form.errors else 200)


@require_POST
def unseal(request: Request, person: UUID, kind: str) -> HttpResponse:
    """She asks that one value be kept no more."""
    found = _person(request, person, Verb.SEAL)
    row = queries.sealed_value(request.by, found, kind)
    if row is not None:
        people.remove_sealed(by=request.by, at=timezone.now(), row=row)
    messages.success(request, _("It is kept no more; no copy opens either."))
    return redirect("workspace:private", person=found.pk)


def too_many_words() -> str:
    return _(
        "You have opened as much as is usual in a while. Nothing more was opened; your lead and the data guardian"
        " see that this limit was reached. Wait an hour, or ask a colleague."
    )


def _person(request: Request, person: UUID, *verbs: Verb) -> Pseudonym:
    """Somebody whom she may see and with whose private things she may do one of these now."""
    by = allowed(request, *verbs)
    found = get_object_or_404(queries.people(by), pk=person)
    if not any(queries.may_about(by, verb, found) for verb in verbs):
        raise Http404
    return found


def _choices(request: Request, person: Pseudonym) -> dict[str, Any]:
    return {
        "by": request.by,
        "kept": queries.sealed_kinds(request.by, person),
        "agreed": queries.kinds_agreed(person, timezone.now()),
        "may_invite": queries.second_yes(request.by, timezone.now()) is not None,
    }


def _page(request: Request, person: Pseudonym, form: RevealForm, *, status: int = 200, **opened: Any) -> HttpResponse:
    by, now = request.by, timezone.now()
    kept, agreed = queries.sealed_kinds(by, person), queries.kinds_agreed(person, now)
    may_reveal = queries.may_about(by, Verb.REVEAL, person)
    context = {
        "person": person,
        "lines": [Line(kind, kept.get(kind, 0), kind in agreed) for kind in VALUES],
        "notes": kept.get(SealedKind.NOTE, 0),
        "anything": bool(kept),
        "form": form,
        "may_seal": queries.may_about(by, Verb.SEAL, person),
        "may_note": queries.may_about(by, Verb.WRITE_NOTE, person),
        "may_reveal": may_reveal,
        "state": queries.vault_state(by, now, vault_session(request)) if may_reveal else None,
        "left": queries.reveals_left(by, now) if may_reveal else 0,
        "resting": queries.restriction(person.pk),
        **opened,
    }
    return render(request, "workspace/private.html", context, status=status)


def _write(request: Request, person: Pseudonym, kind: str, text: str) -> None:
    by, at = request.by, timezone.now()
    if kind == SealedKind.NOTE:
        people.write_sealed_note(by=by, at=at, pseudonym=person, text=text)
    else:
        people.seal_value(by=by, at=at, pseudonym=person, kind=kind, text=text)


def _written(request: Request, person: Pseudonym) -> str:
    if queries.may_about(request.by, Verb.REVEAL, person):
        return _("Sealed. It opens with a key only.")
    return _("Sealed. Those who hold keys can read it; you cannot read it back.")
