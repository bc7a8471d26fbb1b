"""From which day on facts may differ since an entry of the record: nothing is written without one.

An act that is known to touch one day tells that day; an act that only reads tells none; any other act tells that
everything may differ. So a kind of act that is new here costs time and never a wrong number.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db.models import Min, QuerySet
from django.utils import timezone

from caunoi.access.choices import Verb
from caunoi.audit.models import Entry
from caunoi.groups.models import Meeting
from caunoi.outreach.models import Contact, FundEntry, ServiceSession, StockMove
from caunoi.referrals.models import Need, Referral, Step

READS = {
    Verb.OPEN_BY_CARD, Verb.REVEAL, Verb.SEARCH_NAMES, Verb.CHECK_CONTACTS, Verb.OPEN_PACKET, Verb.PRINT_CALENDAR,
    "found_by_name", "open_with_pin", "sign_in", "sign_out",
}  # fmt: skip
SINCE_EVER = date.min


def head() -> int:
    """The last entry of the record."""
    return Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def changed_from(after: int, until: int) -> date | None:
    """The earliest day touched by entries after one and up to another; None where nothing changed."""
    entries = Entry.objects.filter(seq__gt=after, seq__lte=until, outcome="done").exclude(action__in=READS)
    days = [_day(action, subject) for action, subject in entries.values_list("action", "subject").distinct()]
    return min(days, default=None)


def _day(action: str, subject: UUID | None) -> date:
    find = DAY_OF.get(action)
    return (find(subject) if find and subject else None) or SINCE_EVER


def _of_contact(record: UUID) -> date | None:
    """Of all its versions: a correction may have moved it to another day."""
    return Contact.objects.filter(record=record).aggregate(day=Min("on"))["day"]


def _of(model: type[ServiceSession | FundEntry | StockMove | Meeting]) -> Callable[[UUID], date | None]:
    return lambda pk: model.objects.filter(pk=pk).values_list("on", flat=True).first()


def _of_need(pk: UUID) -> date | None:
    """Of the need and every step of what it led to."""
    noted = Need.objects.filter(pk=pk).values_list("noted_on", flat=True).first()
    first = _of_steps(Step.objects.filter(referral__need=pk))
    return min(noted, first) if noted and first else noted


def _of_referral(pk: UUID) -> date | None:
    need = Referral.objects.filter(pk=pk).values_list("need", flat=True).first()
    return _of_need(need) if need else _of_steps(Step.objects.filter(referral=pk))


def _of_steps(steps: QuerySet[Step]) -> date | None:
    """The first of them, by the day it was told and the day it is said to have happened."""
    first = steps.aggregate(told=Min("at"), happened=Min("happened_on"))
    days = (first["told"] and timezone.localdate(first["told"]), first["happened"])
    return min((day for day in days if day), default=None)


DAY_OF: dict[str, Callable[[UUID], date | None]] = {
    Verb.NOTE_CONTACT: _of_contact,
    Verb.CORRECT_CONTACT: _of_contact,
    "take_back_contact": _of_contact,
    Verb.NOTE_SESSION: _of(ServiceSession),
    "take_back_session": _of(ServiceSession),
    Verb.KEEP_FUND: _of(FundEntry),
    "take_back_fund": _of(FundEntry),
    Verb.KEEP_STOCK: _of(StockMove),
    "take_back_stock": _of(StockMove),
    Verb.NOTE_MEETING: _of(Meeting),
    "take_back_meeting": _of(Meeting),
    Verb.NOTE_NEED: _of_need,
    "conclude_need": _of_need,
    Verb.MAKE_REFERRAL: _of_referral,
    "step_referral": _of_referral,
}
"""Acts whose effect lies on one day and after it, by what the entry names."""
