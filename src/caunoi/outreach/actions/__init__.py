"""Everything that writes what peers and clubs do."""

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
from caunoi.outreach.actions.doubles import decide_double
from caunoi.outreach.actions.meetings import (
    MANY_LINES,
    answer_elsewhere,
    may_be_asked,
    note_contact_with_need,
    note_meeting,
)

__all__ = [
    "CORRECTED_MEANWHILE",
    "FIRST_DAY",
    "MANY_LINES",
    "MANY_PEOPLE",
    "MANY_PIECES",
    "Observation",
    "answer_elsewhere",
    "check_day",
    "correct_contact",
    "decide_double",
    "import_contacts",
    "may_be_asked",
    "note_contact",
    "note_contact_with_need",
    "note_meeting",
    "print_calendar",
    "take_back_contact",
]
