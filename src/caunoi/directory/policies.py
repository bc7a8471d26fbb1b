"""How a club's own mark on a service stands to whoever acts."""

from caunoi.access.choices import Relation
from caunoi.access.policies import OWN_ORGANISATION, Ties

TIES: Ties = {Relation.OWN_ORGANISATION: OWN_ORGANISATION}
