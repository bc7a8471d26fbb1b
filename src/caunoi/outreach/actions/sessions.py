from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import Refused, require
from caunoi.access.queries import works_here
from caunoi.audit import actions as audit
from caunoi.directory.choices import ServiceCode
from caunoi.directory.models import Service
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.outreach.actions.contacts import check_day
from caunoi.outreach.models import ServiceSession, ServiceSessionCard
from caunoi.outreach.policies import SESSION_TIES
from caunoi.people.models import Pseudonym
from caunoi.programme.models import Deployment

MANY_AT_A_SESSION = 300


@dataclass(frozen=True)
class Held:
    """A service that was held for people: what, when, who came with a card and how many without."""

    on: date
    code: str
    service: Service | None = None
    people: Sequence[Pseudonym] = ()
    anonymous: int = 0
    deployment: Deployment | None = None


@action
def note_session(*, by: Actor, at: datetime, held: Held, done_by: UUID, pk: UUID | None = None) -> ServiceSession:
    """Write down a service session. Sent twice, it is noted once."""
    session = ServiceSession(
        pk=pk or uuid7(),
        organisation_id=by.own_organisation,
        deployment=held.deployment,
        on=held.on,
        code=held.code,
        service=held.service,
        anonymous=held.anonymous,
        done_by_id=done_by,
        entered_by_id=by.own_id,
        entered_at=at,
    )
    require(by, Verb.NOTE_SESSION, session, SESSION_TIES)
    if (known := ServiceSession.objects.filter(pk=session.pk).first()) is not None:
        return _repeated(by, known, held)
    _check(by, at, held, done_by)
    try:
        with transaction.atomic():
            session.save(force_insert=True)
    except IntegrityError:  # behind the wall of another organisation
        raise Refused(Verb.NOTE_SESSION, "the id is in use elsewhere", session.pk) from None
    ServiceSessionCard.objects.bulk_create(ServiceSessionCard(session=session, pseudonym=her) for her in held.people)
    audit.record(by=by, at=at, action=Verb.NOTE_SESSION, subject=session.pk, details={"code": session.code})
    return session


@action
def take_back_session(*, by: Actor, at: datetime, session: ServiceSession) -> None:
    """The session was entered in error: it stays readable and counts no more."""
    require(by, Verb.NOTE_SESSION, session, SESSION_TIES)
    require(by, Verb.SEE_SESSION, session, SESSION_TIES)
    if not ServiceSession.objects.filter(pk=session.pk, entered_in_error=False).update(entered_in_error=True):
        raise CannotDo(_("This was taken back already. Nothing was changed."))
    audit.record(by=by, at=at, action="take_back_session", subject=session.pk)


def _check(by: Actor, at: datetime, held: Held, done_by: UUID) -> None:
    check_day(at, held.on)
    if held.code not in ServiceCode.values or (held.service and held.service.code != held.code):
        raise CannotDo(_("Choose the service from the list. Nothing was saved."))
    if not 0 <= held.anonymous <= MANY_AT_A_SESSION or len(held.people) > MANY_AT_A_SESSION:
        raise CannotDo(_("At most %(most)s people at one session. Nothing was saved.") % {"most": MANY_AT_A_SESSION})
    if not held.people and not held.anonymous:
        raise CannotDo(_("Say who came, or how many without a card. Nothing was saved."))
    if len({her.pk for her in held.people}) < len(held.people):
        raise CannotDo(_("The same person stands in two lines. Keep one of them; nothing was saved."))
    if any(her.organisation_id != by.organisation for her in held.people):
        raise Refused(Verb.NOTE_SESSION, "the person belongs to another organisation")
    if not works_here(by, done_by):
        raise CannotDo(_("This worker is not of your group. Choose from the list; nothing was saved."))


def _repeated(by: Actor, known: ServiceSession, held: Held) -> ServiceSession:
    require(by, Verb.SEE_SESSION, known, SESSION_TIES)
    cards = set(known.cards.values_list("pseudonym", flat=True))
    same = (known.on, known.code, known.anonymous) == (held.on, held.code, held.anonymous)
    if same and cards == {her.pk for her in held.people}:
        return known
    raise CannotDo(_("This was noted already, and differently. Look at the list; nothing was added."))
