"""A worker's month: whom she has seen, who is due, what to pack. Never how far anybody is from a target."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from caunoi.access.choices import Verb
from caunoi.access.policies import CHECKED, may_ever, visible
from caunoi.lib.actor import Actor
from caunoi.outreach.choices import Band, Commodity, DatePrecision
from caunoi.outreach.models import Contact, ContactCheck, FollowUp, Requirement
from caunoi.outreach.queries.stock import supplies
from caunoi.people.models import Assignment, Member, Pseudonym
from caunoi.people.policies import VAULT_TIES, not_restricted
from caunoi.people.queries import left_out_of_figures

UNSEEN_DAYS, WORKLOAD, CHECKED_A_WEEK = 30, 50, 5
WEEKS = 4
PIECES = {
    Commodity.CONDOM: {Band.LITTLE: 5, Band.MIDDLING: 15, Band.MUCH: 30},
    Commodity.LUBRICANT: {Band.LITTLE: 3, Band.MIDDLING: 7, Band.MUCH: 15},
    Commodity.NEEDLE: {Band.LITTLE: 5, Band.MIDDLING: 15, Band.MUCH: 30},
}
"""What a band means for packing a bag for one week, in pieces; other kinds are one each."""
ONE_EACH = {Band.LITTLE: 1, Band.MIDDLING: 1, Band.MUCH: 2}


@dataclass
class Line:
    """One person of the caseload in a month: in which weeks she was met, not how often."""

    member: Member
    weeks: list[bool] = field(default_factory=lambda: [False] * WEEKS)
    last_on: date | None = None
    bands: dict[str, str] = field(default_factory=dict)
    follow_up: FollowUp | None = None
    unseen: bool = False

    @property
    def is_due(self) -> bool:
        return self.unseen or self.follow_up is not None


class Packed(NamedTuple):
    """One kind for the bag of a week: about how many pieces, and how many are in it."""

    kind: str
    wanted: int
    there: int | None


class Load(NamedTuple):
    """How many people one worker looks after: a number, nobody's name."""

    handle: str
    people: int

    @property
    def is_much(self) -> bool:
        return self.people > WORKLOAD


class ToCheck(NamedTuple):
    """A contact chosen by chance, without whom it was with."""

    record: UUID
    on: date
    handle: str
    setting: str
    people: int
    has_card: bool
    topics: int
    pieces: int
    outcome: str


def plan(by: Actor, month: date, today: date) -> list[Line]:
    """The caseload of `by` in one month, those who are due first."""
    members = {member.pseudonym_id: Line(member) for member in _members(by)}
    _met(members, month)
    for row in Requirement.objects.filter(CHECKED, pseudonym__in=members).only("pseudonym", "kind", "band"):
        members[row.pseudonym_id].bands[row.kind] = row.band
    for follow_up in follow_ups(by, today):
        line = members.get(follow_up.pseudonym_id)
        if line and line.follow_up is None:
            line.follow_up = follow_up
    edge = today - timedelta(days=UNSEEN_DAYS)
    for line in members.values():
        line.unseen = (line.last_on or line.member.joined) < edge
    return sorted(
        members.values(), key=lambda line: (not line.is_due, line.last_on or date.min, line.member.cue_folded)
    )


def whom_to_plan(by: Actor) -> QuerySet[Pseudonym]:
    """Whom `by` looks after, while the use of what is kept about her is not restricted."""
    return Pseudonym.objects.filter(visible(by, Verb.PLAN_VISITS, VAULT_TIES)).select_related("member")


def bag(by: Actor, today: date) -> list[Packed]:
    """What to pack for a week: the bands of the whole caseload together, never hers alone."""
    mine = [member.pseudonym_id for member in _members(by)]
    bands = Requirement.objects.filter(CHECKED, pseudonym__in=mine).values_list("kind", "band")
    wanted: dict[str, int] = defaultdict(int)
    for kind, band, people in bands.annotate(people=Count("pk")).order_by():
        wanted[kind] += people * PIECES.get(Commodity(kind), ONE_EACH)[Band(band)]
    there = {one.kind: sum(h.balance for h in one.hands if h.worker == by.id) for one in supplies(by, today)}
    return [Packed(kind.value, wanted[kind], there.get(kind)) for kind in Commodity if kind in wanted]


def unseen_count(by: Actor, today: date) -> int:
    """How many of the caseload were not met for a month."""
    edge = today - timedelta(days=UNSEEN_DAYS)
    met = Contact.objects.current().filter(CHECKED, pseudonym=OuterRef("pseudonym"))
    since_long = Q(joined__lt=edge) | Exists(met)
    return _members(by).filter(since_long, ~Exists(met.filter(on__gte=edge))).count()


