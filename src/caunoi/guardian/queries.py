import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import visible
from caunoi.audit.models import Entry
from caunoi.guardian.acts import in_words, who_else, why
from caunoi.guardian.choices import Notice
from caunoi.guardian.models import Breach, Demand, Finding
from caunoi.guardian.policies import TIES
from caunoi.lib.actor import Actor

AT_ONCE = 50
DOSSIER_WITHIN, REVIEWED_EVERY = timedelta(days=60), 6
"""The impact dossier is due so long after the first processing, and looked through every six months (Điều 21)."""


@dataclass(frozen=True)
class Act:
    """One entry of the record, as a guardian may read it: staff by handle, whatever it is about as the start of a random id."""

    seq: int
    at: datetime
    action: str
    refused: bool
    who: str
    about: str
    reason: str

    @property
    def words(self) -> str:
        return in_words(self.action)

    @property
    def why(self) -> str:
        return why(self.reason)


def acts(by: Actor, *, action: str = "", refused: bool = False, on: date | None = None, before: int = 0) -> list[Act]:
    """Acts of the own organisation, newest first, some at a time."""
    found = _entries(by)
    if action:
        found = found.filter(action=action)
    if refused:
        found = found.filter(outcome="refused")
    if on:
        start = timezone.make_aware(datetime.combine(on, time()))
        found = found.filter(at__gte=start, at__lt=start + timedelta(days=1))
    if before:
        found = found.filter(seq__lt=before)
    rows = list(found.order_by("-seq")[:AT_ONCE])
    handles = _handles(row.by_id for row in rows)
    return [_act(row, handles) for row in rows]


def kinds_of_acts(by: Actor) -> list[str]:
    """What was ever done in the own organisation, for the filter."""
    return sorted(set(_entries(by).order_by().values_list("action", flat=True).distinct()))


def refused_since(by: Actor, since: datetime) -> int:
    return _entries(by).filter(outcome="refused", at__gte=since).count()


def first_day(by: Actor) -> date | None:
    """The day of the first entry of the own organisation: its work with data began no later."""
    first = _entries(by).order_by("seq").values_list("at", flat=True).first()
    return timezone.localdate(first) if first else None


def breaches(by: Actor) -> QuerySet[Breach]:
    """Breaches of the own organisation with all that was known of each, newest first."""
    seen = Breach.objects.filter(visible(by, Verb.KEEP_BREACHES, TIES))
    findings = Prefetch("findings", Finding.objects.select_related("written_by").order_by("-version"))
    return seen.select_related("entered_by").prefetch_related(findings).order_by("-found_at", "-serial")


def waits_for_notice(breach: Breach) -> bool:
    """Whether the notice has neither been sent nor been found not to be due."""
    return bool(breach.findings.all()[0].notice == Notice.WAITING)


def demands(by: Actor) -> QuerySet[Demand]:
    """Demands made of the own organisation, newest first."""
    seen = Demand.objects.filter(visible(by, Verb.SEE_DEMANDS, TIES))
    return seen.select_related("decided_by").order_by("-on", "-serial")


def dossier_days(first: date, today: date) -> tuple[date, date]:
    """When the impact dossier was due, and the next day on which it is looked through."""
    due = first + DOSSIER_WITHIN
    review = due
    while review <= today:
        review = _months_later(review, REVIEWED_EVERY)
    return due, review


def _months_later(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, min(day.day, 28))


def _entries(by: Actor) -> QuerySet[Entry]:
    return Entry.objects.filter(visible(by, Verb.SEE_RECORD, TIES))


def _handles(users: Iterable[UUID | None]) -> dict[UUID, str]:
    return dict(User.objects.filter(pk__in=set(filter(None, users))).values_list("pk", "handle"))


def _act(row: Entry, handles: dict[UUID, str]) -> Act:
    told = json.loads(bytes(row.canonical))
    who = handles.get(row.by_id, "") if row.by_id else ""
    refused = row.outcome == "refused"
    return Act(
        seq=row.seq,
        at=row.at,
        action=row.action,
        refused=refused,
        who=who or who_else(str(told["by"]["kind"])),
        about=row.subject.hex[-8:] if row.subject else "",
        reason=str(told.get("details", {}).get("reason", "")) if refused else "",
    )
