"""Who works with the directory keeps it true: what is due again, what a club tried, what was agreed with whom."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.policies import may_ever
from caunoi.administration import queries
from caunoi.administration.actions import agree
from caunoi.administration.forms import AgreementForm, TriedForm
from caunoi.directory.actions import confirm_service, mark_tried
from caunoi.directory.queries import due_again, service, services
from caunoi.organisations.models import Agreement

NOT_RIGHT = 422
SHOWN = 100


@require_safe
def cards(request: Request) -> HttpResponse:
    """What is due again, and all other services on offer."""
    by = allowed(request, Verb.MARK_TRIED, Verb.CONFIRM_SERVICE)
    today = timezone.localdate()
    context = {
        "due": due_again(today)[:SHOWN],
        "due_count": due_again(today).count(),
        "others": services(today).exclude(pk__in=due_again(today).values("pk"))[:SHOWN],
        "tried": queries.last_tried(by),
        "may_agree": may_ever(by, Verb.KEEP_AGREEMENT),
    }
    return render(request, "administration/cards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: Request, pk: UUID) -> HttpResponse:
    """One service: say that somebody of the club went there, see what was agreed."""
    by = allowed(request, Verb.MARK_TRIED, Verb.CONFIRM_SERVICE)
    today = timezone.localdate()
    found = service(pk, today)
    if found is None:
        return redirect("administration:cards")
    form = TriedForm(request.POST if request.method == "POST" else None, initial={"on": today})
    if form.is_bound and form.is_valid():
        try:
            mark_tried(by=by, at=timezone.now(), service=found, on=form.cleaned_data["on"])
        except CannotDo as problem:
            form.add_error("on", str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("administration:card", pk)
    context = {
        "service": found,
        "form": form,
        "now": timezone.localtime(),
        "may_try": may_ever(by, Verb.MARK_TRIED),
        "may_confirm": may_ever(by, Verb.CONFIRM_SERVICE),
        "trials": queries.trials(by, found),
        "agreements": queries.agreements_with(by, found.provider, today),
    }
    return render(request, "administration/card.html", context, status=NOT_RIGHT if form.errors else 200)


@require_POST
def confirm(request: Request, pk: UUID) -> HttpResponse:
    """The card was checked today."""
    by = allowed(request, Verb.CONFIRM_SERVICE)
    found = service(pk, timezone.localdate())
    if found is not None:
        confirm_service(by=by, at=timezone.now(), service=found)
        messages.success(request, _("Checked today. It is due again in half a year."))
    return redirect("administration:cards")


@require_safe
def agreements(request: Request) -> HttpResponse:
    """With whom what was agreed; what ends soon comes first."""
    by = allowed(request, Verb.KEEP_AGREEMENT)
    return render(
        request, "administration/agreements.html", {"agreements": queries.agreements(by), "today": timezone.localdate()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_agreement(request: Request) -> HttpResponse:
    """Write an agreement down."""
    return _agreement(request, Agreement(), _("Add an agreement"))


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: Request, pk: UUID) -> HttpResponse:
    """Change one, or say when it ends."""
    by = allowed(request, Verb.KEEP_AGREEMENT)
    return _agreement(request, get_object_or_404(queries.agreements(by), pk=pk), _("Change an agreement"))


def _agreement(request: Request, found: Agreement, title: str) -> HttpResponse:
    by = allowed(request, Verb.KEEP_AGREEMENT)
    form = AgreementForm(
        request.POST if request.method == "POST" else None,
        clubs=queries.organisations_that_agree(by),
        providers=queries.providers(),
        initial=AgreementForm.initial_of(found),
    )
    if form.is_bound and form.is_valid():
        try:
            agree(by=by, at=timezone.now(), agreement=form.on(found))
        except CannotDo as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("administration:agreements")
    context = {"form": form, "title": title}
    return render(request, "administration/agreement_form.html", context, status=NOT_RIGHT if form.errors else 200)
