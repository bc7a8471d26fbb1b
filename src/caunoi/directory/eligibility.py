"""Whether a service is likely to take somebody: a rule over a few answers that are given for one page and never kept.

It says yes or no only where no further answer could change it; everything else is "ask there".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from caunoi.directory.choices import GateCode


class Condition(Protocol):
    """What a gate says."""

    way: int
    code: str
    minimum_age: int | None
    maximum_age: int | None


class Verdict(StrEnum):
    FITS = "fits"
    NOT = "not"
    ASK = "ask"


@dataclass(frozen=True)
class Answers:
    """What she said; what is not here was left open."""

    age: int | None = None
    said: Mapping[GateCode, bool] = field(default_factory=dict)


def verdict(gates: Iterable[Condition], answers: Answers) -> Verdict:
    """All gates of way 0 have to hold, and of the other ways one in all its gates."""
    held: dict[int, bool | None] = {}
    for gate in gates:
        held[gate.way] = _both(held.get(gate.way, True), holds(gate, answers))
    needed = held.pop(0, True)
    one_way: bool | None = not held
    for way in held.values():
        one_way = _either(one_way, way)
    outcome = _both(needed, one_way)
    return Verdict.ASK if outcome is None else Verdict.FITS if outcome else Verdict.NOT


def holds(gate: Condition, answers: Answers) -> bool | None:
    """Whether one gate lets her in; None where she left it open."""
    code = GateCode(gate.code)
    if code is not GateCode.AGE:
        return answers.said.get(code)
    if answers.age is None:
        return None
    old_enough = gate.minimum_age is None or answers.age >= gate.minimum_age
    return old_enough and (gate.maximum_age is None or answers.age <= gate.maximum_age)


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False
