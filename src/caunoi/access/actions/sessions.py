"""Where somebody is signed in."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from caunoi.access.acting import action
from caunoi.access.models import User
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor


def end_sessions_of(user: UUID) -> None:
    """Every browser of hers is signed out with its next request. Part of an action."""
    User.objects.filter(pk=user).update(turn=F("turn") + 1)


@action
def sign_out_everywhere(*, by: Actor, at: datetime) -> None:
    """One's own: a telephone was lent or lost."""
    end_sessions_of(by.own_id)
    audit.record(by=by, at=at, action="sign_out_everywhere", subject=by.own_id)
