"""Who acts. One word for it everywhere: `by`."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    USER = "user"
    SLIP = "slip"
    PERSON = "person"
    PARTNER = "partner"
    COMMAND = "command"
    CLOCK = "clock"
    ANYONE = "anyone"


@dataclass(frozen=True)
class Actor:
    """A user, a slip holder, the person herself, a partner, the command line or the clock.

    `organisation` is the one the actor acts for; `roles` are those that act now, granted and accepted.
    """

    kind: ActorKind
    id: UUID | None = None
    organisation: UUID | None = None
    roles: frozenset[str] = field(default_factory=frozenset)

    @property
    def own_id(self) -> UUID:
        """The id of one who surely has one: staff who passed a rule. Raises ValueError for others."""
        if self.id is None:
            raise ValueError(f"{self.kind} acts without an id")
        return self.id

    @property
    def own_organisation(self) -> UUID:
        """The organisation of one who surely acts for one. Raises ValueError for others."""
        if self.organisation is None:
            raise ValueError(f"{self.kind} acts for no organisation")
        return self.organisation


ANYONE = Actor(ActorKind.ANYONE)
COMMAND = Actor(ActorKind.COMMAND, roles=frozenset({"command_line"}))
CLOCK = Actor(ActorKind.CLOCK)
