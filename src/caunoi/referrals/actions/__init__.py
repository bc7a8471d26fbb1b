"""Everything that writes needs and referrals. Steps are only ever added; every one says who, from what source, when."""

from caunoi.referrals.actions.make_referral import Agreed, consent_and_send, make_referral, refer, send
from caunoi.referrals.actions.move_referral import answer, confirm, enter_in_error, record, withdraw
from caunoi.referrals.actions.note_need import conclude_need, note_need
from caunoi.referrals.actions.pins import open_packet_with_pin, open_with_pin, set_pin
from caunoi.referrals.actions.settle_referrals import settle_referrals
from caunoi.referrals.actions.slips import (
    MOST_AT_ONCE,
    Entered,
    Line,
    Outcome,
    bind_slip,
    enter_statement,
    enter_stubs,
    print_slips,
)
from caunoi.referrals.actions.telling import tell_leads
from caunoi.referrals.actions.walk_in import AFTER_THE_FACT, note_walk_in

__all__ = [
    "AFTER_THE_FACT",
    "MOST_AT_ONCE",
    "Agreed",
    "Entered",
    "Line",
    "Outcome",
    "answer",
    "bind_slip",
    "conclude_need",
    "confirm",
    "consent_and_send",
    "enter_in_error",
    "enter_statement",
    "enter_stubs",
    "make_referral",
    "note_need",
    "note_walk_in",
    "open_packet_with_pin",
    "open_with_pin",
    "print_slips",
    "record",
    "refer",
    "send",
    "set_pin",
    "settle_referrals",
    "tell_leads",
    "withdraw",
]
