"""One service with all that belongs to it, as somebody typed, sent or shipped it; nothing here is saved yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from caunoi.directory.catalogue import USUAL_GATES
from caunoi.directory.choices import KIND_OF, KNOWN_TO, GateCode, GateKind, ServiceCode
from caunoi.directory.models import (
    Accessibility,
    Attribute,
    CostOption,
    Gate,
    Location,
    Phone,
    Schedule,
    ServiceArea,
    ServiceAtLocation,
    SpokenLanguage,
)


@dataclass
class Spot:
    """A service at a location."""

    location: Location
    link: ServiceAtLocation
    accessibility: tuple[Accessibility, ...] | None = None


@dataclass
class Parts:
    """What belongs to a service. None leaves what is there; an empty list takes it away."""

    spots: list[Spot] | None = None
    phones: list[Phone] | None = None
    schedules: list[Schedule] | None = None
    cost_options: list[CostOption] | None = None
    gates: list[Gate] | None = None
    languages: list[SpokenLanguage] | None = None
    areas: list[ServiceArea] | None = None
    attributes: list[Attribute] | None = None


def gate(code: GateCode, *, way: int = 0, words: str = "", ages: tuple[int | None, int | None] = (None, None)) -> Gate:
    """A gate of the closed list, with who usually gets to know."""
    return Gate(
        way=way, kind=KIND_OF[code], code=code, words=words, known_to=KNOWN_TO[code],
        minimum_age=ages[0], maximum_age=ages[1],
    )  # fmt: skip


def usual_gates(code: ServiceCode) -> list[Gate]:
    """What places of this kind usually ask."""
    usual = USUAL_GATES.get(code, ())
    return [gate(one.code, way=one.way, ages=(one.minimum_age, one.maximum_age)) for one in usual]


def asks_papers(gates: Iterable[Gate]) -> bool:
    """Whether somebody without any paper is turned away: a paper or card is asked of everybody, or on every way."""
    return _asks(list(gates), {GateKind.PAPER, GateKind.INSURANCE})


def asks_residence(gates: Iterable[Gate]) -> bool:
    return _asks(list(gates), {GateKind.RESIDENCE})


def _asks(gates: list[Gate], kinds: set[GateKind]) -> bool:
    asking = {one.way for one in gates if one.kind in kinds}
    ways = {one.way for one in gates if one.way}
    return 0 in asking or bool(ways) and ways <= asking
