from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.outreach.actions.contacts import take_back_contact
from caunoi.outreach.choices import Verdict
from caunoi.outreach.models import Contact, DoubleDecision
from caunoi.outreach.policies import TIES


@action
def decide_double(*, by: Actor, at: datetime, kept: Contact, other: Contact, verdict: str) -> DoubleDecision:
    """Say whether two contacts are one. If they are, `other` is marked as entered in error; until then both count."""
    require(by, Verb.CORRECT_CONTACT, kept, TIES, subject=kept.record)
    require(by, Verb.CORRECT_CONTACT, other, TIES, subject=other.record)
    if verdict not in Verdict.values or kept.record == other.record:
        raise CannotDo(_("Say whether this was one meeting or two. Both stay as they are."))
    first, second = sorted((kept.record, other.record))
    try:
        decision = DoubleDecision.objects.create(
            organisation_id=by.own_organisation,
            first=first,
            second=second,
            verdict=verdict,
            decided_by_id=by.own_id,
            decided_at=at,
        )
    except IntegrityError:
        raise CannotDo(_("Somebody has decided this already. The list shows how it stands now.")) from None
    if verdict == Verdict.SAME:
        take_back_contact(by=by, at=at, contact=other)
    audit.record(by=by, at=at, action="decide_double", subject=kept.record, details={"verdict": verdict})
    return decision
