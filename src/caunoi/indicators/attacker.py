"""Tries to work out what may not be known, by linear programmes over all tables at once (HiGHS). Runs in a child process.

Each hidden sum is made as small and as large as all bounds together allow. Where less than three whole numbers lie
between, it is pinned down. Whole numbers are not demanded inside, so the attacker is stronger than the truth nowhere and
weaker only where fractions help; ends are cut to whole numbers.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from typing import Any

import highspy
import numpy

NARROWEST = 3
SLACK = 1e-6
Bound = tuple[list[tuple[int, int]], int | None, int | None]


class Contradiction(Exception):
    """What the tables say cannot all be true."""


def attack(data: bytes) -> bytes:
    """The numbers of the targets that are pinned down, as JSON; the problem comes as JSON."""
    sent = json.loads(data)
    return json.dumps(pinned(sent["unknowns"], sent["bounds"], sent["targets"])).encode()


def pinned(unknowns: int, bounds: list[Any], targets: list[list[int]]) -> list[int]:
    """The same in one process. Unknowns that no bound links are looked at apart."""
    found: list[int] = []
    for own_bounds, own_targets in _groups(unknowns, bounds, targets):
        chosen = {number: targets[number] for number in own_targets}
        try:
            found += _pinned([bounds[number] for number in own_bounds], chosen)
        except Contradiction:
            found += chosen  # nothing is certain then, so nothing of it is shown
    return sorted(found)


def _pinned(bounds: list[Bound], targets: dict[int, list[int]]) -> list[int]:
    used = sorted(
        {term for terms, _low, _high in bounds for term, _sign in terms} | {t for ts in targets.values() for t in ts}
    )
    place = {term: number for number, term in enumerate(used)}
    model = _model(
        len(used), [([(place[term], sign) for term, sign in terms], low, high) for terms, low, high in bounds]
    )
    return [number for number, terms in targets.items() if _is_pinned(model, [place[term] for term in terms])]


def _model(unknowns: int, bounds: list[Bound]) -> highspy.Highs:
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # comes without types
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    for _number in range(unknowns):
        model.addVar(0, highspy.kHighsInf)
    for terms, low, high in bounds:
        columns = numpy.array([term for term, _sign in terms], dtype=numpy.int32)
        signs = numpy.array([sign for _term, sign in terms], dtype=float)
        least = -highspy.kHighsInf if low is None else low
        most = highspy.kHighsInf if high is None else high
        model.addRow(least, most, len(terms), columns, signs)
    return model


def _is_pinned(model: highspy.Highs, terms: list[int]) -> bool:
    for term in terms:
        model.changeColCost(term, 1.0)
    low = _end(model, highspy.ObjSense.kMinimize)
    high = _end(model, highspy.ObjSense.kMaximize)
    for term in terms:
        model.changeColCost(term, 0.0)
    return high is not None and low is not None and math.floor(high + SLACK) - math.ceil(low - SLACK) < NARROWEST


def _end(model: highspy.Highs, sense: Any) -> float | None:
    model.changeObjectiveSense(sense)
    model.run()
    if model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        raise Contradiction
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found: float = model.getInfo().objective_function_value
    return found


def _groups(unknowns: int, bounds: list[Any], targets: list[list[int]]) -> list[tuple[list[int], list[int]]]:
    """Bounds and targets that hang together, through whatever unknowns."""
    leader = list(range(unknowns))

    def lead(term: int) -> int:
        while leader[term] != term:
            leader[term] = leader[leader[term]]
            term = leader[term]
        return term

    for terms in ([term for term, _sign in bound[0]] for bound in bounds):
        for term in terms[1:]:
            leader[lead(term)] = lead(terms[0])
    for terms in targets:
        for term in terms[1:]:
            leader[lead(term)] = lead(terms[0])
    own_bounds, own_targets = defaultdict(list), defaultdict(list)
    for number, bound in enumerate(bounds):
        if bound[0]:
            own_bounds[lead(bound[0][0][0])].append(number)
    for number, terms in enumerate(targets):
        own_targets[lead(terms[0])].append(number)
    return [(own_bounds[group], numbers) for group, numbers in own_targets.items()]
