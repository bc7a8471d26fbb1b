from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from caunoi.access.choices import Verb
from caunoi.access.models import Grant, GrantQuerySet, User
from caunoi.access.policies import CHECKED, STAFF_TIES, may_ever, visible
from caunoi.access.queries import too_many_reveals
from caunoi.groups.queries import meeting_of
from caunoi.lib.actor import Actor
from caunoi.outreach.models import Contact
from caunoi.outreach.queries import contacts, sessions_of
from caunoi.people.models import Assignment, Consent, Member, Pseudonym, RightsRequest
from caunoi.people.queries import caseload, key_holders, own_row
from caunoi.people.retention_rules import UNSEEN_MONTHS
from caunoi.referrals import queries as referrals
from caunoi.referrals.machine import OPEN_STATES
from caunoi.referrals.models import Need, Referral
from caunoi.releases.choices import MonthState
from caunoi.releases.queries import month

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


CONTACT, NEED, REFERRAL = gettext_lazy("contact"), gettext_lazy("need"), gettext_lazy("referral")
SESSION, MEETING = gettext_lazy("service session"), gettext_lazy("meeting")


@dataclass(frozen=True)
class Moment:
    """One line in a person's thread; `url` is empty where there is nothing more to see."""

    on: date
    kind: "StrPromise"
    text: str
    url: str = ""


@dataclass(frozen=True)
class Alert:
    """Somebody wanted to open more private things than the limit lets."""

    at: datetime
    handle: str


def alerts(by: Actor, since: datetime) -> list[Alert]:
    """Limits that were reached in `by`'s organisation, newest first, for those who lead it."""
    if not may_ever(by, Verb.SEE_MONTH):
        return []
    met = too_many_reveals(by, since)
    handles = dict(User.objects.filter(pk__in={user for _at, user in met if user}).values_list("pk", "handle"))
    found = [Alert(at, handles[user]) for at, user in met if user in handles]
    return sorted(found, key=lambda alert: alert.at, reverse=True)


def waiting_keys(by: Actor) -> list[str]:
    """Handles of colleagues whose key waits for somebody like `by` to let it in."""
    if not may_ever(by, Verb.KEEP_KEYS):
        return []
    holders = key_holders(by)
    admitted = any(holder.admitted for holder in holders if holder.user.pk == by.id)
    return [one.user.handle for one in holders if admitted and one.waits and not one.lapsed and one.user.pk != by.id]


def thread(by: Actor, person: UUID) -> list[Moment]:
    """What happened with one person, newest first, of what `by` may see."""
    met = [
        Moment(row.on, CONTACT, row.get_setting_display(), reverse("outreach:contact", args=[row.record]))
        for row in contacts(by).filter(pseudonym=person)
    ]
    asked = [
        Moment(row.noted_on, NEED, row.get_code_display(), reverse("referrals:need", args=[row.pk]))
        for row in referrals.needs(by).filter(pseudonym=person)
    ]
    sent = [
        Moment(
            timezone.localdate(row.made_at), REFERRAL, f"{row.service.name}: {row.get_state_display()}",
            reverse("referrals:referral", args=[row.pk]),
        )
        for row in referrals.referrals(by).filter(pseudonym=person)
    ]  # fmt: skip
    return sorted([*met, *asked, *sent, *_came(by, person)], key=lambda moment: moment.on, reverse=True)


def _came(by: Actor, person: UUID) -> Iterator[Moment]:
    """To what she came with her card."""
    for session in sessions_of(by, person):
        yield Moment(session.on, SESSION, session.get_code_display())
    sees_groups = may_ever(by, Verb.SEE_GROUPS)
    for meeting in meeting_of(by, person):
        url = reverse("groups:group", args=[meeting.group_id]) if sees_groups else ""
        yield Moment(meeting.on, MEETING, f"{meeting.get_subject_display()}, {meeting.group.title}", url)


def long_unseen(by: Actor, today: date) -> set[UUID]:
    """Of whom `by` looks after, those with no contact, need, referral or consent for so long that somebody should ask
    whether what is kept about them is still needed."""
    since = months_before(today, UNSEEN_MONTHS)
    start = timezone.make_aware(datetime.combine(since, time()))
    old = set(caseload(by).filter(joined__lt=since).values_list("pseudonym", flat=True))
    signs = (
        (Contact.objects.current(), {"on__gte": since}),
        (Need.objects.all(), {"noted_on__gte": since}),
        (Referral.objects.all(), {"state_at__gte": start}),
        (Consent.objects.all(), {"given_at__gte": start}),
    )
    for rows, lately in signs:
        seen = rows.filter(CHECKED, pseudonym__in=sorted(old), **lately)
        old -= set(seen.values_list("pseudonym", flat=True))
    return old


def months_before(day: date, months: int) -> date:
    """The first day of the month that lies so many months before."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


@dataclass(frozen=True)
class Counts:
    """How much is kept about one person."""

    contacts: int
    needs: int
    referrals: int


def what_stays(by: Actor, person: Pseudonym) -> Counts:
    """What was counted and goes on after she is erased, without her; for those who may show her what is kept."""
    row = own_row(by, person.pk)
    return Counts(
        contacts=Contact.objects.current().filter(CHECKED, pseudonym=row).count(),
        needs=Need.objects.filter(CHECKED, pseudonym=row).count(),
        referrals=Referral.objects.filter(CHECKED, pseudonym=row).count(),
    )


@dataclass(frozen=True)
class LeftBehind:
    """What somebody who stopped working here leaves to others. A number, never a list of people."""

    people: int
    new_keys_due: bool


def left_behind(by: Actor, grant: Grant) -> LeftBehind:
    """For the lead of the same organisation."""
    hers = Assignment.objects.now().filter(CHECKED, worker=grant.user_id, pseudonym__organisation=by.own_organisation)
    return LeftBehind(
        hers.count(), any(holder.user.pk == grant.user_id and holder.lapsed for holder in key_holders(by))
    )


def grants_ended(by: Actor) -> GrantQuerySet:
    """Of those who stopped working in the organisation that `by` leads."""
    ended = Grant.objects.filter(visible(by, Verb.SEE_STAFF, STAFF_TIES), organisation=by.own_organisation)
    return ended.filter(revoked_at__isnull=False).select_related("user")


@dataclass(frozen=True)
class Unfinished:
    """What a club still has to bring to an end before it closes. Numbers, never a list of people."""

    months: int
    referrals: int
    requests: int
    people: int

    @property
    def stands_in_the_way(self) -> bool:
        return bool(self.months or self.referrals or self.requests)


def unfinished(by: Actor, at: datetime) -> Unfinished:
    """For those who lead the organisation. A month that still runs is closed early by nobody: it is left out."""
    months = [one for one in month(by, at) if one.state in (MonthState.OPEN, MonthState.CLOSING)]
    here = {"organisation": by.own_organisation}
    return Unfinished(
        months=len(months),
        referrals=Referral.objects.filter(CHECKED, **here, state__in=sorted(OPEN_STATES)).count(),
        requests=RightsRequest.objects.open().filter(CHECKED, **here).count(),
        people=Member.objects.filter(CHECKED, pseudonym__organisation=by.own_organisation).count(),
    )
