"""All writes of a hub: knowing a club, taking a file, publishing a period, entering collected figures,
targets and sizes."""

from caunoi.published.actions.collecting import (
    Entered,
    confirm_zero,
    enter_collected,
    expect_reports,
    publish_collected,
    stop_expecting,
)
from caunoi.published.actions.publishing import publish_period, publish_waiting
from caunoi.published.actions.receiving import Received, receive
from caunoi.published.actions.returning import lock_return
from caunoi.published.actions.targeting import Estimate, load_targets, record_estimate
from caunoi.published.actions.trust import trust_club

__all__ = [
    "Entered",
    "Estimate",
    "Received",
    "confirm_zero",
    "enter_collected",
    "expect_reports",
    "load_targets",
    "lock_return",
    "publish_collected",
    "publish_period",
    "publish_waiting",
    "receive",
    "record_estimate",
    "stop_expecting",
    "trust_club",
]
