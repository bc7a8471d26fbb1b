"""What may be asked of the work of peers and clubs; each question is scoped by who asks."""

from caunoi.outreach.queries.doubles import Double, double_of, doubles
from caunoi.outreach.queries.noted import (
    ContactLine,
    commune_named,
    commune_offered,
    communes,
    communes_suggested,
    contact_ids,
    contacts,
    elsewhere_due,
    is_first_meeting,
    lines,
    versions,
)

__all__ = [
    "ContactLine",
    "Double",
    "commune_named",
    "commune_offered",
    "communes",
    "communes_suggested",
    "contact_ids",
    "contacts",
    "double_of",
    "doubles",
    "elsewhere_due",
    "is_first_meeting",
    "lines",
    "versions",
]
