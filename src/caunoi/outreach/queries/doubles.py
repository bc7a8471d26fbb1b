"""Contacts that may have been written down twice, on paper and on screen: found here, decided by a person."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from caunoi.access.choices import Verb
from caunoi.access.policies import visible
from caunoi.lib.actor import Actor
from caunoi.outreach.choices import DatePrecision
from caunoi.outreach.models import Contact, DoubleDecision
from caunoi.outreach.policies import TIES

LOOKED_BACK = 62
"""Days: what is older was closed with its month."""
FOURTH = 22
"""The day on which the fourth week of the paper calendar begins."""


class Double(NamedTuple):
    """Two contacts that may be one, by their records in order; `first < second`."""

    first: UUID
    second: UUID


class _Row(NamedTuple):
    record: UUID
    worker: UUID
    person: UUID | None
    people: int
    setting: str
    commune: UUID | None
    on: date
    precision: str
    entered_by: UUID


def doubles(by: Actor, today: date) -> list[Double]:
    """Pairs among what `by` did or entered lately, newest first, that nobody has decided yet."""
    rows = _own(by).filter(on__gt=today - timedelta(days=LOOKED_BACK)).order_by("-on", "record")
    return _undecided(by, _pairs(_read(rows)))


def double_of(by: Actor, contact: Contact) -> Double | None:
    """The first pair that this contact is part of."""
    reach = timedelta(days=10)  # longer than any week of the paper calendar
    near = _own(by).filter(on__range=(contact.on - reach, contact.on + reach), done_by=contact.done_by_id)
    pairs = [pair for pair in _pairs(_read(near.order_by("-on", "record"))) if contact.record in pair]
    return next(iter(_undecided(by, pairs)), None)


def _own(by: Actor) -> QuerySet[Contact]:
    mine = Q(done_by=by.id) | Q(entered_by=by.id)
    return Contact.objects.current().filter(visible(by, Verb.CORRECT_CONTACT, TIES), mine)


def _read(rows: QuerySet[Contact]) -> list[_Row]:
    wanted = rows.values_list(
        "record", "done_by", "pseudonym", "people", "setting", "commune", "on", "precision", "entered_by"
    )
    return [_Row(*row) for row in wanted]


def _pairs(rows: Iterable[_Row]) -> list[Double]:
    """A person meets one worker rarely twice in a day; groups without a card only when everything about them is alike."""
    alike: dict[object, list[_Row]] = defaultdict(list)
    for row in rows:
        group = (row.people, row.setting, row.commune) if row.person is None else None
        alike[row.worker, row.person, group].append(row)
    return [Double(*sorted((a.record, b.record))) for a, b in _combined(alike.values()) if _may_be_one(a, b)]


def _combined(groups: Iterable[list[_Row]]) -> Iterator[tuple[_Row, _Row]]:
    for group in groups:
        yield from combinations(group, 2)


def _may_be_one(a: _Row, b: _Row) -> bool:
    (a_from, a_to), (b_from, b_to) = _days(a), _days(b)
    if a_to < b_from or b_to < a_from:
        return False
    two_ways = a.precision != b.precision or a.entered_by != b.entered_by
    return two_ways or (a.person is not None and a.precision == DatePrecision.DAY)


def _days(row: _Row) -> tuple[date, date]:
    """The days on which it may have been: one, or a week of the paper calendar, whose fourth runs to the end of the month."""
    if row.precision == DatePrecision.DAY:
        return row.on, row.on
    if row.on.day == FOURTH:
        return row.on, row.on.replace(day=monthrange(row.on.year, row.on.month)[1])
    return row.on, row.on + timedelta(days=6)


def _undecided(by: Actor, pairs: list[Double]) -> list[Double]:
    first = {pair.first for pair in pairs}
    decided = set(
        DoubleDecision.objects.filter(organisation=by.organisation, first__in=first).values_list("first", "second")
    )
    return [pair for pair in dict.fromkeys(pairs) if tuple(pair) not in decided]
