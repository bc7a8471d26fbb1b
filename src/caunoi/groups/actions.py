"""Everything that writes about clubs and groups. A fact that no longer holds is ended, never deleted."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import CHECKED, Refused, require
from caunoi.access.queries import works_here
from caunoi.audit import actions as audit
from caunoi.groups.choices import GroupKind, Layer, Leading, MeetingKind, Subject
from caunoi.groups.models import Group, LayerCount, Leadership, Meeting, MeetingCard, Membership, StipendTotal
from caunoi.groups.policies import OF_GROUP_TIES, TIES
from caunoi.groups.queries import membership
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.people.models import Pseudonym

FIRST_DAY = date(2000, 1, 1)
MANY = 500
LONGEST_AHEAD = timedelta(days=365)
MOST_DONG = 10_000_000_000


@dataclass(frozen=True)
class Gathering:
    """What was held: `attended` counts everybody, those whose cards are named among them."""

    on: date
    kind: str
    subject: str
    attended: int
    facilitator: UUID | None = None
    people: Sequence[Pseudonym] = ()
    follow_up_on: date | None = None


@action
def found_group(*, by: Actor, at: datetime, kind: str, title: str, begun_on: date) -> Group:
    """A group that began some day."""
    group = Group(organisation_id=by.own_organisation, kind=kind, title=_one_form(title), begun_on=begun_on)
    require(by, Verb.KEEP_GROUPS, group, TIES)
    _check_day(at, begun_on)
    if kind not in GroupKind.values or not group.title or len(group.title) > 80:
        raise CannotDo(_("Say what kind of group it is and what it is called. Nothing was saved."))
    try:
        with transaction.atomic():
            group.save(force_insert=True)
    except IntegrityError:
        raise CannotDo(_("There is a group of this name already. Nothing was saved.")) from None
    audit.record(by=by, at=at, action="found_group", subject=group.pk)
    return group


@action
def end_group(*, by: Actor, at: datetime, group: Group, on: date) -> None:
    """A group ended: what it was stays readable."""
    require(by, Verb.KEEP_GROUPS, group, TIES)
    _check_day(at, on, since=group.begun_on)
    if not Group.objects.filter(pk=group.pk, ended_on__isnull=True).update(ended_on=on):
        raise CannotDo(_("This group has ended already. Nothing was changed."))
    audit.record(by=by, at=at, action="end_group", subject=group.pk)


@action
def set_leader(*, by: Actor, at: datetime, group: Group, user: UUID, leading: str, on: date) -> Leadership | None:
    """Somebody leads a group from this day, or with an empty `leading` leads it no more."""
    require(by, Verb.KEEP_GROUPS, group, TIES)
    _check_day(at, on, since=group.begun_on)
    if not works_here(by, user) or leading not in {"", *Leading.values}:
        raise CannotDo(_("This worker is not of your group. Choose from the list; nothing was saved."))
    _check_follows(Leadership.objects.filter(group=group, user=user), on)
    before = Leadership.objects.filter(group=group, user=user, until__isnull=True).first()
    if before and before.leading == leading:
        return before
    if before:
        _end(before, on)
    row = None
    if leading:
        row = Leadership.objects.create(group=group, user_id=user, leading=leading, since=on)
    audit.record(by=by, at=at, action="set_leader", subject=group.pk, details={"user": user, "leading": leading})
    return row


@action
def set_layer(
    *, by: Actor, at: datetime, group: Group, pseudonym: Pseudonym, layer: str, on: date
) -> Membership | None:
    """How closely somebody belongs from this day on; with an empty `layer` she belongs no more."""
    require(by, Verb.KEEP_GROUPS, group, TIES)
    _check_day(at, on, since=group.begun_on)
    _check_hers(by, [pseudonym])
    if layer not in {"", *Layer.values}:
        raise CannotDo(_("Choose how closely she belongs. Nothing was saved."))
    _check_follows(Membership.objects.filter(CHECKED, group=group, pseudonym=pseudonym), on)
    before = membership(group, pseudonym.pk)
    if before and before.layer == layer:
        return before
    if before:
        _end(before, on)
    row = Membership.objects.create(group=group, pseudonym=pseudonym, layer=layer, since=on) if layer else None
    audit.record(by=by, at=at, action="set_layer", subject=pseudonym.audit_handle, details={"layer": layer})
    return row


@action
def count_layer(*, by: Actor, at: datetime, group: Group, layer: str, people: int, on: date) -> LayerCount:
    """The group's own count of a layer on a day; counted again that day, the later count stands."""
    require(by, Verb.KEEP_GROUPS, group, TIES)
    _check_day(at, on, since=group.begun_on)
    if layer not in Layer.values or not 0 <= people <= 10_000:
        raise CannotDo(_("Say which layer and how many people. Nothing was saved."))
    row, _new = LayerCount.objects.update_or_create(
        group=group, layer=layer, on=on, defaults={"people": people, "noted_by_id": by.own_id}
    )
    audit.record(by=by, at=at, action="count_layer", subject=group.pk, details={"layer": layer})
    return row


