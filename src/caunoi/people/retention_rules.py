"""How long rows are kept once what they are for is over: data, read by the clock, pages and tests.

Deleted by the clock is only what is about staff or is spent. A person is never erased by a clock: who was not seen for a long
time is proposed to those who look after her.
"""

from dataclasses import dataclass
from datetime import timedelta

UNSEEN_MONTHS = 24
"""After so many months without a contact, need, referral or consent somebody asks whether she is still to be kept."""


@dataclass(frozen=True)
class Kept:
    """Rows of `table` are deleted so long after `since`; those without that moment stay."""

    table: str
    since: str
    days: int

    @property
    def time(self) -> timedelta:
        return timedelta(days=self.days)


RULES = (
    Kept("people.OneTimeCode", "expires_at", 30),
    Kept("people.Reveal", "at", 90),
    Kept("people.SecondYes", "at", 90),
    Kept("people.Opening", "until", 365),
    Kept("people.RightsRequest", "ended_at", 5 * 365),
)
DAYS = {rule.table: rule.days for rule in RULES}
