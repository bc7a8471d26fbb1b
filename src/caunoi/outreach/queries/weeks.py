"""The club's weeks in numbers: contacts and people are different numbers, and no number of one worker stands alone."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, Sum

from caunoi.access.choices import Verb
from caunoi.access.policies import CHECKED, may_ever
from caunoi.lib.actor import Actor
from caunoi.outreach.models import Contact, ContactCommodity, ContactTopic
from caunoi.people.policies import not_restricted
from caunoi.people.queries import left_out_of_figures


@dataclass
class Weeks:
    """Monday by Monday: meetings (lượt), distinct people with a card, and people without one as they were counted."""

    weeks: list[date]
    contacts: Counter[date] = field(default_factory=Counter)
    cards: Counter[date] = field(default_factory=Counter)
    anonymous: Counter[date] = field(default_factory=Counter)
    topics: dict[str, int] = field(default_factory=dict)
    pieces: dict[str, int] = field(default_factory=dict)


def club_weeks(by: Actor, today: date, count: int) -> Weeks | None:
    """The last weeks of the own club up to today; None for whoever may not see its month."""
    if not may_ever(by, Verb.SEE_MONTH):
        return None
    last = today - timedelta(days=today.weekday())
    weeks = [last - timedelta(weeks=back) for back in reversed(range(count))]
    found = Weeks(weeks)
    there = Q(organisation=by.organisation, on__range=(weeks[0], today)) & not_restricted()
    there &= ~Q(pseudonym__in=list(left_out_of_figures(by.own_organisation)))
    seen: set[tuple[date, UUID]] = set()
    rows = Contact.objects.current().filter(CHECKED, there)
    by_day = rows.filter(pseudonym__isnull=True).values_list("on").annotate(times=Count("pk"), people=Sum("people"))
    for on, times, people in by_day.order_by():
        found.contacts[_monday(on)] += times
        found.anonymous[_monday(on)] += people
    with_card = rows.filter(pseudonym__isnull=False).values_list("on", "pseudonym").annotate(times=Count("pk"))
    for on, person, times in with_card.order_by():
        found.contacts[_monday(on)] += times
        seen.add((_monday(on), person))
    found.cards.update(week for week, _person in seen)
    inside = Q(contact__in=rows.values("pk"))
    found.topics = dict(
        ContactTopic.objects.filter(CHECKED, inside).values_list("topic").annotate(times=Count("pk")).order_by("-times")
    )
    found.pieces = dict(
        ContactCommodity.objects.filter(CHECKED, inside).values_list("kind").annotate(p=Sum("quantity")).order_by("-p")
    )
    return found


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())
