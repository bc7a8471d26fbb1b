from typing import Any
from uuid import UUID

from caunoi.audit.queries import looks_at
from caunoi.lib.actor import Actor
from caunoi.lib.ids import spaced_code
from caunoi.people.queries import own_consents, own_requests, own_row
from caunoi.portal.looks import told
from caunoi.referrals import queries as referrals


def hers(by: Actor, person: UUID) -> dict[str, Any]:
    """What her own page shows, to herself or to whoever prints it for her. Raises Pseudonym.DoesNotExist for others."""
    row = own_row(by, person)
    handle = row.audit_handle  # None while she is being erased
    return {
        "consents": own_consents(by, person),
        "referrals": [(one, spaced_code(one.slip_code)) for one in referrals.referrals(by).filter(pseudonym=person)],
        "looks": told(looks_at(handle) if handle else [], own=row.organisation_id),
        "requests": own_requests(by, person),
    }
