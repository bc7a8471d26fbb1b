"""More than one thing of one moment: a need heard at a contact, several people at one place."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import reference_id
from caunoi.outreach.actions.contacts import Observation, note_contact
from caunoi.outreach.choices import Elsewhere
from caunoi.outreach.models import Contact, OverlapAnswer
from caunoi.outreach.policies import TIES
from caunoi.outreach.queries import elsewhere_due
from caunoi.people.policies import is_restricted
from caunoi.people.queries import people
from caunoi.referrals import actions as referrals

MANY_LINES = 40


@action
def note_contact_with_need(
    *, by: Actor, at: datetime, seen: Observation, done_by: UUID, record: UUID | None, need: str
) -> Contact:
    """A contact and what she asked for, in one go; sent twice, neither is added twice."""
    contact = note_contact(by=by, at=at, seen=seen, done_by=done_by, record=record)
    worker = User.objects.get(pk=done_by)
    referrals.note_need(
        by=by,
        at=at,
        code=need,
        noted_on=seen.on,
        pseudonym=seen.pseudonym,
        deployment=seen.deployment,
        done_by=worker,
        pk=reference_id("need of contact", str(contact.record)),
    )
    return contact


@action
def note_meeting(
    *, by: Actor, at: datetime, seen: Sequence[Observation], done_by: User | UUID, meeting: UUID
) -> list[Contact]:
    """Several people met at one place: one contact each, and one for those without a card. All are kept, or none."""
    if not seen:
        raise CannotDo(
            _("Nobody was named. Type a memory cue, a card number or how many had no card; nothing was saved.")
        )
    if len(seen) > MANY_LINES:
        raise CannotDo(_("At most %(most)s lines at once. Nothing was saved.") % {"most": MANY_LINES})
    persons = [one.pseudonym for one in seen if one.pseudonym]
    if len(set(persons)) < len(persons):
        raise CannotDo(_("The same person stands in two lines. Keep one of them; nothing was saved."))
    return [note_contact(by=by, at=at, seen=one, done_by=done_by, record=_record(meeting, one)) for one in seen]


@action
def answer_elsewhere(*, by: Actor, at: datetime, contact: Contact, answer: str) -> OverlapAnswer | None:
    """Her answer to the yearly question. Asked a moment ago by somebody else, the first answer stays."""
    require(by, Verb.CORRECT_CONTACT, contact, TIES, subject=contact.record)
    person, today = contact.pseudonym, timezone.localdate(at)
    if person is None or answer not in Elsewhere.values or not _knows(by, contact):
        raise CannotDo(_("This is asked of somebody with a card whom you look after. Nothing was saved."))
    if not elsewhere_due(person.pk, today):
        return None
    row = OverlapAnswer.objects.create(pseudonym=person, answer=answer, answered_on=today, recorded_by_id=by.own_id)
    audit.record(by=by, at=at, action="answer_elsewhere", subject=person.audit_handle)
    return row


def may_be_asked(by: Actor, contact: Contact, on: date) -> bool:
    """Whether the page of this contact shows the question."""
    person = contact.pseudonym_id
    return person is not None and not is_restricted(person) and _knows(by, contact) and elsewhere_due(person, on)


def _knows(by: Actor, contact: Contact) -> bool:
    return people(by).filter(pk=contact.pseudonym_id).exists()


def _record(meeting: UUID, one: Observation) -> UUID:
    """The form sent again names the same contacts, whatever the order of its lines."""
    return reference_id("meeting", f"{meeting}:{one.pseudonym.pk if one.pseudonym else ''}")
