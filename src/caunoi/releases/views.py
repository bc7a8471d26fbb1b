from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import Refused, may_ever
from caunoi.lib.actor import Actor
from caunoi.published.keys import KeyFileError
from caunoi.releases import actions, queries
from caunoi.releases.choices import MonthState
from caunoi.releases.models import Release
from caunoi.releases.queries import Month
from caunoi.releases.tables import breakdowns, totals


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """The month that needs somebody now, and the list of all months."""
    by = _allowed(request)
    months = queries.month(by, timezone.now())
    return _page(request, by, months, _needs_somebody(months))


@require_safe
def period(request: HttpRequest, deployment: UUID, key: str) -> HttpResponse:
    """One month."""
    by = _allowed(request)
    return _page(request, by, queries.month(by, timezone.now()), _found(by, deployment, key))


@require_POST
def close(request: HttpRequest, deployment: UUID, key: str) -> HttpResponse:
    """The first signature."""
    by = _allowed(request)
    found = _found(by, deployment, key)
    _try(
        request,
        lambda: actions.close_month(by=by, at=timezone.now(), deployment=found.deployment, period=found.period),
        _("Closed and signed once. A second person has to look at it and sign."),
    )
    return redirect("releases:period", deployment=deployment, key=key)


@require_POST
def sign(request: HttpRequest, release: UUID) -> HttpResponse:
    """The second signature."""
    by = _allowed(request)
    found = _release(by, release)
    _try(
        request,
        lambda: actions.sign_release(by=by, at=timezone.now(), release=found),
        _("Signed twice: these figures stand and can be sent."),
    )
    return _back_to(found)


@require_POST
def restate(request: HttpRequest, release: UUID) -> HttpResponse:
    """A new version beside the old one."""
    by = _allowed(request)
    found = _release(by, release)
    _try(
        request,
        lambda: actions.restate(by=by, at=timezone.now(), release=found),
        _("A new version was counted and signed once. The one before stays as it is."),
    )
    return _back_to(found)


@require_POST
def file(request: HttpRequest, release: UUID) -> HttpResponse:
    """The sealed file, to keep or to send."""
    by = _allowed(request)
    found = _release(by, release)
    try:
        data, name = actions.take(by=by, at=timezone.now(), release=found)
    except (CannotDo, KeyFileError) as problem:
        messages.error(request, str(problem))
        return _back_to(found)
    response = HttpResponse(data, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(request: HttpRequest, by: Actor, months: list[Month], current: Month | None) -> HttpResponse:
    language = get_language() or "vi"
    context: dict[str, object] = {
        "months": [{"month": one, "label": one.period.label(language)} for one in months],
        "several": len({one.deployment.pk for one in months}) > 1,
        "current": current,
    }
    if current:
        label = current.period.label(language)
        reviewed = queries.review(current)
        context |= {
            "label": label,
            "totals": totals(reviewed, label),
            "breakdowns": breakdowns(reviewed),
            "may_sign": current.state is MonthState.CLOSING
            and current.release
            and queries.may_sign(by, current.release),
            "hub": queries.hub(),
        }
    return render(request, "releases/month.html", context)


def _needs_somebody(months: list[Month]) -> Month | None:
    """A month that waits for the second person, else the latest that is over, else the one that runs."""
    waiting = [one for one in months if one.state is MonthState.CLOSING]
    over = [one for one in months if one.state is not MonthState.RUNNING]
    return next(iter([*waiting, *over, *months]), None)


def _try(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    try:
        act()
    except (CannotDo, KeyFileError) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)


def _allowed(request: HttpRequest) -> Actor:
    by: Actor = request.by  # type: ignore[attr-defined]
    if not may_ever(by, Verb.SEE_MONTH):
        raise Refused(Verb.SEE_MONTH, "no role allows it")
    return by


def _found(by: Actor, deployment: UUID, key: str) -> Month:
    found = queries.one_month(by, timezone.now(), deployment, key)
    if found is None:
        raise Http404
    return found


def _release(by: Actor, release: UUID) -> Release:
    return get_object_or_404(queries.releases(by), pk=release)


def _back_to(release: Release) -> HttpResponse:
    return redirect("releases:period", deployment=release.deployment_id, key=release.period_key)
