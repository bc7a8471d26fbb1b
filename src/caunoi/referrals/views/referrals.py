from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.policies import may_ever
from caunoi.lib.actor import Actor
from caunoi.lib.ids import as_id, spaced_code
from caunoi.look.languages import page_language
from caunoi.look.templatetags.look import moment
from caunoi.people.choices import Purpose
from caunoi.people.consent_texts import text_for
from caunoi.referrals import actions, queries
from caunoi.referrals.cards import due_card, history, inbox_card, referral_card, whose
from caunoi.referrals.choices import Event, NeedStatus, Source, State
from caunoi.referrals.forms.answers import ConfirmForm, NewsForm, SayForm, StopForm
from caunoi.referrals.forms.paper import BindForm
from caunoi.referrals.forms.referring import BeenForm, ConsentForm, ReferForm
from caunoi.referrals.machine import (
    CANNOT_HELP,
    CLOSED_STATES,
    OPEN_STATES,
    OPEN_TO_PROVIDER,
    OUTCOMES,
    STOPS,
    Who,
    events_from,
)
from caunoi.referrals.models import Need, Referral
from caunoi.referrals.passing import shown
from caunoi.referrals.taps import TAPS
from caunoi.referrals.views import NOT_RIGHT, PAGE

WITH_A_BUTTON = {Event.CONSENT, Event.SEND, Event.CONFIRM, *STOPS}


