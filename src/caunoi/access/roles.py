"""What each role is: on which kind of installation it exists and which kinds of organisation may hold it.

Police, inspection teams and compulsory centres stand in no list, so nobody there can hold any role anywhere.
A state management body holds only `authority_officer`, which exists only on a hub: never rows, never exact cells.
"""

from dataclasses import dataclass

from caunoi.access.choices import Role
from caunoi.organisations.choices import OrganisationKind as Kind

CLUB, HUB = "club", "hub"


@dataclass(frozen=True)
class RoleDefinition:
    role: Role
    installations: frozenset[str]
    organisations: frozenset[Kind]


def _role(role: Role, installations: set[str], *organisations: Kind) -> RoleDefinition:
    return RoleDefinition(role, frozenset(installations), frozenset(organisations))


ROLES: dict[Role, RoleDefinition] = {
    definition.role: definition
    for definition in (
        _role(Role.PEER_WORKER, {CLUB}, Kind.CLUB),
        _role(Role.CLUB_LEAD, {CLUB}, Kind.CLUB),
        _role(Role.DEPUTY_LEAD, {CLUB}, Kind.CLUB),
        _role(Role.CASE_WORKER, {CLUB}, Kind.SOCIAL_WORK_CENTRE, Kind.NGO, Kind.CLUB),
        _role(Role.PROVIDER_STAFF, {CLUB}, Kind.PROVIDER, Kind.SOCIAL_WORK_CENTRE, Kind.NGO),
        _role(Role.DATA_GUARDIAN, {CLUB}, Kind.CLUB, Kind.NGO),
        _role(Role.ADMINISTRATOR, {CLUB, HUB}, Kind.CLUB, Kind.NGO, Kind.PROGRAMME_OFFICE),
        _role(Role.PROGRAMME_OFFICER, {HUB}, Kind.NGO, Kind.PROGRAMME_OFFICE),
        _role(Role.AUTHORITY_OFFICER, {HUB}, Kind.STATE_MANAGEMENT),
        _role(Role.DONOR_VIEWER, {HUB}, Kind.DONOR, Kind.NGO),
    )
}

NEED_SECOND_STEP = frozenset(
    {
        Role.CLUB_LEAD,
        Role.DEPUTY_LEAD,
        Role.CASE_WORKER,
        Role.PROVIDER_STAFF,
        Role.ADMINISTRATOR,
        Role.PROGRAMME_OFFICER,
    }
)
"""Who can open what is private, let others in, or publish: words alone, once overheard, must not be enough."""

LEAD_MAY_INVITE = frozenset({Role.PEER_WORKER, Role.CLUB_LEAD, Role.DEPUTY_LEAD, Role.CASE_WORKER, Role.DATA_GUARDIAN})
"""What a lead brings into her own club. An administrator serves every organisation here, so no club makes one."""


def may_hold(role: str, *, installation: str, organisation_kind: str) -> bool:
    """Whether such a role can exist for an organisation of this kind on an installation of this kind."""
    definition = ROLES[Role(role)]
    return installation in definition.installations and organisation_kind in definition.organisations
