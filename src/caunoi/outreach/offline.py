"""What each form of outreach is on a phone without a line: the same actions, later."""

from caunoi.lib.offline import Command, by_name
from caunoi.outreach import actions

PIECES = "pieces by kind"
CONTACT = {
    "record": "id", "who": "card or cue", "people": "number", "newness": "choice", "topics": "choices",
    "setting": "choice", "commune": "words", "on": "day", "signposted": "yes or no", "done_by": "user",
    "need": "choice", "given_condom": PIECES,
}  # fmt: skip

COMMANDS = by_name(
    Command("contact.note", actions.note_contact, CONTACT),
    Command(
        "contact.note_several",
        actions.note_meeting,
        {
            "meeting": "id",
            "who": "card or cue",
            "people": "number",
            "topics": "choices",
            "setting": "choice",
            "commune": "words",
            "on": "day",
            "signposted": "yes or no",
            "done_by": "user",
            "given_condom": PIECES,
        },
    ),  # fmt: skip
)
