"""Somebody stops working here: one act, and nothing of hers opens anything any more."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions.problems import CannotDo
from caunoi.access.actions.resets import end_resets_of
from caunoi.access.actions.sessions import end_sessions_of
from caunoi.access.actions.staff import check_a_lead_stays
from caunoi.access.actions.steps import forget_second_step_of
from caunoi.access.choices import Verb
from caunoi.access.models import Grant, GrantQuerySet, User
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
    _end(here, by, at)
    details = {"organisation": grant.organisation_id, "grants": len(ended)}
    audit.record(by=by, at=at, action="leave", subject=grant.user_id, details=details)


@action
def everybody_leaves(*, by: Actor, at: datetime, organisation: UUID) -> None:
    """An organisation gives up its work here. Whoever calls this has asked the rule, and has two people's word."""
    audit.record(by=by, at=at, action="everybody_leaves", subject=organisation)
    _end(Grant.objects.filter(organisation=organisation, revoked_at__isnull=True), by, at)


def _end(grants: GrantQuerySet, by: Actor, at: datetime) -> None:
    users = set(grants.values_list("user_id", flat=True))
    grants.update(revoked_at=at, revoked_by_id=by.id if by.kind is ActorKind.USER else None)
    for user in users:
        _shut_out(user, at)


def _shut_out(user: UUID, at: datetime) -> None:
    if not Grant.objects.filter(user=user, revoked_at__isnull=True).exists():
        User.objects.filter(pk=user).update(is_active=False)
        forget_second_step_of(user)
        end_resets_of(user, at)
    end_sessions_of(user)
