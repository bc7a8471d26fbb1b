from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import Refused, require
from caunoi.access.queries import works_here
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.outreach.choices import CountKind, DatePrecision
from caunoi.outreach.models import Area, Contact, ContactCommodity, ContactTopic, MonthlyCount
from caunoi.outreach.policies import TIES
from caunoi.outreach.weighing import Entry, Weighed, weigh
from caunoi.people.models import Assignment, Pseudonym
from caunoi.people.queries import on_paper
from caunoi.places.models import Place
from caunoi.programme.models import Deployment

CORRECTED_MEANWHILE = gettext_lazy(
    "Somebody corrected this contact meanwhile. Look at it as it stands now; yours was not saved."
)
FIRST_DAY = date(2014, 1, 1)  # the first pilots began in 2014
MANY_PEOPLE, MANY_PIECES = 60, 2_000
AT_ONCE = 2_000  # rows in one statement


@dataclass(frozen=True)
class Observation:
    """What happened at one contact. `pseudonym` None: `people` who stay anonymous. Commodities by kind, in pieces."""

    on: date
    setting: str
    pseudonym: Pseudonym | None = None
    people: int = 1
    precision: str = DatePrecision.DAY
    commune: Place | None = None
    area: Area | None = None
    signposted: bool = False
    newness: str = ""
    topics: Iterable[str] = ()
    commodities: Mapping[str, int] = field(default_factory=dict)
    deployment: Deployment | None = None


@action
def note_contact(
    *, by: Actor, at: datetime, seen: Observation, done_by: User | UUID, record: UUID | None = None
) -> Contact:
    """Write down a contact that `done_by` made and `by` enters. With the `record` of one noted before, nothing is added."""
    if record is not None and (known := Contact.objects.filter(record=record).order_by("-version").first()):
        require(by, Verb.SEE_CONTACT, known, TIES)
        return _repeated(known, seen)
    contact = _contact(by, at, seen, done_by, record=record or uuid7(), version=1)
    require(by, Verb.NOTE_CONTACT, contact, TIES)
    _check(by, at, seen)
    _check_worker(by, contact.done_by_id)
    try:
        _save(contact, seen)
    except IntegrityError:  # behind the wall of another organisation
        raise Refused(Verb.NOTE_CONTACT, "the id is in use elsewhere", contact.record) from None
    audit.record(by=by, at=at, action=Verb.NOTE_CONTACT, subject=contact.record)
    return contact


@action
def correct_contact(*, by: Actor, at: datetime, contact: Contact, seen: Observation) -> Contact:
    """A new version beside the old one. If somebody corrected it meanwhile, hers stays and this one is told."""
    require(by, Verb.CORRECT_CONTACT, contact, TIES, subject=contact.record)
    _check(by, at, seen)
    _supersede(contact, at)
    corrected = _contact(by, at, seen, contact.done_by_id, record=contact.record, version=contact.version + 1)
    _save(corrected, seen)
    audit.record(
        by=by, at=at, action=Verb.CORRECT_CONTACT, subject=contact.record, details={"version": corrected.version}
    )
    return corrected


@action
def take_back_contact(*, by: Actor, at: datetime, contact: Contact) -> None:
    """The contact was entered in error: it stays readable and is counted no more."""
    require(by, Verb.CORRECT_CONTACT, contact, TIES, subject=contact.record)
    if not Contact.objects.filter(pk=contact.pk, superseded_at__isnull=True, entered_in_error=False).update(
        entered_in_error=True
    ):
        raise CannotDo(_("This contact was changed meanwhile. Look at it as it stands now."))
    audit.record(by=by, at=at, action="take_back_contact", subject=contact.record)


