"""Who is helped on the protective path, and how."""

from uuid import UUID

from django.db.models import QuerySet

from caunoi.access.choices import Verb
from caunoi.access.models import GrantQuerySet
from caunoi.access.policies import CHECKED, visible
from caunoi.access.queries import colleagues
from caunoi.lib.actor import Actor
from caunoi.people.models import ProtectionEntry, ProtectiveCase, Pseudonym
from caunoi.people.policies import PROTECTING_ROLES, TIES


def left_out_of_figures(organisation: UUID) -> QuerySet:  # type: ignore[type-arg]  # ids only
    """People of this club on the protective path, by id: they stand in no figure of adults."""
    return ProtectiveCase.objects.now().filter(pseudonym__organisation=organisation).values_list("pseudonym", flat=True)


def protection(pseudonym: UUID) -> ProtectiveCase | None:
    """How she is helped on the protective path, if she is."""
    return ProtectiveCase.objects.now().filter(pseudonym=pseudonym).first()


def cases_seen(by: Actor) -> QuerySet[ProtectiveCase]:
    """Everybody on the path that `by` follows up as the protection person of her club."""
    mine = Pseudonym.objects.filter(visible(by, Verb.FOLLOW_PROTECTION, TIES)).values("pk")
    cases = ProtectiveCase.objects.now().filter(pseudonym__in=mine)
    return cases.select_related("pseudonym").order_by("since")


def cases_to_follow(by: Actor) -> QuerySet[ProtectiveCase]:
    """Those for whom something is still to be done: what stands in her day."""
    return cases_seen(by).filter(concluded_at__isnull=True)


def protection_steps(case: ProtectiveCase) -> QuerySet[ProtectionEntry]:
    """What was done, oldest first."""
    return ProtectionEntry.objects.filter(CHECKED, case=case).select_related("done_by").order_by("at", "pk")


def can_protect(by: Actor) -> GrantQuerySet:
    """Staff of the own organisation who can be named protection person."""
    return colleagues(by).filter(role__in=PROTECTING_ROLES)
