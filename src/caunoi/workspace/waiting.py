"""What waits for somebody today, from packages that do not know each other, as one list sorted by what matters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caunoi.access.choices import Verb
from caunoi.access.policies import may_ever
from caunoi.groups import queries as groups
from caunoi.lib.actor import Actor
from caunoi.look.templatetags.look import day, moment, number
from caunoi.outreach import queries as outreach
from caunoi.outreach.choices import Commodity
from caunoi.people import queries as people
from caunoi.referrals import queries as referrals
from caunoi.referrals.cards import due_card

MOST_DUE = 30
SAFETY, PROTECTION, OVERDUE, DUE, MEETINGS, SUPPLIES, MONEY, LATER = range(8)
"""What matters first: somebody is not back, somebody is to be protected, somebody waits; things come after people."""


@dataclass(frozen=True)
class Item:
    """One card in the day. `rank` and then the day decide its place."""

    rank: int
    on: date
    title: str
    url: str
    text: str = ""
    meta: str = ""
    chip: str = ""
    tone: str = "waiting"
    known: Mapping[str, Any] = field(default_factory=dict)
    """A card that another package made, with answers of one tap."""

    def card(self) -> dict[str, Any]:
        if self.known:
            return dict(self.known)
        return {
            "title": self.title, "url": self.url, "text": self.text, "meta": self.meta, "chip": self.chip,
            "tone": self.tone,
        }  # fmt: skip


def waiting(by: Actor, at: datetime) -> list[Item]:
    """Everything that waits for `by`, what matters most first, what is oldest first among the like."""
    today = timezone.localdate(at)
    found = [*_safety(by, at), *_protection(by), *_referrals(by, today), *_follow_ups(by, today), *_meetings(by, today),
             *_paper(by, today), *_supplies(by, today), *_money(by), *_workload(by, today)]  # fmt: skip
    return sorted(found, key=lambda item: (item.rank, item.on, item.title))


def _safety(by: Actor, at: datetime) -> Iterator[Item]:
    out = outreach.own_outing(by) if may_ever(by, Verb.GO_OUT) else None
    if out is not None:
        said = _("You said you are back by %(when)s") % {"when": moment(timezone.localtime(out.back_by))}
        late = _("overdue") if out.back_by < at else ""
        yield Item(
            SAFETY, timezone.localdate(out.back_by), said, reverse("outreach:outing"), chip=late, tone="attention"
        )
    for one in outreach.not_back(by, at):
        if one.worker_id != by.id:
            said = _("%(handle)s has not said that she is back") % {"handle": one.worker.handle}
            by_when = _("wanted to be back by %(when)s") % {"when": moment(timezone.localtime(one.back_by))}
            on = timezone.localdate(one.back_by)
            yield Item(SAFETY, on, said, reverse("workspace:charts"), by_when, chip=_("overdue"), tone="attention")


def _protection(by: Actor) -> Iterator[Item]:
    for case in people.cases_to_follow(by):
        since = _("since %(since)s") % {"since": day(case.since)}
        url = reverse("workspace:person", args=[case.pseudonym_id])
        on = timezone.localdate(case.since) if isinstance(case.since, datetime) else case.since
        yield Item(PROTECTION, on, case.cue, url, meta=since, chip=_("To protect"), tone="attention")


def _referrals(by: Actor, today: date) -> Iterator[Item]:
    for one in referrals.due(by, today)[:MOST_DUE]:
        card = due_card(one)
        yield Item(DUE, timezone.localdate(one.state_at), card["title"], card["url"], known=card)


def _follow_ups(by: Actor, today: date) -> Iterator[Item]:
    if not may_ever(by, Verb.PLAN_VISITS):
        return
    for one in outreach.follow_ups(by, today):
        late = one.due_on < today
        url = reverse("outreach:plan_person", args=[one.pseudonym_id])
        chip = _("overdue") if late else _("today")
        said = str(capfirst(one.get_why_display()))
        yield Item(OVERDUE if late else DUE, one.due_on, one.pseudonym.cue, url, said, day(one.due_on), chip)
    if unseen := outreach.unseen_count(by, today):
        said = ngettext(
            "%(count)s person with a card not met for %(days)s days",
            "%(count)s people with a card not met for %(days)s days",
            unseen,
        )
        said %= {"count": number(unseen), "days": outreach.UNSEEN_DAYS}
        yield Item(LATER, today, said, reverse("outreach:plan"))


def _meetings(by: Actor, today: date) -> Iterator[Item]:
    for one in groups.to_follow_up(by, today) if may_ever(by, Verb.SEE_GROUPS) else ():
        said = _("After the meeting of %(day)s: %(subject)s") % {
            "day": day(one.on),
            "subject": one.get_subject_display(),
        }
        url = reverse("groups:group", args=[one.group_id])
        yield Item(MEETINGS, one.follow_up_on or today, said, url, one.group.title, chip=_("to follow up"))


def _paper(by: Actor, today: date) -> Iterator[Item]:
    """What was written on paper and waits for somebody to type or decide it."""
    if pairs := outreach.doubles(by, today) if may_ever(by, Verb.CORRECT_CONTACT) else []:
        said = ngettext("%(count)s pair may be one meeting", "%(count)s pairs may be one meeting", len(pairs))
        yield Item(LATER, today, said % {"count": number(len(pairs))}, reverse("outreach:doubles"))
    if waits := outreach.unchecked_count(by, week := outreach.last_week(today)):
        said = ngettext(
            "%(count)s contact of last week to ask about", "%(count)s contacts of last week to ask about", waits
        )
        yield Item(LATER, week, said % {"count": waits}, reverse("outreach:check"))
    if stubs := referrals.stubs_awaited(by, today):
        said = ngettext(
            "%(count)s paper slip is out for a week: collect its stub and type it",
            "%(count)s paper slips are out for a week: collect their stubs and type them",
            stubs,
        )
        yield Item(LATER, today, said % {"count": number(stubs)}, reverse("referrals:stubs"))


def _workload(by: Actor, today: date) -> Iterator[Item]:
    """Of those who look after more than is good for anybody: a number, nobody's name."""
    for one in outreach.workload(by):
        if one.is_much:
            said = _("%(handle)s looks after %(people)s people") % {"handle": one.handle, "people": number(one.people)}
            measure = _("One worker for %(people)s people is the measure.") % {"people": outreach.WORKLOAD}
            yield Item(LATER, today, said, reverse("workspace:hand_over"), measure)


