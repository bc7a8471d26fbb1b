"""One service as a file has it, before anything is saved; every part that is not clear is told at once."""

from dataclasses import dataclass, field
from uuid import UUID

from caunoi.directory.choices import ServiceCode
from caunoi.directory.models import Service
from caunoi.directory.offers import Parts


@dataclass
class DraftProvider:
    """Who offers it: known by its id, else by its name."""

    name: str = ""
    id: UUID | None = None
    description: str = ""
    website: str = ""


@dataclass
class Draft:
    """`at` says where in the file it stands. With a problem it comes back."""

    at: int
    title: str = ""
    service: Service = field(default_factory=Service)
    provider: DraftProvider = field(default_factory=DraftProvider)
    parts: Parts = field(default_factory=Parts)
    code: ServiceCode | None = None
    checked: bool = False
    problems: list[str] = field(default_factory=list)
    not_taken: set[str] = field(default_factory=set)