@action
def note_meeting(*, by: Actor, at: datetime, group: Group, held: Gathering, pk: UUID | None = None) -> Meeting:
    """Write down a meeting, session or training. Sent twice, it is noted once."""
    require(by, Verb.NOTE_MEETING, group, TIES)
    meeting = Meeting(
        pk=pk or uuid7(),
        group=group,
        kind=held.kind,
        subject=held.subject,
        on=held.on,
        facilitator_id=held.facilitator,
        attended=held.attended,
        follow_up_on=held.follow_up_on,
        entered_by_id=by.own_id,
        entered_at=at,
    )
    if (known := Meeting.objects.filter(pk=meeting.pk, group=group).first()) is not None:
        if (known.on, known.kind, known.subject, known.attended) == (held.on, held.kind, held.subject, held.attended):
            return known
        raise CannotDo(_("This was noted already, and differently. Look at the list; nothing was added."))
    _check_gathering(by, at, group, held)
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError:  # behind the wall of another organisation
        raise Refused(Verb.NOTE_MEETING, "the id is in use elsewhere", meeting.pk) from None
    MeetingCard.objects.bulk_create(MeetingCard(meeting=meeting, pseudonym=her) for her in held.people)
    audit.record(by=by, at=at, action=Verb.NOTE_MEETING, subject=meeting.pk, details={"kind": meeting.kind})
    return meeting


@action
def take_back_meeting(*, by: Actor, at: datetime, meeting: Meeting) -> None:
    """The meeting was entered in error: it stays readable and counts no more."""
    require(by, Verb.NOTE_MEETING, meeting, OF_GROUP_TIES)
    if not Meeting.objects.filter(pk=meeting.pk, entered_in_error=False).update(entered_in_error=True):
        raise CannotDo(_("This was taken back already. Nothing was changed."))
    audit.record(by=by, at=at, action="take_back_meeting", subject=meeting.pk)


@action
def follow_up(*, by: Actor, at: datetime, meeting: Meeting) -> None:
    """What was promised after a meeting was done. Said twice, the first day stands."""
    require(by, Verb.NOTE_MEETING, meeting, OF_GROUP_TIES)
    today = timezone.localdate(at)
    if Meeting.objects.filter(pk=meeting.pk, followed_up_on__isnull=True).update(followed_up_on=today):
        audit.record(by=by, at=at, action="follow_up", subject=meeting.pk)


@action
def note_stipends(*, by: Actor, at: datetime, month: date, people: int, amount: int) -> StipendTotal:
    """Stipends of a month as totals; noted again, the later totals stand."""
    thing = StipendTotal(organisation_id=by.own_organisation)
    require(by, Verb.KEEP_GROUPS, thing, TIES)
    _check_day(at, month.replace(day=1))
    if not 0 <= people <= MANY or not 0 <= amount <= MOST_DONG or (people == 0) != (amount == 0):
        raise CannotDo(_("Write how many received a stipend and how much in all. Nothing was saved."))
    row, _new = StipendTotal.objects.update_or_create(
        organisation_id=by.own_organisation,
        month=month.replace(day=1),
        defaults={"people": people, "amount": amount, "noted_by_id": by.own_id, "noted_at": at},
    )
    audit.record(by=by, at=at, action="note_stipends", subject=row.pk)
    return row


def _one_form(title: str) -> str:
    """The same name typed on another keyboard is the same name."""
    return unicodedata.normalize("NFC", " ".join(title.split()))


def _end(fact: Leadership | Membership, on: date) -> None:
    type(fact).objects.filter(pk=fact.pk).update(until=on)


def _check_follows(facts: QuerySet[Leadership] | QuerySet[Membership], on: date) -> None:
    """Facts about somebody follow one another: a day before the latest of them would make two hold at once."""
    known = facts.aggregate(since=Max("since"), until=Max("until"))
    latest = max((day for day in known.values() if day), default=on)
    if on < latest:
        raise CannotDo(
            _("Something later is noted already, from %(day)s. Choose that day or a later one.")
            % {"day": f"{latest:%d/%m/%Y}"}
        )


def _check_gathering(by: Actor, at: datetime, group: Group, held: Gathering) -> None:
    _check_day(at, held.on, since=group.begun_on)
    if held.kind not in MeetingKind.values or held.subject not in Subject.values:
        raise CannotDo(_("Choose what kind of meeting it was and what about. Nothing was saved."))
    if not 1 <= held.attended <= MANY:
        raise CannotDo(_("Write how many people came, at most %(most)s. Nothing was saved.") % {"most": MANY})
    if held.attended < len(held.people):
        raise CannotDo(_("More cards are named than people came. Count again; nothing was saved."))
    if len({her.pk for her in held.people}) < len(held.people):
        raise CannotDo(_("The same person stands in two lines. Keep one of them; nothing was saved."))
    _check_hers(by, held.people)
    if held.facilitator is not None and not works_here(by, held.facilitator):
        raise CannotDo(_("This worker is not of your group. Choose from the list; nothing was saved."))
    if held.follow_up_on is not None and not held.on <= held.follow_up_on <= timezone.localdate(at) + LONGEST_AHEAD:
        raise CannotDo(_("What follows a meeting comes after it, within a year. Check the day; nothing was saved."))


def _check_hers(by: Actor, people: Sequence[Pseudonym]) -> None:
    if any(her.organisation_id != by.organisation for her in people):
        raise Refused(Verb.NOTE_MEETING, "the person belongs to another organisation")


def _check_day(at: datetime, on: date, since: date = FIRST_DAY) -> None:
    if on < since:
        raise CannotDo(_("This day is too long ago. Check the year; nothing was saved."))
    if on > timezone.localdate(at):
        raise CannotDo(_("This day has not come yet. Check the date; nothing was saved."))
