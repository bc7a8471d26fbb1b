from django.db import models
from django.utils.translation import gettext_lazy as _


class Beneficiary(models.TextChoices):
    """Nothing about a child or another person is recorded beyond this word."""

    SELF = "self", _("for herself")
    CHILD = "child", _("for her child")
    OTHER = "other", _("for somebody else")


class NeedStatus(models.TextChoices):
    OPEN = "open", _("open")
    MET = "met", _("met")
    UNMET = "unmet", _("not met")
    DROPPED = "dropped", _("no longer wanted")


class State(models.TextChoices):
    """Glossary words; `machine.py` says how one becomes another."""

    DRAFT = "draft", _("draft")
    CONSENTED = "consented", _("consented")
    SENT = "sent", _("sent")
    SEEN = "seen", _("seen")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    SCHEDULED = "scheduled", _("scheduled")
    ATTENDED = "attended", _("attended")
    NO_SHOW = "no_show", _("did not come")
    SERVED = "served", _("served")
    PARTLY_SERVED = "partly_served", _("partly served")
    REFUSED_AT_DOOR = "refused_at_door", _("came but was turned away")
    CONFIRMED = "confirmed", _("confirmed by the person")
    CLOSED = "closed", _("closed")
    CLOSED_UNCONFIRMED = "closed_unconfirmed", _("closed, not confirmed")
    CANCELLED = "cancelled", _("cancelled")
    REVOKED = "revoked", _("stopped (consent withdrawn)")
    EXPIRED = "expired", _("expired")
    LOST_CONTACT = "lost_contact", _("lost contact")
    DETAINED = "detained", _("detained")
    MOVED = "moved", _("moved away")
    ENTERED_IN_ERROR = "entered_in_error", _("entered in error")


class Event(models.TextChoices):
    """What happens to a referral; the words are those of a button or of a line in its history."""

    MAKE = "make", _("slip made")
    CONSENT = "consent", _("she agreed")
    SEND = "send", _("sent")
    SEE = "see", _("seen")
    ACCEPT = "accept", _("accepted")
    DECLINE = "decline", _("declined")
    SCHEDULE = "schedule", _("appointment given")
    RESCHEDULE = "reschedule", _("appointment moved")
    ATTEND = "attend", _("came")
    MISS = "miss", _("did not come")
    CANCEL = "cancel", _("cancelled")
    SERVE = "serve", _("came and was served")
    SERVE_PARTLY = "serve_partly", _("came and was partly served")
    TURN_AWAY = "turn_away", _("came but was turned away")
    CONFIRM = "confirm", _("confirmed by the person")
    CLOSE = "close", _("closed")
    CLOSE_UNCONFIRMED = "close_unconfirmed", _("closed without her word")
    WITHDRAW = "withdraw", _("she no longer agrees")
    EXPIRE = "expire", _("expired")
    LOSE = "lose", _("lost contact")
    DETAIN = "detain", _("detained")
    MOVE = "move", _("moved away")
    MISTAKE = "mistake", _("entered in error")


class Source(models.TextChoices):
    """Where the knowledge of a step comes from."""

    PROVIDER = "provider", _("the provider, online")
    STUB = "stub", _("the stub of the slip")
    PHONE = "phone", _("by telephone")
    PERSON = "person", _("the person herself")
    PEER = "peer", _("the peer worker who went along")
    SYSTEM = "system", _("follows from another step")


class Reason(models.TextChoices):
    MISSING_PAPERS = "missing_papers", _("papers are missing")
    RESIDENCE = "residence", _("lives elsewhere")
    INSURANCE = "insurance", _("no insurance")
    COST = "cost", _("cost")
    WAITING_LIST = "waiting_list", _("waiting list or full")
    NOT_OFFERED = "not_offered", _("not offered here")
    TREATED_BADLY = "treated_badly", _("was treated badly")
    FEAR = "fear", _("afraid that others will know")
    NO_TIME = "no_time", _("time or distance")
    OTHER = "other", _("another reason")


PROVIDER_REASONS = tuple(
    reason for reason in Reason if reason not in (Reason.TREATED_BADLY, Reason.FEAR, Reason.NO_TIME)
)
"""What a provider may say of itself; the others are hers to say."""


class Box(models.TextChoices):
    """The four boxes of a stub, as numbered on paper and typed from it."""

    HELPED = "1", _("came")
    PARTLY = "2", _("partly")
    NEW_DATE = "3", _("new appointment")
    MISSED = "4", _("did not come")


SAID_BY_BOX: dict[str, Event] = {
    Box.HELPED: Event.SERVE,
    Box.PARTLY: Event.SERVE_PARTLY,
    Box.NEW_DATE: Event.SCHEDULE,
    Box.MISSED: Event.MISS,
}