@action
def import_contacts(
    *,
    by: Actor,
    at: datetime,
    entries: Sequence[Entry],
    file: str,
    returned: int = 0,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Weighed:
    """Enter lines of a databook: what is new, all or nothing, with one entry in the record. `file` is the hash of its bytes.

    Who may enter for whom, and what a day may be, was asked of each line by the same rules as for a single contact.
    """
    for worker in {entry.key.worker for entry in entries}:
        require(by, Verb.IMPORT_CONTACTS, Contact(organisation_id=by.own_organisation, done_by_id=worker), TIES)
    weighed = weigh(by.own_organisation, entries)
    try:
        _enter(by, at, weighed, progress)
    except IntegrityError:
        raise CannotDo(
            _(
                "The same rows were being entered by somebody else at this moment. Nothing was saved; send the file again."
            )
        ) from None
    audit.record(
        by=by,
        at=at,
        action=Verb.IMPORT_CONTACTS,
        details={
            "file": file,
            "rows": len(entries) + returned,
            "entered": len(weighed.new),
            "known": len(weighed.known),
            "conflicts": len(weighed.conflicts),
            "returned": returned,
        },
    )
    return weighed


@action
def print_calendar(*, by: Actor, at: datetime, worker: User, month: date) -> list[Assignment]:
    """Whom a worker looks after, for her own paper calendar: the one list that is ever printed."""
    require(by, Verb.PRINT_CALENDAR, Contact(organisation_id=by.own_organisation, done_by=worker), TIES)
    paper = list(on_paper(by, worker.pk))
    audit.record(
        by=by,
        at=at,
        action=Verb.PRINT_CALENDAR,
        subject=worker.pk,
        details={"month": f"{month:%Y-%m}", "cards": len(paper)},
    )
    return paper


def _enter(by: Actor, at: datetime, weighed: Weighed, progress: Callable[[int, int], None]) -> None:
    """Rows of a databook, many in one statement."""
    total = len(weighed.new)
    for start in range(0, total, AT_ONCE):
        progress(2 * total + start, 3 * total)
        rows = [
            (_imported(by, at, entry, record), entry.content) for entry, record in weighed.new[start : start + AT_ONCE]
        ]
        Contact.objects.bulk_create([row for row, _content in rows])
        ContactTopic.objects.bulk_create(
            ContactTopic(contact=row, topic=topic) for row, content in rows for topic in sorted(content.topics)
        )
        ContactCommodity.objects.bulk_create(
            ContactCommodity(contact=row, kind=kind, quantity=quantity)
            for row, content in rows
            for kind, quantity in sorted(content.given)
        )
    _count_months(by, weighed)


def _imported(by: Actor, at: datetime, entry: Entry, record: UUID) -> Contact:
    """At the machine itself nobody is signed in: then the row is as if its worker had typed it."""
    key, content = entry.key, entry.content
    return Contact(
        record=record,
        organisation_id=by.own_organisation,
        deployment_id=entry.deployment,
        pseudonym_id=key.person,
        people=content.people,
        on=key.on,
        precision=key.precision,
        setting=content.setting,
        commune_id=content.commune,
        signposted=content.signposted,
        done_by_id=key.worker,
        entered_by_id=by.id or key.worker,
        entered_at=at,
    )


def _count_months(by: Actor, weighed: Weighed) -> None:
    """Ticks about violence become one number of a worker's month: no line, day or person keeps them."""
    counts: Counter[tuple[UUID, date]] = Counter()
    for entry, _record in weighed.new:
        counts[entry.key.worker, entry.key.on.replace(day=1)] += entry.violence
    for (worker, month), count in counts.items():
        if count:
            row, _new = MonthlyCount.objects.select_for_update().get_or_create(
                organisation_id=by.own_organisation, worker_id=worker, month=month, kind=CountKind.VIOLENCE
            )
            MonthlyCount.objects.filter(pk=row.pk).update(count=F("count") + count)


def _contact(
    by: Actor, at: datetime, seen: Observation, done_by: User | UUID, *, record: UUID, version: int
) -> Contact:
    return Contact(
        record=record,
        version=version,
        organisation_id=by.own_organisation,
        deployment=seen.deployment,
        pseudonym=seen.pseudonym,
        people=seen.people,
        on=seen.on,
        precision=seen.precision,
        setting=seen.setting,
        commune=seen.commune,
        area=seen.area,
        signposted=seen.signposted,
        newness="" if seen.pseudonym else seen.newness,
        done_by_id=done_by.pk if isinstance(done_by, User) else done_by,
        entered_by_id=by.own_id,
        entered_at=at,
    )


def _repeated(known: Contact, seen: Observation) -> Contact:
    """The same form sent again is the same contact; a changed one is a correction, which is said aloud elsewhere."""
    kept = (known.on, known.setting, known.pseudonym_id, known.people, known.commune_id, known.area_id,
            known.signposted)  # fmt: skip
    told = (seen.on, seen.setting, seen.pseudonym and seen.pseudonym.pk, seen.people, seen.commune and seen.commune.pk,
            seen.area and seen.area.pk, seen.signposted)  # fmt: skip
    topics = {row.topic for row in known.topics.all()} == set(seen.topics)
    given = {row.kind: row.quantity for row in known.commodities.all()}
    if kept == told and topics and given == {kind: number for kind, number in seen.commodities.items() if number}:
        return known
    when = f"{timezone.localtime(known.entered_at):%d/%m/%Y %H:%M}"
    raise CannotDo(
        _(
            "This was noted already, and differently: %(when)s. To change it, open it and press Correct. Nothing was added."
        )
        % {"when": when}
    )


def _save(contact: Contact, seen: Observation) -> None:
    contact.save(force_insert=True)
    ContactTopic.objects.bulk_create(ContactTopic(contact=contact, topic=topic) for topic in dict.fromkeys(seen.topics))
    ContactCommodity.objects.bulk_create(
        ContactCommodity(contact=contact, kind=kind, quantity=quantity)
        for kind, quantity in seen.commodities.items()
        if quantity
    )


def _supersede(contact: Contact, at: datetime) -> None:
    if not Contact.objects.filter(pk=contact.pk, superseded_at__isnull=True).update(superseded_at=at):
        raise CannotDo(str(CORRECTED_MEANWHILE))


def check_day(at: datetime, on: date) -> None:
    """Raise CannotDo for a day on which nobody can have been met yet."""
    if on < FIRST_DAY:
        raise CannotDo(_("This day is too long ago. Check the year; nothing was saved."))
    if on > timezone.localdate(at):
        raise CannotDo(_("This day has not come yet. Check the date; nothing was saved."))


def _check(by: Actor, at: datetime, seen: Observation) -> None:
    check_day(at, seen.on)
    if seen.pseudonym is not None and seen.pseudonym.organisation_id != by.organisation:
        raise Refused(Verb.NOTE_CONTACT, "the person belongs to another organisation")
    if seen.area is not None and seen.area.organisation_id != by.organisation:
        raise Refused(Verb.NOTE_CONTACT, "the area belongs to another organisation")


def _check_worker(by: Actor, worker: UUID) -> None:
    if not works_here(by, worker):
        raise CannotDo(_("This worker is not of your group. Choose from the list; nothing was saved."))
