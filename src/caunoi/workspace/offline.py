"""What each form of a worker's day is on a phone without a line: the same actions, later."""

from caunoi.lib.offline import Command, by_name
from caunoi.people import actions

COMMANDS = by_name(
    Command(
        "consent.record",
        actions.record_consent,
        {"pk": "id", "passes": "choices", "asked_back": "yes or no", "method": "choice", "witness": "choice"},
    ),
    Command("right.ask", actions.ask_right, {"kind": "choice", "channel": "choice"}),
)
