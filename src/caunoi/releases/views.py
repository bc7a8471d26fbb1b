from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.indicators import catalogue
from caunoi.lib.actor import Actor
from caunoi.lib.key_files import KeyFileError
from caunoi.look.languages import page_language
from caunoi.look.tables import Link
from caunoi.published import definition_pages
from caunoi.releases import actions, queries
from caunoi.releases.choices import MonthState
from caunoi.releases.models import Release
from caunoi.releases.queries import Month
from caunoi.releases.sample import MOST, USUAL, sheet
from caunoi.releases.tables import breakdowns, changes, evidence, totals


@require_safe
def month(request: Request) -> HttpResponse:
    """The month that needs somebody now, and the list of all months."""
    by = allowed(request, Verb.SEE_MONTH)
    months = queries.month(by, timezone.now())
    return _page(request, by, months, _needs_somebody(months))


@require_safe
def period(request: Request, deployment: UUID, key: str) -> HttpResponse:
    """One month."""
    by = allowed(request, Verb.SEE_MONTH)
    return _page(request, by, queries.month(by, timezone.now()), _found(by, deployment, key))


@require_POST
def close(request: Request, deployment: UUID, key: str) -> HttpResponse:
    """The first signature."""
    by = allowed(request, Verb.SEE_MONTH)
    found = _found(by, deployment, key)
    _try(
        request,
        lambda: actions.close_month(by=by, at=timezone.now(), deployment=found.deployment, period=found.period),
        _("Closed and signed once. A second person has to look at it and sign."),
    )
    return redirect("releases:period", deployment=deployment, key=key)


@require_POST
def sign(request: Request, release: UUID) -> HttpResponse:
    """The second signature."""
    by = allowed(request, Verb.SEE_MONTH)
    found = _release(by, release)
    _try(
        request,
        lambda: actions.sign_release(by=by, at=timezone.now(), release=found),
        _("Signed twice: these figures stand and can be sent."),
    )
    return _back_to(found)


@require_POST
def restate(request: Request, release: UUID) -> HttpResponse:
    """A new version beside the old one."""
    by = allowed(request, Verb.SEE_MONTH)
    found = _release(by, release)
    _try(
        request,
        lambda: actions.restate(by=by, at=timezone.now(), release=found),
        _("A new version was counted and signed once. The one before stays as it is."),
    )
    return _back_to(found)


@require_POST
def file(request: Request, release: UUID) -> HttpResponse:
    """The sealed file, to keep or to send."""
    by = allowed(request, Verb.SEE_MONTH)
    found = _release(by, release)
    try:
        data, name = actions.take(by=by, at=timezone.now(), release=found)
    except (CannotDo, KeyFileError) as problem:
        messages.error(request, str(problem))
        return _back_to(found)
    response = HttpResponse(data, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def checkpoint(request: Request, release: UUID) -> HttpResponse:
    """The record as it stood when this month was signed, as a file for whoever keeps it elsewhere."""
    by = allowed(request, Verb.SEE_MONTH)
    made = queries.checkpoint(_release(by, release))
    if made is None:
        raise Http404
    response = HttpResponse(made.signed, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{timezone.localdate(made.at):%Y-%m-%d}.checkpoint.txt"'
    return response


@require_POST
def sample(request: Request, deployment: UUID, key: str) -> HttpResponse:
    """The sheet of an auditor's sample."""
    by = allowed(request, Verb.SEE_MONTH)
    found = _found(by, deployment, key)
    seed, count = request.POST.get("seed", "").strip(), request.POST.get("count", "")
    try:
        drawn = actions.draw_sample(
            by=by, at=timezone.now(), deployment=found.deployment, period=found.period, seed=seed,
            count=int(count) if count.isascii() and count.isdigit() else 0,
        )  # fmt: skip
    except CannotDo as problem:
        messages.error(request, str(problem))
        return redirect("releases:period", deployment=deployment, key=key)
    response = HttpResponse(sheet(found.deployment, found.period, seed, drawn), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="doi-chieu-{found.period.key.lower()}.pdf"'
    return response


@require_safe
def definitions(request: Request) -> HttpResponse:
    """How every number is counted: the catalogue."""
    allowed(request, Verb.SEE_MONTH)
    return render(request, "look/definitions.html", {"table": definition_pages.overview(_address_of)})


@require_safe
def definition(request: Request, code: str) -> HttpResponse:
    """One definition, with an example to count oneself."""
    allowed(request, Verb.SEE_MONTH)
    try:
        found = definition_pages.page(catalogue.definition(code))
    except catalogue.UnknownIndicatorError:
        raise Http404 from None
    parts = [Link(one.title.in_language(page_language()), _address_of(one.code)) for one in found.parts]
    context = {"page": found, "parts": parts, "back": reverse("releases:definitions")}
    return render(request, "look/definition.html", context)


def _address_of(code: str) -> str:
    return reverse("releases:definition", args=[code])


def _page(request: Request, by: Actor, months: list[Month], current: Month | None) -> HttpResponse:
    language = page_language()
    context: dict[str, object] = {
        "months": [{"month": one, "label": one.period.label(language)} for one in months],
        "several": len({one.deployment.pk for one in months}) > 1,
        "current": current,
    }
    if current:
        label = current.period.label(language)
        found = queries.checks_of(by, current)
        before = current.period.previous().label(language)
        reviewed = queries.review(current)
        context |= {
            "label": label,
            "totals": totals(reviewed, label),
            "breakdowns": breakdowns(reviewed),
            "evidence": evidence(queries.evidence(current)),
            "may_sign": current.state is MonthState.CLOSING
            and current.release
            and queries.may_sign(by, current.release),
            "checks": found,
            "unfinished": queries.unfinished(by, current, timezone.localdate()),
            "large": changes(found.large, before, (_("Month before"), _("This month")))
            if found and found.large
            else None,
            "late": changes(found.late, before, (_("As closed"), _("Counted today"))) if found and found.late else None,
            "sample": {"count": USUAL, "most": MOST},
            "hub": queries.hub(),
            "earlier": queries.earlier(current.release) if current.release else [],
            "checkpoint": queries.checkpoint(current.release) if current.release else None,
        }
    return render(request, "releases/month.html", context)


def _needs_somebody(months: list[Month]) -> Month | None:
    """A month that waits for the second person, else the latest that is over, else the one that runs."""
    waiting = [one for one in months if one.state is MonthState.CLOSING]
    over = [one for one in months if one.state is not MonthState.RUNNING]
    return next(iter([*waiting, *over, *months]), None)


def _try(request: Request, act: Callable[[], object], done: str) -> None:
    try:
        act()
    except (CannotDo, KeyFileError) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)


def _found(by: Actor, deployment: UUID, key: str) -> Month:
    found = queries.one_month(by, timezone.now(), deployment, key)
    if found is None:
        raise Http404
    return found


def _release(by: Actor, release: UUID) -> Release:
    return get_object_or_404(queries.releases(by), pk=release)


def _back_to(release: Release) -> HttpResponse:
    return redirect("releases:period", deployment=release.deployment_id, key=release.period_key)
