"""Her own page: what she agreed to, where she was sent, who looked, and what she asks. Card and a code open it for a while."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.access.doors import Request
from caunoi.access.throttles import is_spent, too_many, visitor
from caunoi.lib.actor import ANYONE, CLOCK, Actor
from caunoi.people import actions as people
from caunoi.people.choices import RightChannel
from caunoi.people.queries import own_consents, own_row
from caunoi.portal import own_visit
from caunoi.portal.forms import AskForm, OwnPageForm
from caunoi.portal.queries import hers
from caunoi.referrals.actions import settle_referrals

WRONG_CODES, WINDOW = 10, 15 * 60


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: Request) -> HttpResponse:
    """The door, and behind it her page."""
    if request.method == "POST":
        return _enter(request)
    by = _visitor(request)
    if by is None:
        return render(request, "portal/own_door.html", {"form": OwnPageForm()})
    return _page(request, by)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Says what ends with it; then it ends, at once."""
    by = _herself(request)
    consent = own_consents(by, by.own_id).filter(pk=pk).first()
    if consent is None:
        raise Http404
    if request.method != "POST":
        return render(request, "portal/own_withdraw.html", {"consent": consent})
    people.withdraw_consent(by=by, at=timezone.now(), consent=consent)
    settle_referrals(by=CLOCK, at=timezone.now())
    return redirect("portal:own_page")


@login_not_required
@require_POST
def ask(request: Request) -> HttpResponse:
    """Take down what she asks and give her its number."""
    by = _herself(request)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _page(request, by, form=form, status=422)
    people.ask_right(
        by=by,
        at=timezone.now(),
        pseudonym=own_row(by, by.own_id),
        kind=form.cleaned_data["kind"],
        channel=RightChannel.OWN_PAGE,
    )
    return redirect("portal:own_page")


@login_not_required
@require_POST
def leave(request: Request) -> HttpResponse:
    """Close the page on this telephone, at once, and go where everybody may be."""
    response = redirect("directory:finder")
    own_visit.end(response)
    return response


def _enter(request: Request) -> HttpResponse:
    form = OwnPageForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/own_door.html", {"form": form}, status=422)
    if _tried_too_often(request, form.cleaned_data["card"]):
        return render(request, "429.html", status=429)
    try:
        used = people.enter_own_page(
            by=ANYONE, at=timezone.now(), card=form.cleaned_data["card"], code=form.cleaned_data["code"]
        )
    except people.WrongCode as problem:
        people.note_wrong_code(by=ANYONE, at=timezone.now())
        _count_wrong(request, form.cleaned_data["card"])
        form.add_error(None, str(problem))
        return render(request, "portal/own_door.html", {"form": form}, status=422)
    response = redirect("portal:own_page")
    own_visit.begin(response, used)
    return response


def _tried_too_often(request: Request, card: str) -> bool:
    return any(is_spent("own-page", who, limit=WRONG_CODES) for who in (visitor(request), card))


def _count_wrong(request: Request, card: str) -> None:
    for who in (visitor(request), card):
        too_many("own-page", who, limit=WRONG_CODES, seconds=WINDOW)


def _herself(request: Request) -> Actor:
    by = _visitor(request)
    if by is None:
        raise Http404
    return by


def _visitor(request: Request) -> Actor | None:
    """She, and from now on the one who acts in this request; None where no visit of hers lasts."""
    by = own_visit.visitor_of(request)
    if by is not None:
        request.by = by
    return by


def _page(request: Request, by: Actor, *, form: AskForm | None = None, status: int = 200) -> HttpResponse:
    return render(request, "portal/own_page.html", hers(by, by.own_id) | {"form": form or AskForm()}, status=status)
