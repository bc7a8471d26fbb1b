"""Somebody stops working here: one act, and nothing of hers opens anything any more."""

from datetime import datetime

from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions.problems import CannotDo
from caunoi.access.actions.resets import end_resets_of
from caunoi.access.actions.sessions import end_sessions_of
from caunoi.access.actions.staff import check_a_lead_stays
from caunoi.access.actions.steps import forget_second_step_of
from caunoi.access.choices import Verb
from caunoi.access.models import Grant, User
from caunoi.access.policies import STAFF_TIES, require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor, ActorKind


@action
def leave(*, by: Actor, at: datetime, grant: Grant) -> None:
    """Every grant of hers in this organisation ends, and her sessions; with the last grant anywhere, her account.

    Keys need no word: whose grant ended may not use hers, and whoever unlocks next makes new ones without her.
    """
    require(by, Verb.REVOKE_GRANT, grant, STAFF_TIES)
    if grant.user_id == by.id:
        raise CannotDo(
            _("You cannot end your own account. Another lead or the administrator does; nothing was changed.")
        )
    here = Grant.objects.filter(user=grant.user_id, organisation=grant.organisation_id, revoked_at__isnull=True)
    ended = list(here)
    for one in ended:
        check_a_lead_stays(one)
    here.update(revoked_at=at, revoked_by_id=by.id if by.kind is ActorKind.USER else None)
    if not Grant.objects.filter(user=grant.user_id, revoked_at__isnull=True).exists():
        User.objects.filter(pk=grant.user_id).update(is_active=False)
        forget_second_step_of(grant.user_id)
        end_resets_of(grant.user_id, at)
    end_sessions_of(grant.user_id)
    details = {"organisation": grant.organisation_id, "grants": len(ended)}
    audit.record(by=by, at=at, action="leave", subject=grant.user_id, details=details)
