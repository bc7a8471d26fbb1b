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
from caunoi.exchange import comparison, money
from caunoi.exchange.forms import CompareForm, EstimateForm, FundingForm
from caunoi.look.languages import page_language
from caunoi.places.queries import provinces
from caunoi.programme.actions import fund, withdraw_funding
from caunoi.programme.queries import deployments, funding_lines
from caunoi.published import actions
from caunoi.published.words import with_unit


@require_safe
def models_and_money(request: Request) -> HttpResponse:
    """Which model runs where, and the money behind it."""
    by = allowed(request, Verb.SEE_COMPLETENESS, Verb.KEEP_REFERENCE)
    lines = list(funding_lines(by))
    context = {
        "models": money.by_model(deployments(by)),
        "money": money.by_level(lines),
        "lines": lines,
        "may_enter": may_ever(by, Verb.KEEP_REFERENCE),
        "may_compare": may_ever(by, Verb.SEE_COMPLETENESS),
    }
    return render(request, "exchange/models.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_funding(request: Request) -> HttpResponse:
    """Enter money of one source for one deployment."""
    by = allowed(request, Verb.KEEP_REFERENCE)
    form = FundingForm(request.POST if request.method == "POST" else None, deployments=deployments(by))
    if request.method == "POST" and form.is_valid():
        try:
            fund(by=by, at=timezone.now(), **form.cleaned_data)
        except CannotDo as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("exchange:models")
    return render(request, "exchange/new_funding.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def withdraw_money(request: Request, pk: UUID) -> HttpResponse:
    """A line that was wrong counts no more."""
    by = allowed(request, Verb.KEEP_REFERENCE)
    withdraw_funding(by=by, at=timezone.now(), line=get_object_or_404(funding_lines(by), pk=pk))
    messages.success(request, _("Withdrawn: it stays readable and counts no more."))
    return redirect("exchange:models")


@require_http_methods(["GET", "HEAD", "POST"])
def new_estimate(request: Request) -> HttpResponse:
    """Put an estimate of size beside those there are."""
    by = allowed(request, Verb.ENTER_COLLECTED)
    units = list(provinces(timezone.localdate()))
    form = EstimateForm(request.POST if request.method == "POST" else None, provinces=units)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_estimate(by=by, at=timezone.now(), estimate=form.estimate)
        except CannotDo as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved. It stands beside the others."))
            return redirect("reports:targets")
    return render(request, "exchange/new_estimate.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def compare_models(request: Request) -> HttpResponse:
    """Before and after, and what an output cost, province by province."""
    by = allowed(request, Verb.SEE_COMPLETENESS)
    language = page_language()
    found = comparison.periods(by)
    what = comparison.asked(found, request.GET)
    if what is None:
        return render(request, "exchange/comparison.html", {"what": None})
    numbers = [(one.code, with_unit(one, language)) for one in comparison.indicators()]
    choices = [(one.key, one.label(language).partition(" (")[0]) for one in found]
    chosen = {"indicator": what.indicator.code, "before": what.before.key, "after": what.after.key}
    context = {
        "what": what,
        "title": with_unit(what.indicator, language),
        "question": what.indicator.question.in_language(language),
        "form": CompareForm(initial=chosen, numbers=numbers, periods=choices),
        "compared": comparison.compare(by, what),
    }
    return render(request, "exchange/comparison.html", context)
