"""When each period of a deployment was closed, and so in which a thing is counted that was told later than it happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from caunoi.lib.periods import Basis, Period, containing


@dataclass(frozen=True)
class Closings:
    """By key of a period, the moment at which its figures stood for the first time. Another version moves nothing: what
    came after that moment belongs to the next period's line "bổ sung kỳ trước", once and for ever.
    """

    at: Mapping[str, datetime] = field(default_factory=dict)

    def counted_in(self, happened: date, told: datetime, basis: Basis) -> Period:
        """The period of the day itself, or the first after it that was still open when it was told."""
        period = containing(happened, basis)
        while self.is_over(period, told):
            period = period.next()
        return period

    def is_over(self, period: Period, told: datetime) -> bool:
        closed = self.at.get(period.key)
        return closed is not None and closed < told


NONE = Closings()
