from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from caunoi.access.choices import Verb
from caunoi.access.policies import CHECKED, visible
from caunoi.groups.choices import Layer
from caunoi.groups.models import Group, LayerCount, Leadership, Meeting, Membership, StipendTotal
from caunoi.groups.policies import OF_GROUP_TIES, TIES
from caunoi.lib.actor import Actor
from caunoi.people.policies import not_restricted
from caunoi.people.queries import left_out_of_figures, people


@dataclass(frozen=True)
class LayerFigure:
    """One layer on a day: people with a card, and what the group counted itself. Two numbers, never one sum."""

    layer: str
    with_card: int
    counted: int | None
    counted_on: date | None


def groups(by: Actor) -> QuerySet[Group]:
    """Groups of the own organisation, those that still run first."""
    seen = Group.objects.filter(visible(by, Verb.SEE_GROUPS, TIES))
    return seen.order_by("ended_on", "title")


def leaders(by: Actor, group: Group, on: date) -> QuerySet[Leadership]:
    """Who leads it on that day."""
    seen = Leadership.objects.on(on).filter(visible(by, Verb.SEE_GROUPS, OF_GROUP_TIES), group=group)
    return seen.select_related("user").order_by("-leading", "since")


def layers(by: Actor, group: Group, on: date) -> list[LayerFigure]:
    """Each layer as it stands on that day."""
    seen = visible(by, Verb.SEE_GROUPS, OF_GROUP_TIES)
    rows = Membership.objects.on(on).filter(seen, not_restricted(), group=group)
    rows = rows.exclude(pseudonym__in=left_out_of_figures(group.organisation_id))
    cards = dict(rows.values_list("layer").annotate(people=Count("pseudonym", distinct=True)).order_by())
    counted: dict[str, LayerCount] = {}
    for row in LayerCount.objects.filter(seen, group=group, on__lte=on).order_by("on"):
        counted[row.layer] = row
    return [
        LayerFigure(
            layer.value,
            cards.get(layer.value, 0),
            counted[layer].people if layer in counted else None,
            counted[layer].on if layer in counted else None,
        )
        for layer in Layer
    ]


def meetings(by: Actor, group: UUID | None = None) -> QuerySet[Meeting]:
    """Meetings of the own groups, newest first, with how many came with a card (`with_card`)."""
    seen = Meeting.objects.filter(visible(by, Verb.SEE_GROUPS, OF_GROUP_TIES))
    if group is not None:
        seen = seen.filter(group=group)
    return seen.select_related("group", "facilitator").annotate(with_card=Count("cards")).order_by("-on", "-entered_at")


def to_follow_up(by: Actor, until: date) -> QuerySet[Meeting]:
    """Meetings after which something was promised for a day that has come."""
    due = meetings(by).filter(follow_up_on__lte=until, followed_up_on__isnull=True, entered_in_error=False)
    return due.order_by("follow_up_on")


def meeting_of(by: Actor, person: UUID) -> QuerySet[Meeting]:
    """Meetings that one person came to with her card, for whoever may see her; none while her use rests."""
    seen = people(by).filter(not_restricted("pk"), pk=person).values("pk")
    came = Meeting.objects.filter(cards__pseudonym__in=seen, entered_in_error=False)
    return came.select_related("group").order_by("-on")


def attendance(by: Actor, since: date, until: date) -> tuple[int, int]:
    """Meetings (buổi) and visits to them (lượt) from one day to another, both included."""
    held = Meeting.objects.filter(
        visible(by, Verb.SEE_GROUPS, OF_GROUP_TIES), entered_in_error=False, on__range=(since, until)
    )
    found = held.aggregate(meetings=Count("pk"), visits=Sum("attended"))
    return found["meetings"], found["visits"] or 0


def attendance_by_week(by: Actor, weeks: Sequence[date], until: date) -> dict[date, int]:
    """Visits to meetings by the Monday of their week."""
    held = Meeting.objects.filter(
        visible(by, Verb.SEE_GROUPS, OF_GROUP_TIES), entered_in_error=False, on__range=(weeks[0], until)
    )
    found = dict.fromkeys(weeks, 0)
    for on, visits in held.values_list("on").annotate(visits=Sum("attended")).order_by():
        found[on - timedelta(days=on.weekday())] += visits
    return found


def stipends(by: Actor) -> QuerySet[StipendTotal]:
    """Totals by month, newest first."""
    return StipendTotal.objects.filter(visible(by, Verb.KEEP_GROUPS, TIES)).order_by("-month")


def membership(group: Group, person: UUID) -> Membership | None:
    """The layer that somebody has now."""
    return Membership.objects.filter(CHECKED, group=group, pseudonym=person, until__isnull=True).first()
