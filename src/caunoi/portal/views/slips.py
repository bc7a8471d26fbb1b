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
from caunoi.access.throttles import give_back, is_spent, too_many, visitor
from caunoi.access.walls import behind, told_of_slip
from caunoi.lib.actor import Actor, ActorKind
from caunoi.lib.ids import clean_code, spaced_code
from caunoi.people.actions import NotOpened
from caunoi.people.choices import SealedKind
from caunoi.people.queries import packet_on_paper
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
    """More about it, for who has the provider's PIN too. Wrong ones are counted for slip, provider and visitor.

    Each is counted before it is tried, so that many at the same moment are no more than the limit.
    """
    referral = held.referral
    tries = {
        referral.slip_code: WRONG_PINS,
        str(referral.provider_id): 6 * WRONG_PINS,
        visitor(request): 2 * WRONG_PINS,
    }
    if _one_more(tries):
        return render(request, "429.html", status=429)
    form = PinForm(request.POST)
    if "digits" in form.errors:
        _one_less(tries)
        return _page(request, held, form=form, status=422)
    try:
        told = _told(referral, form) if form.is_valid() else None
    except NotOpened as problem:
        form.add_error("digits", str(problem))
        return _page(request, held.now(), more={}, form=form, status=422)
    except CannotDo as problem:
        _one_less(tries)
        return _page(request, held.now(), said=str(problem), status=409)
    if told is not None:
        _one_less(tries)
        return _page(request, held.now(), more=told)
    if form.is_valid():
        wrong = _(
            "These are not the six digits of this place. Nothing was shown; compare them with the paper you were given."
        )
        form.add_error("pin", wrong)
    return _page(request, held, form=form, status=422)


def _told(referral: Referral, form: PinForm) -> dict[str, str] | None:
    """What she lets this place know, if her slip says the digits for it. None: not its PIN."""
    what = {"by": _holder(referral), "at": timezone.now(), "referral": referral, "pin": form.cleaned_data["pin"]}
    if digits := form.cleaned_data["digits"]:
        return actions.open_packet_with_pin(**what, digits=digits)
    return {} if actions.open_with_pin(**what) else None


def _one_more(tries: dict[str, int]) -> bool:
    """Count a try that is about to be made; whether it is over a limit, then it is neither made nor counted."""
    over = [too_many("slip-pin", who, limit=limit, seconds=WINDOW) for who, limit in tries.items()]
    if any(over):
        _one_less(tries)
    return any(over)


def _one_less(tries: dict[str, int]) -> None:
    for who in tries:
        give_back("slip-pin", who)


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
    form: AnswerForm | PinForm | None = None,
    more: dict[str, str] | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    standing = _standing(held.referral)
    context: dict[str, Any] = {
        "slip_number": spaced_code(held.code),
        "more": _more(held.referral, more) if more is not None else None,
        "pin_form": (form if isinstance(form, PinForm) else PinForm())
        if _takes_pin(held.referral, standing, more)
        else None,
        "standing": standing,
        "buttons": [(event, _words(event)) for event in standing.buttons],
        "no": standing.no,
        "form": form if isinstance(form, AnswerForm) else AnswerForm(events=[]),
        "said": said if status == 200 else "",
        "problem": said if status != 200 else "",
    }
    gone = standing.expired or standing.stopped
    return render(request, "portal/slip.html", context, status=GONE if gone and status == 200 else status)


def _takes_pin(referral: Referral, standing: Standing, more: dict[str, str] | None) -> bool:
    """Whether there is something yet to open: the service, or what she lets this place know."""
    if not standing.in_use or pin_of(referral.provider_id) is None:
        return False
    return more is None or (not more and _has_packet(referral))


def _has_packet(referral: Referral) -> bool:
    return packet_on_paper(_holder(referral), timezone.now(), referral.pk) is not None


def _more(referral: Referral, came: dict[str, str]) -> dict[str, Any]:
    """What a provider may know beside the number: the service, an appointment, whether somebody comes along.

    And, by the digits on the slip, what she lets it know; without them, that there is something.
    """
    return {
        "service": referral.service.name,
        "when": appointment(referral) if referral.state == State.SCHEDULED else None,
        "accompanied": referral.accompanied,
        "came": [(SealedKind(kind).label, text) for kind, text in came.items()],
        "waits": not came and _has_packet(referral),
    }


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
