"""From a need to her own word: how far the needs of a period came, how long each step took, and why some stopped."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from caunoi.access.choices import Verb
from caunoi.access.policies import CHECKED, may_ever
from caunoi.lib.actor import Actor
from caunoi.people.queries import left_out_of_figures
from caunoi.referrals.choices import NeedStatus, State
from caunoi.referrals.machine import LEAD_HEARS_AFTER, Figure
from caunoi.referrals.models import Need, Referral, Step
from caunoi.referrals.queries import ran_out

STAGES: dict[Figure, frozenset[State]] = {
    Figure.OFFERED: frozenset({State.SENT, State.SEEN}),
    Figure.ACCEPTED: frozenset({State.ACCEPTED, State.SCHEDULED, State.NO_SHOW}),
    Figure.ATTENDED: frozenset({State.ATTENDED, State.REFUSED_AT_DOOR}),
    Figure.SERVED: frozenset({State.SERVED, State.PARTLY_SERVED}),
    Figure.OUTCOME: frozenset({State.CONFIRMED}),
}
"""In their order. A need came as far as a stage if one of its referrals did, or came further."""
STOPPED = (
    State.DECLINED, State.REFUSED_AT_DOOR, State.CANCELLED, State.EXPIRED, State.REVOKED, State.LOST_CONTACT, State.DETAINED,
    State.MOVED, State.CLOSED_UNCONFIRMED,
)  # fmt: skip
LATEST = 2_000
"""The days between steps are those of this many latest needs: enough for a middle, and the page stays quick."""


@dataclass(frozen=True)
class Funnel:
    """Needs of one organisation since a day. `days`: the middle of the days from the stage before."""

    needs: int
    reached: dict[Figure, int]
    days: dict[Figure, float]
    reasons: list[tuple[str, int]]
    unmet: list[tuple[str, int]]
    stopped: list[tuple[str, int]]
    people: dict[str, int]
    without_card: int


def funnel(by: Actor, since: date) -> Funnel:
    """What became of the needs noted since that day in the organisation that `by` leads."""
    if not may_ever(by, Verb.SEE_MONTH):
        return Funnel(0, {}, {}, [], [], [], {}, 0)
    club = by.own_organisation
    needs = _needs(club, since)
    steps = _steps(club, since)
    return Funnel(
        needs=needs.count(),
        reached=_reached(steps),
        days=_days(needs),
        reasons=_counted(steps.exclude(reason=""), "reason", "referral"),
        unmet=_counted(needs.exclude(unmet_reason=""), "unmet_reason", "pk"),
        stopped=_counted(steps.filter(state__in=STOPPED), "state", "referral"),
        people=_people(needs),
        without_card=needs.filter(pseudonym__isnull=True).count(),
    )


def waiting(by: Actor, day: date) -> list[tuple[str, int, int]]:
    """For each worker of the organisation: how many of hers have waited past their clock, and how many for long. Counts alone."""
    if not may_ever(by, Verb.SEE_MONTH):
        return []
    rows = Referral.objects.filter(CHECKED, organisation=by.own_organisation)
    rows = rows.exclude(pseudonym__in=left_out_of_figures(by.own_organisation))
    late, long = (dict(_by_worker(ran_out(rows, day, later=later))) for later in (0, LEAD_HEARS_AFTER))
    return [(handle, count, long.get(handle, 0)) for handle, count in sorted(late.items())]


def _needs(club: UUID, since: date) -> QuerySet[Need]:
    rows = Need.objects.filter(CHECKED, organisation=club, noted_on__gte=since)
    return rows.exclude(pseudonym__in=left_out_of_figures(club))


def _steps(club: UUID, since: date) -> QuerySet[Step]:
    rows = Step.objects.filter(CHECKED, referral__organisation=club, referral__need__noted_on__gte=since)
    rows = rows.exclude(referral__state=State.ENTERED_IN_ERROR)
    return rows.exclude(referral__pseudonym__in=left_out_of_figures(club))


def _reached(steps: QuerySet[Step]) -> dict[Figure, int]:
    asked, further = {}, set[State]()
    for stage, states in reversed(STAGES.items()):
        further |= states
        asked[stage.value] = Count("referral__need", distinct=True, filter=Q(state__in=sorted(further)))
    found = steps.aggregate(**asked)
    return {stage: found[stage.value] for stage in STAGES}


def _days(needs: QuerySet[Need]) -> dict[Figure, float]:
    """Middle of the days from one stage to the next, of those that came to both."""
    latest = dict(needs.order_by("-noted_on").values_list("pk", "noted_on")[:LATEST])
    first: dict[tuple[UUID, Figure], date] = {}
    stage_of = {state: stage for stage, states in STAGES.items() for state in states}
    steps = Step.objects.filter(CHECKED, referral__need__in=list(latest), state__in=sorted(stage_of))
    for need, state, at, on in steps.values_list("referral__need", "state", "at", "happened_on").iterator():
        key, day = (need, stage_of[State(state)]), on or timezone.localdate(at)
        first[key] = min(day, first.get(key, day))
    taken: dict[Figure, list[int]] = defaultdict(list)
    for need, noted_on in latest.items():
        before = noted_on
        for stage in STAGES:
            if (need, stage) in first:
                day = max(first[need, stage], before)
                taken[stage].append((day - before).days)
                before = day
    return {stage: float(median(days)) for stage, days in taken.items()}


def _counted(rows: QuerySet[Step] | QuerySet[Need], field: str, unit: str) -> list[tuple[str, int]]:
    """How many of a unit stand under each value, the most first."""
    found = rows.order_by().values_list(field).annotate(count=Count(unit, distinct=True)).order_by("-count", field)
    return [(str(value), count) for value, count in found]


def _people(needs: QuerySet[Need]) -> dict[str, int]:
    """People with a card, each once in each row; somebody with two needs may stand in two rows."""
    asked = {status.value: Count("pseudonym", distinct=True, filter=Q(status=status)) for status in NeedStatus}
    found = needs.aggregate(all=Count("pseudonym", distinct=True), **asked)
    return {name: int(count) for name, count in found.items()}


def _by_worker(rows: QuerySet[Referral]) -> list[tuple[str, int]]:
    counted = rows.order_by().values_list("done_by__handle").annotate(count=Count("pk"))
    return [(str(handle), count) for handle, count in counted]
