"""Tables of a hub: what clubs released and what became of it, figures that others counted, targets and sizes."""

from caunoi.published.models.collected import (
    CollectedLine,
    CollectedReport,
    CollectedTable,
    CollectedValue,
    ExpectedReport,
    SourceDocument,
)
from caunoi.published.models.figures import (
    AudienceCell,
    AudienceTable,
    Club,
    ExactCell,
    LedgerLine,
    Publishing,
    ReceivedRelease,
    Speaker,
    StatutoryReturn,
)
from caunoi.published.models.targets import Instrument, SizeEstimate, Target

__all__ = [
    "AudienceCell",
    "AudienceTable",
    "Club",
    "CollectedLine",
    "CollectedReport",
    "CollectedTable",
    "CollectedValue",
    "ExactCell",
    "ExpectedReport",
    "Instrument",
    "LedgerLine",
    "Publishing",
    "ReceivedRelease",
    "SizeEstimate",
    "SourceDocument",
    "Speaker",
    "StatutoryReturn",
    "Target",
]
