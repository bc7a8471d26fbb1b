"""Everything that writes what peers and clubs do."""

from caunoi.outreach.actions.areas import MANY_AREAS, drop_area, name_area, settle_areas
from caunoi.outreach.actions.contacts import (
    CORRECTED_MEANWHILE,
    FIRST_DAY,
    MANY_PEOPLE,
    MANY_PIECES,
    Observation,
    check_day,
    correct_contact,
    import_contacts,
    note_contact,
    print_calendar,
    take_back_contact,
)
from caunoi.outreach.actions.counts import MOST_TOLD, count_month, months_open
from caunoi.outreach.actions.doubles import decide_double
from caunoi.outreach.actions.fund import (
    note_accompaniment,
    note_fund,
    settle_advance,
    take_back_fund,
)
from caunoi.outreach.actions.meetings import (
    MANY_LINES,
    answer_elsewhere,
    may_be_asked,
    note_contact_with_need,
    note_meeting,
)
from caunoi.outreach.actions.outings import HOURS, come_back, go_out, settle_outings
from caunoi.outreach.actions.planning import check_contact, follow_up_done, plan_follow_up, set_bands
from caunoi.outreach.actions.sessions import MANY_AT_A_SESSION, Held, note_session, take_back_session
from caunoi.outreach.actions.stock import MANY_STOCK, Moved, count_stock, note_stock, take_back_stock

__all__ = [
    "CORRECTED_MEANWHILE",
    "FIRST_DAY",
    "HOURS",
    "Held",
    "MANY_AREAS",
    "MANY_AT_A_SESSION",
    "MANY_LINES",
    "MANY_PEOPLE",
    "MANY_PIECES",
    "MANY_STOCK",
    "MOST_TOLD",
    "Moved",
    "Observation",
    "answer_elsewhere",
    "check_contact",
    "check_day",
    "come_back",
    "correct_contact",
    "count_month",
    "count_stock",
    "decide_double",
    "drop_area",
    "follow_up_done",
    "go_out",
    "import_contacts",
    "may_be_asked",
    "months_open",
    "name_area",
    "note_accompaniment",
    "note_contact",
    "note_contact_with_need",
    "note_fund",
    "note_meeting",
    "note_session",
    "note_stock",
    "plan_follow_up",
    "print_calendar",
    "set_bands",
    "settle_advance",
    "settle_areas",
    "settle_outings",
    "take_back_contact",
    "take_back_fund",
    "take_back_session",
    "take_back_stock",
]
