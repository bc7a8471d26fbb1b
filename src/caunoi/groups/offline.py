"""What each form of groups is on a phone without a line: the same actions, later."""

from caunoi.groups import actions
from caunoi.lib.offline import Command, by_name

COMMANDS = by_name(
    Command("group.layer", actions.set_layer, {"card": "card or cue", "layer": "choice", "on": "day"}),
    Command("group.count", actions.count_layer, {"layer": "choice", "people": "number", "on": "day"}),
    Command(
        "meeting.note",
        actions.note_meeting,
        {
            "pk": "id",
            "kind": "choice",
            "subject": "choice",
            "attended": "number",
            "on": "day",
            "facilitator": "user",
            "cards": "cards or cues",
            "follow_up_on": "day",
        },
    ),  # fmt: skip
    Command("stipends.note", actions.note_stipends, {"month": "month", "people": "number", "amount": "number"}),
)
