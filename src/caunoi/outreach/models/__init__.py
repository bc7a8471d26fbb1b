"""Tables of what peers and clubs do."""

from caunoi.outreach.models.areas import Area
from caunoi.outreach.models.contacts import (
    Contact,
    ContactCommodity,
    ContactQuerySet,
    ContactTopic,
    DoubleDecision,
    MonthlyCount,
    OverlapAnswer,
)
from caunoi.outreach.models.planning import ContactCheck, FollowUp, Requirement
from caunoi.outreach.models.services import (
    Accompaniment,
    FundEntry,
    Outing,
    ServiceSession,
    ServiceSessionCard,
)
from caunoi.outreach.models.stock import StockMove

__all__ = [
    "Accompaniment",
    "Area",
    "Contact",
    "ContactCheck",
    "ContactCommodity",
    "ContactQuerySet",
    "ContactTopic",
    "DoubleDecision",
    "FollowUp",
    "FundEntry",
    "MonthlyCount",
    "Outing",
    "OverlapAnswer",
    "Requirement",
    "ServiceSession",
    "ServiceSessionCard",
    "StockMove",
]
