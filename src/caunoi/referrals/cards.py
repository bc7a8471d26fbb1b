"""Needs, referrals and their history as the look's cards and steps show them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caunoi.lib.ids import spaced_code
from caunoi.look.templatetags.look import day, moment
from caunoi.referrals.choices import Event, NeedStatus, Source, State
from caunoi.referrals.machine import CLOSED_STATES
from caunoi.referrals.models import Need, Referral, Step
from caunoi.referrals.taps import TAPS

TONES: dict[str, str] = {
    State.DRAFT: "neutral",
    State.CONSENTED: "active",
    State.SENT: "active",
    State.SEEN: "active",
    State.ACCEPTED: "waiting",
    State.SCHEDULED: "waiting",
    State.NO_SHOW: "attention",
    State.ATTENDED: "good",
    State.SERVED: "good",
    State.PARTLY_SERVED: "good",
    State.REFUSED_AT_DOOR: "attention",
    State.DECLINED: "attention",
    State.CONFIRMED: "good",
    State.CLOSED: "good",
}
NEED_TONES: dict[str, str] = {NeedStatus.OPEN: "active", NeedStatus.MET: "good", NeedStatus.UNMET: "attention"}


def whose(row: Need | Referral) -> str:
    """The memory cue, or that she has no card."""
    return (row.pseudonym.cue if row.pseudonym else "") or _("somebody without a card")


def need_card(need: Need) -> dict[str, Any]:
    return {
        "title": capfirst(need.get_code_display()),
        "url": reverse("referrals:need", args=[need.pk]),
        "text": whose(need),
        "meta": f"{day(need.noted_on)} · {need.get_beneficiary_display()}",
        "chip": need.get_status_display(),
        "tone": NEED_TONES.get(need.status, "neutral"),
    }


def referral_card(referral: Referral, *, is_due: bool = False) -> dict[str, Any]:
    """For the worker who follows it up."""
    return {
        "title": referral.service.name,
        "url": reverse("referrals:referral", args=[referral.pk]),
        "text": f"{whose(referral)} → {referral.provider.name}",
        "meta": " · ".join(filter(None, (_when(referral), _what_next(referral) if is_due else ""))),
        "chip": referral.get_state_display(),
        "tone": "attention" if is_due else TONES.get(referral.state, "neutral"),
    }


def _what_next(referral: Referral) -> str:
    return _("find another place") if referral.state == State.DECLINED else _("ask how it stands")


def due_card(referral: Referral) -> dict[str, Any]:
    """For the worker it waits for, with the answers of one tap."""
    taps = TAPS.get(referral.state, ())
    more = {"taps": taps, "pk": referral.pk, "state": referral.state, "whose": whose(referral)}
    return {**referral_card(referral, is_due=True), **more}


def inbox_card(referral: Referral) -> dict[str, Any]:
    """For the provider: the number of the slip and the service, nothing of the person."""
    return {
        "title": _("Slip %(number)s") % {"number": spaced_code(referral.slip_code)},
        "url": reverse("referrals:referral", args=[referral.pk]),
        "text": referral.service.name,
        "meta": _when(referral),
        "chip": referral.get_state_display(),
        "tone": TONES.get(referral.state, "neutral"),
    }


def history(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Steps in order, the last one as the current."""
    shown = [_step(step) for step in steps]
    if shown and shown[-1]["state"] == "done":
        shown[-1]["state"] = "current"
    return shown


def _step(step: Step) -> dict[str, Any]:
    bad = step.state in CLOSED_STATES - {State.CLOSED} or step.state in (State.NO_SHOW, State.REFUSED_AT_DOOR)
    return {
        "label": _label(step),
        "when": moment(timezone.localtime(step.at)),
        "source": "" if step.source == Source.SYSTEM and not step.implied else step.get_source_display(),
        "note": _note(step),
        "state": "problem" if bad else "done",
    }


def _label(step: Step) -> str:
    says_more = step.event in (Event.MAKE, Event.RESCHEDULE)
    return str(Event(step.event).label if says_more else step.get_state_display())


def _note(step: Step) -> str:
    told = [
        _("Appointment: %(when)s") % {"when": moment(timezone.localtime(step.scheduled_for))}
        if step.scheduled_for
        else "",
        str(step.get_reason_display()) if step.reason else "",
        _("happened on %(day)s") % {"day": day(step.happened_on)} if step.happened_on else "",
        _("could go to: %(service)s") % {"service": step.alternative.name} if step.alternative else "",
    ]
    return " · ".join(filter(None, told))


def _when(referral: Referral) -> str:
    return moment(timezone.localtime(referral.state_at))
