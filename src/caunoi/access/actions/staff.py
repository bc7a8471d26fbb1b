import re
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions.problems import CannotDo
from caunoi.access.choices import Role, Verb
from caunoi.access.models import Grant, GrantQuerySet, Invitation, User
from caunoi.access.policies import STAFF_TIES, require
from caunoi.access.queries import code_hash, invitation
from caunoi.access.roles import LEAD_MAY_INVITE, may_hold
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor, ActorKind
from caunoi.lib.ids import new_code
from caunoi.organisations.models import Organisation

HANDLE = re.compile(r"[a-z][a-z0-9-]{2,29}")
INVITATION_DAYS = 14
CODE_DIGITS = 15


@action
def begin(*, by: Actor, at: datetime, organisation: Organisation, role: str, handle: str, passphrase: str) -> User:
    """The first account of an installation, by whoever sits at the machine; its grant acts at once."""
    if User.objects.exists():
        raise CannotDo(_("This installation has its first account already. Ask that person for an invitation."))
    user = _new_user(handle, passphrase)
    _grant(at=at, user=user, role=role, organisation=organisation, accepted_by=user)
    audit.record(by=by, at=at, action="begin", subject=user.pk, details={"role": role, "organisation": organisation.pk})
    return user


@action
def invite(*, by: Actor, at: datetime, organisation: Organisation, role: str) -> tuple[Invitation, str]:
    """An invitation and its code, shown once. An administrator may invite anywhere, a lead to her own club."""
    offer = Invitation(
        organisation=organisation,
        role=role,
        invited_at=at,
        invited_by_id=_user_id(by),
        by_lead=Role.CLUB_LEAD in by.roles and by.organisation == organisation.pk,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    require(by, Verb.INVITE_STAFF, offer, STAFF_TIES)
    if offer.by_lead and role not in LEAD_MAY_INVITE:
        raise CannotDo(_("A lead does not invite for this role: the administrator does. Nothing was changed."))
    _check_may_hold(role, organisation)
    code = new_code(CODE_DIGITS)
    offer.code_hash = code_hash(code)
    offer.save(force_insert=True)
    audit.record(
        by=by, at=at, action="invite", subject=offer.pk, details={"role": role, "organisation": organisation.pk}
    )
    return offer, code


@action
def enrol(*, by: Actor, at: datetime, code: str, handle: str, passphrase: str) -> User:
    """Use an invitation: a new account with one grant, which on a club installation waits for a lead unless one invited."""
    offer = invitation(code)
    if offer is None or not offer.is_open(at):
        raise CannotDo(_("This invitation was used or has expired. Ask for a new one; nothing was changed."))
    if not Invitation.objects.filter(pk=offer.pk, used_at__isnull=True).update(used_at=at):
        raise CannotDo(_("This invitation was used or has expired. Ask for a new one; nothing was changed."))
    _check_may_hold(offer.role, offer.organisation)
    user = _new_user(handle, passphrase)
    _grant(
        at=at,
        user=user,
        role=offer.role,
        organisation=offer.organisation,
        accepted_by=_accepts(offer, user),
        by=offer.invited_by,
    )
    audit.record(by=by, at=at, action="enrol", subject=user.pk, details={"invitation": offer.pk, "role": offer.role})
    return user


@action
def accept_grant(*, by: Actor, at: datetime, grant: Grant) -> None:
    """A lead of the club lets a grant act."""
    require(by, Verb.ACCEPT_GRANT, grant, STAFF_TIES)
    if not Grant.objects.waiting().filter(pk=grant.pk).update(accepted_at=at, accepted_by_id=_user_id(by)):
        raise CannotDo(_("Somebody has dealt with this already. The list shows how it stands now."))
    audit.record(by=by, at=at, action=Verb.ACCEPT_GRANT, subject=grant.pk, details={"role": grant.role})


@action
def revoke_grant(*, by: Actor, at: datetime, grant: Grant) -> None:
    """End a grant at once. The last lead of a club stays until another is there."""
    require(by, Verb.REVOKE_GRANT, grant, STAFF_TIES)
    check_a_lead_stays(grant)
    if not Grant.objects.filter(pk=grant.pk, revoked_at__isnull=True).update(revoked_at=at, revoked_by_id=_user_id(by)):
        raise CannotDo(_("Somebody has dealt with this already. The list shows how it stands now."))
    audit.record(by=by, at=at, action=Verb.REVOKE_GRANT, subject=grant.pk, details={"role": grant.role})


def check_a_lead_stays(grant: Grant) -> None:
    """Part of an action: a club without a lead could let nobody in."""
    if grant.role == Role.CLUB_LEAD and not _leads(grant.organisation_id).exclude(pk=grant.pk).exists():
        raise CannotDo(_("This is the only lead of the club. Accept another lead first; nothing was changed."))


def _new_user(handle: str, passphrase: str) -> User:
    clean = handle.strip().casefold()
    if not HANDLE.fullmatch(clean):
        raise CannotDo(
            _("A handle is 3 to 30 letters a–z, digits or dashes and starts with a letter. Do not use a real name.")
        )
    if User.objects.filter(handle=clean).exists():
        raise CannotDo(_("This handle is taken. Choose another."))
    user = User(handle=clean)
    user.set_password(passphrase)
    user.save(force_insert=True)
    return user


def _grant(
    *, at: datetime, user: User, role: str, organisation: Organisation, accepted_by: User | None, by: User | None = None
) -> Grant:
    _check_may_hold(role, organisation)
    return Grant.objects.create(
        user=user,
        role=role,
        organisation=organisation,
        granted_at=at,
        granted_by=by,
        accepted_at=at if accepted_by else None,
        accepted_by=accepted_by,
    )


def _accepts(offer: Invitation, user: User) -> User | None:
    """Who accepts the grant by the invitation itself: nobody where a lead still has to, so that no administrator
    can let herself in where people are served."""
    if settings.KIND == "hub" or offer.role == Role.ADMINISTRATOR or offer.by_lead:
        return offer.invited_by or user
    first_lead = offer.role == Role.CLUB_LEAD and not _leads(offer.organisation_id).exists()
    return user if first_lead else None


def _leads(organisation: UUID) -> GrantQuerySet:
    return Grant.objects.acting().filter(role=Role.CLUB_LEAD, organisation=organisation)


def _check_may_hold(role: str, organisation: Organisation) -> None:
    if not may_hold(role, installation=settings.KIND, organisation_kind=organisation.kind):
        raise CannotDo(_("An organisation of this kind cannot hold this role here. Nothing was changed."))


def _user_id(by: Actor) -> UUID | None:
    return by.id if by.kind is ActorKind.USER else None


@action
def forget_visits(*, by: Actor, at: datetime) -> None:
    """Remove sessions that are over and counters of tries whose window has passed: neither is a record of anything."""
    Session.objects.filter(expire_date__lt=at).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM throttle WHERE expires < %s", [connection.ops.adapt_datetimefield_value(at)])
