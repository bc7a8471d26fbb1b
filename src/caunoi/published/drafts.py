"""What a file says, understood but not yet kept: reports with their rows. Handed from whoever reads to the action."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from caunoi.indicators.model import Unit
from caunoi.places.models import Place
from caunoi.published.amounts import Amount
from caunoi.published.stated_periods import StatedPeriod

Row = tuple[str, Unit]


@dataclass(frozen=True)
class DraftSource:
    """A published document by the name that a file gives it, and what the file says about it."""

    name: str
    title: str = ""
    publisher: str = ""
    address: str = ""
    published_on: date | None = None
    note: str = ""
    note_en: str = ""


@dataclass
class DraftReport:
    """One place and period in one source; without a source it is the place's own report."""

    source: DraftSource | None
    place: Place
    period: StatedPeriod
    values: dict[Row, Amount] = field(default_factory=dict)
    is_zero: bool = False
    comparisons: list[str] = field(default_factory=list)

    @property
    def content(self) -> tuple[Mapping[Row, Amount], bool, str]:
        """What makes it the same as another report of its place and period, or not."""
        return self.values, self.is_zero, "; ".join(self.comparisons)
