"""All writes of a hub: knowing a club, taking a file, publishing a period."""

from caunoi.published.actions.receiving import Received, publish_period, receive
from caunoi.published.actions.trust import trust_club

__all__ = ["Received", "publish_period", "receive", "trust_club"]
