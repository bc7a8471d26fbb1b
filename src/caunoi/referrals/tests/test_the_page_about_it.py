"""The page about referrals says what the table says."""

from django.core.management import call_command

from caunoi.referrals.choices import Event, State
from caunoi.referrals.machine import CLOCKS, FIGURES, OPEN_STATES, OUTSIDE, TABLE, TELLS, Who, outside

S = State
TASK = {
    "draft", "requested", "received", "accepted", "rejected", "ready", "in-progress", "on-hold", "failed", "completed",
    "cancelled", "entered-in-error",
}  # fmt: skip
BUSINESS = {"", "2.0", "3.0", "4.0", "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.2", "6.0", "7.0"}


def test_it_is_fresh():
    call_command("referralpage")


def test_the_columns_are_whole():
    assert set(OUTSIDE) == set(State) and set(TELLS) == set(Event)
    assert {one.task for one in OUTSIDE.values()} <= TASK and {one.business for one in OUTSIDE.values()} <= BUSINESS
    waits = OPEN_STATES - {S.DRAFT, S.CONSENTED}
    assert set(CLOCKS) == waits, "every open state that waits for somebody has a clock"
    for row in TABLE:
        assert row.clock is CLOCKS.get(row.to) and row.figure is FIGURES.get(row.to)
        assert row.tells <= {Who.REFERRER, Who.PROVIDER}


def test_others_read_the_outcome_whatever_closed_it():
    assert outside([S.SENT, S.ATTENDED, S.REFUSED_AT_DOOR, S.CONFIRMED, S.CLOSED]).task == "failed"
    assert outside([S.SENT, S.SERVED, S.CLOSED_UNCONFIRMED]).business == "7.0"
    assert outside([S.SCHEDULED, S.NO_SHOW, S.CLOSED]).task == "failed"
    assert outside([S.SENT, S.SEEN]).task == "received"
