"""Answering a slip without an account. The number is the right to answer; no cookie says who answers."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import SLIP_HOLDER
from caunoi.access.throttles import is_spent, too_many, visitor
from caunoi.access.walls import behind, told_of_slip
from caunoi.lib.actor import Actor, ActorKind
from caunoi.lib.ids import clean_code, spaced_code
from caunoi.portal.forms import AnswerForm, NumberForm, PinForm
from caunoi.referrals import actions
from caunoi.referrals.choices import Event, State
from caunoi.referrals.machine import OPEN_TO_PROVIDER, Who, events_from
from caunoi.referrals.models import Referral
from caunoi.referrals.queries import appointment, by_slip, is_stopped, pin_of, unbound

WINDOW = 15 * 60
WRONG_NUMBERS, ANSWERS_PER_VISITOR, ANSWERS_PER_SLIP = 20, 120, 20
YES = (Event.ACCEPT, Event.SERVE, Event.SERVE_PARTLY, Event.MISS)
NO = (Event.DECLINE, Event.CANCEL, Event.TURN_AWAY)
GONE = 410
WRONG_PINS = 5


@dataclass(frozen=True)
class Held:
    """A referral and the number by which it was reached: that of a screen, or that of a pad."""

    referral: Referral
    code: str

    def now(self) -> "Held":
        """As it stands after somebody else may have moved it."""
        return Held(by_slip(self.code) or self.referral, self.code)


@dataclass(frozen=True)
class Standing:
    """What this slip still asks of whoever holds it."""

    state: State
    expired: bool = False
    stopped: bool = False

    @property
    def in_use(self) -> bool:
        return self.state in OPEN_TO_PROVIDER and not (self.expired or self.stopped)

    @property
    def buttons(self) -> list[Event]:
        """At most three that say yes or what happened, and one that says no."""
        return [event for event in YES if event in self._legal]

    @property
    def no(self) -> Event | None:
        return next((event for event in NO if event in self._legal), None)

    @property
    def _legal(self) -> list[Event]:
        if not self.in_use:
            return []
        legal = events_from(self.state, Who.PROVIDER)
        walks_in = self.state not in (State.ATTENDED, State.NO_SHOW)
        return [event for event in legal if not (event is Event.TURN_AWAY and walks_in)]


@login_not_required
@require_safe
def number(request: HttpRequest) -> HttpResponse:
    """Where a slip number is typed by hand."""
    form = NumberForm(request.GET or None)
    if request.GET and form.is_valid():
        return redirect("portal:slip", code=form.cleaned_data["number"])
    return render(request, "portal/number.html", {"form": form})


@csrf_exempt  # the number is the only right there is: no cookie or session says who answers, so none can be misused
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows a number and buttons and changes nothing; POST is the answer."""
    if is_spent("slip", visitor(request), limit=WRONG_NUMBERS):
        return render(request, "429.html", status=429)
    with behind(lambda: told_of_slip(clean_code(code))):
        return _shown(request, code)


def _shown(request: HttpRequest, code: str) -> HttpResponse:
    referral = by_slip(code)
    if referral is None and unbound(code, timezone.now()):
        return render(request, "portal/not_bound.html", {"slip_number": spaced_code(clean_code(code))})
    if referral is None:
        too_many("slip", visitor(request), limit=WRONG_NUMBERS, seconds=WINDOW)
        raise Http404
    held = Held(referral, clean_code(code))
    if request.method != "POST":
        return _page(request, held)
    return _open(request, held) if "pin" in request.POST else _answer(request, held)


