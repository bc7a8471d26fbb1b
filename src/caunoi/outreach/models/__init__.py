"""Tables of what peers and clubs do."""

from caunoi.outreach.models.contacts import (
    Contact,
    ContactCommodity,
    ContactQuerySet,
    ContactTopic,
    DoubleDecision,
    MonthlyCount,
    OverlapAnswer,
)

__all__ = [
    "Contact",
    "ContactCommodity",
    "ContactQuerySet",
    "ContactTopic",
    "DoubleDecision",
    "MonthlyCount",
    "OverlapAnswer",
]
