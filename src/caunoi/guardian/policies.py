"""How an entry of the record, a breach or a demand stands to who acts: of the own organisation, or not."""

from dataclasses import dataclass
from uuid import UUID

from caunoi.access.choices import Relation
from caunoi.access.policies import OWN_ORGANISATION, Ties

TIES: Ties = {Relation.OWN_ORGANISATION: OWN_ORGANISATION}


@dataclass(frozen=True)
class Register:
    """A register of one organisation, as a thing to be written into or not."""

    organisation_id: UUID | None