def _open(request: HttpRequest, held: Held) -> HttpResponse:
    """More about it, for who has the provider's PIN too. Wrong ones are counted for slip, provider and visitor."""
    referral = held.referral
    tries = {
        referral.slip_code: WRONG_PINS,
        str(referral.provider_id): 6 * WRONG_PINS,
        visitor(request): 2 * WRONG_PINS,
    }
    if any(is_spent("slip-pin", who, limit=limit - 1) for who, limit in tries.items()):
        return render(request, "429.html", status=429)
    form = PinForm(request.POST)
    pin = form.cleaned_data["pin"] if form.is_valid() else ""
    try:
        opened = bool(pin) and actions.open_with_pin(
            by=_holder(referral), at=timezone.now(), referral=referral, pin=pin
        )
    except CannotDo as problem:
        return _page(request, held.now(), said=str(problem), status=409)
    if opened:
        return _page(request, held.now(), more=True)
    for who in tries:
        too_many("slip-pin", who, limit=WRONG_PINS, seconds=WINDOW)
    return _page(request, held, said=_("These are not the digits of this place. Nothing was shown."), status=422)


def _holder(referral: Referral) -> Actor:
    return Actor(ActorKind.SLIP, id=referral.pk, roles=frozenset({SLIP_HOLDER}))


def _answer(request: HttpRequest, held: Held) -> HttpResponse:
    referral = held.referral
    if _answers_too_often(request, referral.slip_code):
        return render(request, "429.html", status=429)
    form = AnswerForm(request.POST, events=[*YES, *NO])
    if not form.is_valid():
        return _page(request, held, form=form, status=422)
    event, reason = form.cleaned_data["event"], form.cleaned_data["reason"]
    try:
        changed = actions.answer(by=_holder(referral), at=timezone.now(), referral=referral, event=event, reason=reason)
    except CannotDo as problem:
        return _page(request, held.now(), said=str(problem), status=409)
    too_many("slip-answer", referral.slip_code, limit=ANSWERS_PER_SLIP, seconds=WINDOW)
    return _page(request, held, said=_noted(changed))


def _noted(changed: bool) -> str:
    if changed:
        return _("Noted. Thank you for answering.")
    return _("This was noted already; nothing changed.")


def _answers_too_often(request: HttpRequest, code: str) -> bool:
    """Every try counts for the visitor; for the number only answers that stood, so that junk shuts nobody else out."""
    if too_many("slip-visitor", visitor(request), limit=ANSWERS_PER_VISITOR, seconds=WINDOW):
        return True
    return is_spent("slip-answer", code, limit=ANSWERS_PER_SLIP - 1)


def _page(
    request: HttpRequest,
    held: Held,
    *,
    form: AnswerForm | None = None,
    more: bool = False,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    standing = _standing(held.referral)
    context: dict[str, Any] = {
        "slip_number": spaced_code(held.code),
        "more": _more(held.referral) if more else None,
        "pin_form": PinForm() if standing.in_use and not more and pin_of(held.referral.provider_id) else None,
        "standing": standing,
        "buttons": [(event, _words(event)) for event in standing.buttons],
        "no": standing.no,
        "form": form or AnswerForm(events=[]),
        "said": said if status == 200 else "",
        "problem": said if status != 200 else "",
    }
    gone = standing.expired or standing.stopped
    return render(request, "portal/slip.html", context, status=GONE if gone and status == 200 else status)


def _more(referral: Referral) -> dict[str, Any]:
    """What a provider may know beside the number: the service, an appointment, whether somebody comes along."""
    when = appointment(referral) if referral.state == State.SCHEDULED else None
    return {"service": referral.service.name, "when": when, "accompanied": referral.accompanied}


def _standing(referral: Referral) -> Standing:
    state = State(referral.state)
    now = timezone.now()
    late = now >= referral.expires_at and state in OPEN_TO_PROVIDER
    stopped = is_stopped(referral, now) or state in (
        State.REVOKED,
        State.ENTERED_IN_ERROR,
        State.LOST_CONTACT,
        State.DETAINED,
        State.MOVED,
    )
    return Standing(state, expired=state is State.EXPIRED or late, stopped=stopped)


def _words(event: Event) -> str:
    """What the button says to whoever receives a person."""
    return {
        Event.ACCEPT: pgettext("button on a slip", "We will receive her"),
        Event.SERVE: pgettext("button on a slip", "She came and was helped"),
        Event.SERVE_PARTLY: pgettext("button on a slip", "She came and was helped in part"),
        Event.MISS: pgettext("button on a slip", "She did not come"),
    }[event]