def follow_ups(by: Actor, until: date) -> QuerySet[FollowUp]:
    """What is due by then, of people whom `by` looks after, the oldest first."""
    mine = Pseudonym.objects.filter(visible(by, Verb.PLAN_VISITS, VAULT_TIES)).values("pk")
    due = FollowUp.objects.filter(pseudonym__in=mine, done_on__isnull=True, due_on__lte=until)
    return due.select_related("pseudonym__member").order_by("due_on", "made_at")


def open_follow_ups(by: Actor, person: UUID) -> QuerySet[FollowUp]:
    """Everything noted to ask or bring one person, also for later days."""
    return follow_ups(by, date.max).filter(pseudonym=person)


def bands_of(by: Actor, person: UUID) -> dict[str, str]:
    mine = Pseudonym.objects.filter(visible(by, Verb.PLAN_VISITS, VAULT_TIES), pk=person).values("pk")
    return dict(Requirement.objects.filter(pseudonym__in=mine).values_list("kind", "band"))


def workload(by: Actor) -> list[Load]:
    """How many people each worker of the own club looks after, for whoever leads it."""
    if not may_ever(by, Verb.SEE_MONTH):
        return []
    here = Assignment.objects.now().filter(CHECKED, pseudonym__organisation=by.organisation)
    counts = here.values_list("worker__handle").annotate(people=Count("pseudonym", distinct=True))
    return [Load(handle, people) for handle, people in counts.order_by("worker__handle")]


def to_check(by: Actor, week: date) -> list[ToCheck]:
    """Five contacts of the week that begins on this Monday, the same five whoever of the leads looks."""
    if not may_ever(by, Verb.CHECK_CONTACTS):
        return []
    chosen, outcomes = _chosen(by, week), _outcomes(by, week)
    seen = Contact.objects.filter(CHECKED, pk__in=chosen).select_related("done_by")
    rows = seen.prefetch_related("topics", "commodities").order_by("on", "record")
    return [_without_person(row, outcomes.get(row.record, "")) for row in rows]


def unchecked_count(by: Actor, week: date) -> int:
    """How many of the five nobody has asked about yet."""
    if not may_ever(by, Verb.CHECK_CONTACTS):
        return 0
    return len(_chosen(by, week).values() - _outcomes(by, week).keys())


def _chosen(by: Actor, week: date) -> dict[UUID, UUID]:
    """Version and record of the five. Nobody asks colleagues about somebody on the protective path, or whose use rests."""
    days = (week, week + timedelta(days=6))
    rows = Contact.objects.current().filter(CHECKED, not_restricted(), organisation=by.organisation, on__range=days)
    rows = rows.exclude(pseudonym__in=left_out_of_figures(by.own_organisation))
    pairs = list(rows.filter(precision=DatePrecision.DAY).order_by("record").values_list("pk", "record"))
    chance = Random(f"{by.organisation}{week}")  # noqa: S311  # which five is no secret, only not anybody's choice
    return dict(chance.sample(pairs, min(CHECKED_A_WEEK, len(pairs))))


def _outcomes(by: Actor, week: date) -> dict[UUID, str]:
    found = ContactCheck.objects.filter(organisation=by.organisation, week=week)
    return dict(found.values_list("record", "outcome"))


def last_week(today: date) -> date:
    """The Monday of the last week that is over."""
    return today - timedelta(days=today.weekday() + 7)


def _without_person(row: Contact, outcome: str) -> ToCheck:
    pieces = sum(given.quantity for given in row.commodities.all())
    return ToCheck(
        row.record, row.on, row.done_by.handle, row.setting, row.people, row.pseudonym_id is not None,
        len(row.topics.all()), pieces, outcome,
    )  # fmt: skip


def _members(by: Actor) -> QuerySet[Member]:
    """Whom `by` looks after and whose use is not restricted."""
    seen = Pseudonym.objects.filter(visible(by, Verb.PLAN_VISITS, VAULT_TIES)).values("pk")
    return Member.objects.filter(pseudonym__in=seen).select_related("pseudonym").order_by("cue_folded", "card_code")


def _met(lines: dict[UUID, Line], month: date) -> None:
    """In which of the four weeks of the paper calendar each was met, and when last; the fourth runs to the month's end."""
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    rows = Contact.objects.current().filter(CHECKED, pseudonym__in=list(lines), on__gte=first, on__lt=after)
    for person, on in rows.values_list("pseudonym", "on"):
        lines[person].weeks[min((on.day - 1) // 7, WEEKS - 1)] = True
    for person, last in _last_met(lines).items():
        lines[person].last_on = last


def _last_met(people: Iterable[UUID]) -> dict[UUID, date]:
    rows = Contact.objects.current().filter(CHECKED, pseudonym__in=list(people))
    return dict(rows.values_list("pseudonym").annotate(last=Max("on")).order_by())
