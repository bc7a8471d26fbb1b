from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Role, Verb
from caunoi.access.models import Grant
from caunoi.access.policies import Refused, require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.people.actions.assigning import look_after
from caunoi.people.actions.sealing import write_sealed_note
from caunoi.people.models import Assignment, Pseudonym
from caunoi.people.policies import TIES

LOOKS_AFTER = (Role.PEER_WORKER, Role.CASE_WORKER)


@action
def hand_over(
    *, by: Actor, at: datetime, worker: UUID, to: UUID, people: Sequence[UUID] | None = None, note: str = ""
) -> int:
    """Whom `worker` looks after is looked after by `to` from now on: all of them, or those named. How many.

    A worker hands over her own and may seal a note for each; a lead hands over a whole caseload without seeing who is in it.
    """
    if people is None and by.id == worker and note.strip():
        people = list(Assignment.objects.now().filter(worker=worker).values_list("pseudonym", flat=True))
    if to == worker or not _can_look_after(by, to):
        raise CannotDo(_("Choose another worker of your group who looks after people. Nothing was changed."))
    if by.id != worker and people is not None:
        raise Refused(Verb.HAND_OVER, "a lead hands over a whole caseload, never chosen people")
    hers = Assignment.objects.now().filter(worker=worker).select_related("pseudonym")
    rows = list(hers if people is None else hers.filter(pseudonym__in=people))
    if not rows or (people is not None and len(rows) < len(set(people))):
        raise CannotDo(_("Nobody there to hand over, or somebody has been handed over already. Look at the list."))
    for row in rows:
        _hand_over_one(by, at, row, to, note.strip())
    return len(rows)


def _hand_over_one(by: Actor, at: datetime, row: Assignment, to: UUID, note: str) -> None:
    her: Pseudonym = row.pseudonym
    require(by, Verb.HAND_OVER, her, TIES, subject=her.audit_handle)
    if note:  # while she is still in the own caseload
        write_sealed_note(by=by, at=at, pseudonym=her, text=note)
    Assignment.objects.filter(pk=row.pk).update(until=at)
    look_after(her, to, at)
    audit.record(by=by, at=at, action=Verb.HAND_OVER, subject=her.audit_handle, details={"to": to})


def _can_look_after(by: Actor, user: UUID) -> bool:
    here = Grant.objects.acting().filter(user=user, organisation=by.organisation, role__in=LOOKS_AFTER)
    return by.organisation is not None and here.exists()
