"""What each form of outreach is on a phone without a line: the same actions, later."""

from caunoi.lib.offline import Command, by_name
from caunoi.outreach import actions

PIECES = "pieces by kind"
CONTACT = {
    "record": "id", "who": "card or cue", "people": "number", "newness": "choice", "topics": "choices",
    "setting": "choice", "commune": "words", "area": "area", "on": "day", "signposted": "yes or no", "done_by": "user",
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
    Command("area.name", actions.name_area, {"pk": "id", "name": "words", "commune": "words"}),
    Command(
        "stock.note",
        actions.note_stock,
        {
            "pk": "id",
            "movement": "choice",
            "kind": "choice",
            "quantity": "number",
            "worker": "user",
            "reason": "choice",
            "on": "day",
        },
    ),  # fmt: skip
    Command("stock.count", actions.count_stock, {"kind": "choice", "counted": "number", "worker": "user"}),
    Command(
        "session.note",
        actions.note_session,
        {
            "pk": "id",
            "service": "service",
            "code": "choice",
            "cards": "cards or cues",
            "anonymous": "number",
            "on": "day",
            "done_by": "user",
        },
    ),  # fmt: skip
    Command(
        "fund.note",
        actions.note_fund,
        {"pk": "id", "kind": "choice", "amount": "number", "purpose": "choice", "receipt": "words", "on": "day"},
    ),
    Command(
        "accompaniment.note",
        actions.note_accompaniment,
        {"pk": "id", "done_by": "user", "code": "choice", "advance": "number", "on": "day"},
    ),
    Command("accompaniment.settle", actions.settle_advance, {"spent": "number", "receipt": "words"}),
    Command("outing.go", actions.go_out, {"hours": "choice"}),
    Command("plan.bands", actions.set_bands, {}),
    Command("plan.follow_up", actions.plan_follow_up, {"pk": "id", "why": "choice", "due_on": "day"}),
)
