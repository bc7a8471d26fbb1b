from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from caunoi.access.choices import Lost, Role, StepKind, Verb
from caunoi.access.models import Grant, GrantQuerySet, Invitation, RecoveryCode, Reset, SecondStep, User
from caunoi.access.policies import STAFF_TIES, visible
from caunoi.access.reveals import TOO_MANY_REVEALS
from caunoi.access.roles import NEED_SECOND_STEP
from caunoi.audit.queries import refusals
from caunoi.lib.actor import Actor, ActorKind
from caunoi.lib.ids import clean_code

NOT_AT_WORK_WITH_PEOPLE = (Role.DATA_GUARDIAN, Role.ADMINISTRATOR)
"""Who meets nobody, carries no supplies and leads no group: no screen offers them for that."""


def actor_for(user: User) -> Actor:
    """The user as one who acts: the roles that act now, in the one organisation they belong to."""
    grants = list(
        Grant.objects.acting().filter(user=user).values_list("role", "organisation_id").order_by("granted_at")
    )
    organisation = grants[0][1] if grants else None
    roles = frozenset(role for role, where in grants if where == organisation)
    return Actor(ActorKind.USER, user.pk, organisation, roles)


def code_hash(code: str) -> str:
    """What is kept of an invitation code."""
    return sha256(f"invitation:{clean_code(code)}".encode()).hexdigest()


def invitation(code: str) -> Invitation | None:
    """The invitation that this code opens, used or not."""
    return Invitation.objects.select_related("organisation").filter(code_hash=code_hash(code)).first()


def has_second_step(user: UUID) -> bool:
    return SecondStep.objects.filter(user=user).exists()


def has_app(user: UUID) -> bool:
    return SecondStep.objects.filter(user=user, kind=StepKind.APP).exists()


def second_steps(by: Actor) -> QuerySet[SecondStep]:
    """One's own, oldest first."""
    return SecondStep.objects.filter(user=by.own_id).order_by("added_at", "id")


def recovery_codes_left(by: Actor) -> int:
    return RecoveryCode.objects.filter(user=by.own_id).count()


def needs_second_step(by: Actor) -> bool:
    return bool(settings.SECOND_STEP_REQUIRED and by.roles & NEED_SECOND_STEP)


def lacks_second_step(by: Actor) -> bool:
    """Whether she must set one up before anything else opens to her here."""
    return needs_second_step(by) and not has_second_step(by.own_id)


def resets_to_agree(by: Actor, at: datetime) -> QuerySet[Reset]:
    """Lost second steps of others for which a second person's yes is missing, and hers would do."""
    found = Reset.objects.filter(visible(by, Verb.AGREE_RESET, STAFF_TIES), lost=Lost.STEP, ended_at__isnull=True)
    others = found.filter(expires_at__gt=at).exclude(asked_by=by.id).exclude(user=by.id)
    return others.select_related("user", "asked_by", "organisation").order_by("asked_at")


def staff(by: Actor) -> GrantQuerySet:
    """Grants that `by` may see, by organisation and handle; none that were revoked."""
    return (
        Grant.objects.filter(visible(by, Verb.SEE_STAFF, STAFF_TIES), revoked_at__isnull=True)
        .select_related("user", "organisation")
        .order_by("organisation__sort_key", "user__handle")
    )


def colleagues(by: Actor) -> GrantQuerySet:
    """Staff who act in the own organisation, for what one did and another types: not who only guards data or machines."""
    working = Grant.objects.acting().filter(organisation=by.organisation).exclude(role__in=NOT_AT_WORK_WITH_PEOPLE)
    return working.select_related("user").order_by("user__handle")


def too_many_reveals(by: Actor, since: datetime) -> list[tuple[datetime, UUID | None]]:
    """When somebody of the own organisation wanted to open more people than the limit lets, and who."""
    return refusals(TOO_MANY_REVEALS, since, by.own_organisation)


def works_here(by: Actor, user: UUID) -> bool:
    """Whether this user is `by` or acts in the same organisation."""
    return user == by.id or colleagues(by).filter(user=user).exists()
