"""Pages of staff, and of the directory that everybody else refers to."""

from caunoi.administration.views.reference import new_deployment, new_organisation, new_service, reference, service
from caunoi.administration.views.staff import accept, invite, revoke, staff

__all__ = [
    "accept", "invite", "new_deployment", "new_organisation", "new_service", "reference", "revoke", "service", "staff",
]  # fmt: skip
