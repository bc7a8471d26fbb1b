"""What each form of needs and referrals is on a phone without a line: the same actions, later."""

from caunoi.lib.offline import Command, by_name
from caunoi.referrals import actions

AGREED = {"asked_back": "yes or no", "method": "choice", "witness": "choice"}
REFERRED = {"pk": "id", "parent": "id", "service": "service", "accompanied": "yes or no", **AGREED}
NEWS = {"event": "choice", "source": "choice", "happened_on": "day", "reason": "choice"}

COMMANDS = by_name(
    Command(
        "need.note",
        actions.note_need,
        {"pk": "id", "code": "choice", "beneficiary": "choice", "noted_on": "day", "done_by": "user"},
    ),
    Command("need.conclude", actions.conclude_need, {"status": "choice", "reason": "choice"}),
    Command("referral.make", actions.refer, REFERRED),
    Command("referral.send", actions.consent_and_send, AGREED),
    Command("referral.been", actions.note_walk_in, REFERRED | NEWS),
    Command("referral.news", actions.record, {**NEWS, "day": "day", "hour": "time", "alternative": "service"}),
    Command("referral.confirm", actions.confirm, {"source": "choice"}),
    Command("referral.stop", actions.record, {"event": "choice"}),
    Command("slip.bind", actions.bind_slip, {"number": "slip number"}),
    Command("stubs.enter", actions.enter_stubs, {"happened_on": "day"}),
)