@require_safe
def referral_list(request: Request) -> HttpResponse:
    """A worker's own referrals, what waits for her first; a provider's inbox."""
    by = allowed(request, Verb.SEE_REFERRAL)
    if not _follows_up(by):
        return _inbox(request, by)
    closed = request.GET.get("show") == "closed"
    rows = queries.referrals(by).filter(state__in=sorted(CLOSED_STATES if closed else OPEN_STATES))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    due = [] if closed else list(queries.due(by, timezone.localdate())[:PAGE])
    late = {one.pk for one in due}
    context = {
        "page": page,
        "closed": closed,
        "leads": may_ever(by, Verb.SEE_MONTH),
        "due": [due_card(one) for one in due] if page.number == 1 else [],
        "cards": [referral_card(one) for one in page if one.pk not in late],
    }
    return render(request, "referrals/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, need: UUID) -> HttpResponse:
    """From a need to a slip: with her consent it is sent, without it she carries it herself."""
    by = allowed(request, Verb.MAKE_REFERRAL)
    found = get_object_or_404(queries.needs(by), pk=need)
    services = queries.services_for(found.code)
    sending = "send" in request.POST
    given: dict[str, Any] = {"services": services, "sending": sending, "initial": _sent_on(request)}
    form = ReferForm(request.POST if request.method == "POST" else None, **given)
    if request.method == "POST" and form.is_valid() and (made := _make(by, found, form)):
        messages.success(request, _made(made, sending))
        return redirect("referrals:referral", made.pk)
    return _choose(request, "referrals/new.html", found, form)


@require_http_methods(["GET", "HEAD", "POST"])
def been(request: Request, need: UUID) -> HttpResponse:
    """She has been there already: the referral is noted after the fact."""
    by = allowed(request, Verb.MAKE_REFERRAL)
    found = get_object_or_404(queries.needs(by), pk=need)
    given: dict[str, Any] = {"services": queries.services_for(found.code), "initial": _sent_on(request)}
    form = BeenForm(request.POST if request.method == "POST" else None, **given)
    if request.method == "POST" and form.is_valid() and (noted := _make(by, found, form)):
        messages.success(request, _("Noted. Ask her whether it was so; then this referral is finished."))
        return redirect("referrals:referral", noted.pk)
    return _choose(request, "referrals/been.html", found, form)


@require_safe
def referral(request: Request, pk: UUID) -> HttpResponse:
    """One referral: its history, its slip, what may happen next."""
    by = allowed(request, Verb.SEE_REFERRAL)
    return _page(request, by, get_object_or_404(queries.referrals(by), pk=pk))


@require_safe
def slip(request: Request, pk: UUID) -> HttpResponse:
    """The slip to print or to show: a number, nothing about the person or the service."""
    by = allowed(request, Verb.MOVE_REFERRAL)
    found = get_object_or_404(queries.referrals(by), pk=pk)
    return render(request, "referrals/slip.html", {"referral": found, **_slip(request, found)})


@require_POST
def opened(request: Request, pk: UUID) -> HttpResponse:
    """A provider opens a new slip of its inbox; the referrer sees that it was seen."""
    by = allowed(request, Verb.ANSWER_REFERRAL)
    found = get_object_or_404(queries.referrals(by), pk=pk)
    if found.state == State.SENT:
        _told(request, lambda: actions.answer(by=by, at=timezone.now(), referral=found, event=Event.SEE), "")
    return redirect("referrals:referral", pk)


@require_POST
def answer(request: Request, pk: UUID) -> HttpResponse:
    """The provider's answer, signed in."""
    by = allowed(request, Verb.ANSWER_REFERRAL)
    found = get_object_or_404(queries.referrals(by), pk=pk)
    form = _say_form(SayForm, found, Who.PROVIDER, request.POST)
    if not form.is_valid():
        return _page(request, by, found, answer_form=form)
    _told(
        request,
        lambda: actions.answer(
            by=by,
            at=timezone.now(),
            referral=found,
            event=form.cleaned_data["event"],
            **form.said(),
        ),
        _("Noted. Thank you for answering."),
    )
    still_mine = queries.referrals(by).filter(pk=pk).exists()
    return redirect("referrals:referral", pk) if still_mine else redirect("referrals:list")


@require_POST
def news(request: Request, pk: UUID) -> HttpResponse:
    """What the worker heard."""
    by = allowed(request, Verb.MOVE_REFERRAL)
    found = get_object_or_404(queries.referrals(by), pk=pk)
    form = _say_form(NewsForm, found, Who.REFERRER, request.POST)
    if not form.is_valid():
        return _page(request, by, found, news_form=form)
    _told(
        request,
        lambda: actions.record(
            by=by,
            at=timezone.now(),
            referral=found,
            event=form.cleaned_data["event"],
            source=form.cleaned_data["source"],
            **form.said(),
        ),
        _("Noted."),
    )
    return redirect("referrals:referral", pk)


@require_POST
def tap(request: Request, pk: UUID) -> HttpResponse:
    """One of the answers given most, straight from the list of what waits; only while it stands as the page showed it."""
    by = allowed(request, Verb.MOVE_REFERRAL)
    found = get_object_or_404(queries.referrals(by), pk=pk)
    chosen = next((one for one in TAPS.get(found.state, ()) if one.event == request.POST.get("event")), None)
    if chosen is None or request.POST.get("state") != found.state:
        messages.info(request, _("It stands otherwise by now. Look at it before you answer; nothing was changed."))
        return redirect("referrals:referral", pk)
    what: dict[str, Any] = {"by": by, "at": timezone.now(), "referral": found, "source": chosen.source}
    say = actions.confirm if chosen.event is Event.CONFIRM else partial(actions.record, event=chosen.event)
    _told(request, lambda: say(**what), _("Noted."))
    return redirect("referrals:list")


@require_POST
def consent(request: Request, pk: UUID) -> HttpResponse:
    """She took only the slip at first and agrees now."""
    by = allowed(request, Verb.MOVE_REFERRAL)
    found = get_object_or_404(queries.referrals(by), pk=pk)
    form = ConsentForm(request.POST, prefix="consent")
    if not form.is_valid():
        return _page(request, by, found, consent_form=form)

    def send() -> bool:
        actions.consent_and_send(by=by, at=timezone.now(), referral=found, agreed=form.agreed())
        return True

    _told(request, send, _("Sent. She can show this slip, or just say its number."))
    return redirect("referrals:referral", pk)


@require_POST
def confirm(request: Request, pk: UUID) -> HttpResponse:
    """Her own confirmation, as she said it to the worker."""
    by = allowed(request, Verb.MOVE_REFERRAL)
    found = get_object_or_404(queries.referrals(by), pk=pk)
    form = ConfirmForm(request.POST, prefix="confirm")
    if not form.is_valid():
        return _page(request, by, found, confirm_form=form)
    source = form.cleaned_data["source"]
    _told(
        request,
        lambda: actions.confirm(by=by, at=timezone.now(), referral=found, source=source),
        _("Confirmed. This referral is finished."),
    )
    return redirect("referrals:referral", pk)


@require_POST
def stop(request: Request, pk: UUID) -> HttpResponse:
    """It ends here: consent withdrawn, lost contact, moved, detained, entered in error."""
    by = allowed(request, Verb.MOVE_REFERRAL)
    found = get_object_or_404(queries.referrals(by), pk=pk)
    form = StopForm(request.POST, prefix="stop")
    if not form.is_valid():
        return _page(request, by, found, stop_form=form)
    _told(
        request,
        lambda: _stop(by, found, Event(form.cleaned_data["event"])),
        _("Stopped. The provider no longer sees it."),
    )
    return redirect("referrals:referral", pk)


def _follows_up(by: Actor) -> bool:
    return may_ever(by, Verb.MOVE_REFERRAL)


def _inbox(request: Request, by: Actor) -> HttpResponse:
    page = Paginator(queries.inbox(by), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "fresh": [(one, inbox_card(one)) for one in page if one.state == State.SENT],
        "cards": [inbox_card(one) for one in page if one.state != State.SENT],
    }
    return render(request, "referrals/inbox.html", context)


def _sent_on(request: Request) -> dict[str, Any]:
    """Where she comes from, and where a provider said that she could go."""
    asked = {"parent": request.GET.get("from"), "service": request.GET.get("to")}
    return {name: value for name, value in asked.items() if value and as_id(value)}


def _choose(request: Request, template: str, need: Need, form: ReferForm) -> HttpResponse:
    context = {
        "form": form, "need": need, "whose": whose(need), "consent_text": _script(), "may_pass": shown(need.code),
        "some": queries.services_for(need.code).exists(),
    }  # fmt: skip
    return render(request, template, context, status=NOT_RIGHT if form.errors else 200)


def _say_form(kind: type[SayForm], found: Referral, who: Who, typed: Any = None) -> Any:
    """The form of an answer or of news, as the referral stands now."""
    prefix = "news" if kind is NewsForm else "answer"
    return kind(typed, events=_events(found, who), elsewhere=queries.alternatives(found), prefix=prefix)


def _make(by: Actor, need: Need, form: ReferForm) -> Referral | None:
    """Who noted the need for a colleague also makes the slip for her."""
    data = form.cleaned_data
    what = {
        "by": by,
        "at": timezone.now(),
        "need": need,
        "service": data["service"],
        "done_by": need.done_by if need.entered_by_id == by.id else None,
        "accompanied": data["accompanied"],
        "parent": queries.referrals(by).filter(pk=data["parent"]).first() if data["parent"] else None,
        "pk": data["pk"],
    }
    try:
        if isinstance(form, BeenForm):
            told = {name: data[name] for name in ("event", "reason", "happened_on", "source")}
            return actions.note_walk_in(**what, **told, agreed=form.agreed())
        return actions.refer(**what, agreed=form.agreed()) if form.sending else actions.make_referral(**what)
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return None


def _made(referral: Referral, sending: bool) -> str:
    """What stands now; the form may have come again long after its slip went on."""
    if referral.state == State.DRAFT:
        return _("The slip is ready. Nothing was sent.")
    if sending and referral.state == State.SENT:
        return _("Sent. She can show this slip, or just say its number.")
    return _("This slip was sent earlier. See below how it stands; if she would rather not, choose “It stops here”.")


def _stop(by: Actor, referral: Referral, event: Event) -> bool:
    at = timezone.now()
    if event is Event.WITHDRAW:
        return actions.withdraw(by=by, at=at, referral=referral)
    if event is Event.MISTAKE:
        return actions.enter_in_error(by=by, at=at, referral=referral)
    return actions.record(by=by, at=at, referral=referral, event=event, source=Source.SYSTEM)


def _told(request: Request, act: Callable[[], bool], done: str) -> None:
    """Do it, and say what came of it."""
    try:
        changed = act()
    except CannotDo as problem:
        messages.error(request, str(problem))
        return
    if not changed:
        messages.info(request, _("This was noted already; nothing changed."))
    elif done:
        messages.success(request, done)


def _events(referral: Referral, who: Who) -> list[Event]:
    left_out = {Event.SEE} | (WITH_A_BUTTON if who is Who.REFERRER else set())
    return [event for event in events_from(State(referral.state), who) if event not in left_out]


def _script() -> Any:
    return text_for(Purpose.REFERRAL, page_language())


def _slip(request: Request, referral: Referral) -> dict[str, str]:
    """The address in the QR code is the same whatever the language of this page."""
    with translation.override("vi"):
        address = reverse("portal:slip", args=[referral.slip_code])
    return {"slip_number": spaced_code(referral.slip_code), "slip_address": request.build_absolute_uri(address)}


def _page(request: Request, by: Actor, found: Referral, **typed: forms.Form) -> HttpResponse:
    context = {
        "referral": found,
        "steps": history(queries.steps(found)),
        "appointment": queries.appointment(found) if found.state == State.SCHEDULED else None,
        **_slip(request, found),
        **(_worker_forms(by, found) if _follows_up(by) else _provider_forms(found)),
        **typed,
    }
    context["form"] = next(iter(typed.values()), None)
    template = "referrals/referral.html" if _follows_up(by) else "referrals/answer.html"
    return render(request, template, context, status=NOT_RIGHT if typed else 200)


def _worker_forms(by: Actor, found: Referral) -> dict[str, Any]:
    state = State(found.state)
    events = _events(found, Who.REFERRER)
    is_open = state in OPEN_STATES
    return {
        "may_pack": found.pseudonym_id is not None and may_ever(by, Verb.SEAL_PACKET) and state in OPEN_TO_PROVIDER,
        "whose": whose(found),
        "is_open": is_open,
        "is_draft": state is State.DRAFT,
        "news_form": _say_form(NewsForm, found, Who.REFERRER) if events else None,
        "bind_form": BindForm(prefix="bind") if is_open else None,
        "papers": [spaced_code(paper.code) for paper in queries.papers(found)],
        "message": _message(found),
        "elsewhere": _elsewhere(found),
        "followers": [referral_card(one) for one in queries.followers(by, found)],
        "consent_form": ConsentForm(prefix="consent") if state is State.DRAFT else None,
        "consent_text": _script(),
        "confirm_form": ConfirmForm(prefix="confirm") if state in OUTCOMES else None,
        "stop_form": StopForm(prefix="stop") if is_open else None,
    }


def _provider_forms(found: Referral) -> dict[str, Any]:
    events = _events(found, Who.PROVIDER)
    return {"answer_form": _say_form(SayForm, found, Who.PROVIDER) if events else None}


def _message(found: Referral) -> str:
    """Words to send her by telephone: anybody may read them."""
    when = queries.appointment(found) if found.state == State.SCHEDULED else None
    if when is None:
        return _("Hello, how are you? When you have gone there, tell me how it was.")
    told = {"when": moment(timezone.localtime(when))}
    return (
        _("Hello, do not forget: %(when)s. Bring the paper I gave you. If the day does not suit you, tell me.") % told
    )


def _elsewhere(found: Referral) -> dict[str, Any] | None:
    """Where she could be sent on, once it is known that she was not helped here, or not with everything."""
    told = queries.steps(found).filter(event__in=sorted(CANNOT_HELP)).last()
    if found.state == State.DRAFT or not (told or found.state in (State.NO_SHOW, State.EXPIRED)):
        return None
    if found.need.status != NeedStatus.OPEN or not queries.alternatives(found).exists():
        return None
    return {"named": told.alternative if told else None}