def _supplies(by: Actor, today: date) -> Iterator[Item]:
    if not may_ever(by, Verb.SEE_STOCK):
        return
    url = reverse("outreach:stock")
    for one in outreach.supplies(by, today):
        label = str(capfirst(Commodity(one.kind).label))
        if any(hand.is_discrepancy for hand in one.hands):
            said = _("More was handed over than noted as received")
            yield Item(SUPPLIES, today, label, url, said, chip=_("to explain"))
        elif one.is_low:
            said = ngettext(
                "%(pieces)s left, for %(weeks)s week", "%(pieces)s left, for %(weeks)s weeks", one.weeks_left or 0
            )
            said = said if one.weeks_left else _("%(pieces)s left, for less than a week")
            said %= {"pieces": number(one.balance), "weeks": one.weeks_left}
            yield Item(SUPPLIES, today, label, url, said, chip=_("running low"))


def _money(by: Actor) -> Iterator[Item]:
    if may_ever(by, Verb.KEEP_FUND):
        for one in outreach.accompaniments(by).filter(settled_on__isnull=True, advance__gt=0):
            url = reverse("outreach:settle", args=[one.pk])
            said = _("%(dong)s đồng advanced to %(handle)s") % {
                "dong": number(one.advance),
                "handle": one.worker.handle,
            }
            yield Item(MONEY, one.on, said, url, meta=day(one.on), chip=_("to settle"))
        return
    for one in outreach.own_advances(by) if may_ever(by, Verb.GO_OUT) else ():
        said = _("Bring the receipt for %(dong)s đồng") % {"dong": number(one.advance)}
        yield Item(MONEY, one.on, said, reverse("workspace:day"), meta=day(one.on), chip=_("to settle"))
