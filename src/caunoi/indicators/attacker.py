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

from caunoi.indicators.hanging import leaders

NARROWEST = 3
SLACK = 1e-6
PRIMAL = 4
"""Only what is asked for changes from one programme to the next, so the solver goes on from the last world."""
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
    asked = _Asked(model, {number: [place[term] for term in terms] for number, terms in targets.items()})
    return [number for number in targets if asked.is_pinned(number)]


def _model(unknowns: int, bounds: list[Bound]) -> highspy.Highs:
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # comes without types
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("simplex_strategy", PRIMAL)
    for _number in range(unknowns):
        model.addVar(0, highspy.kHighsInf)
    for terms, low, high in bounds:
        columns = numpy.array([term for term, _sign in terms], dtype=numpy.int32)
        signs = numpy.array([sign for _term, sign in terms], dtype=float)
        least = -highspy.kHighsInf if low is None else low
        most = highspy.kHighsInf if high is None else high
        model.addRow(least, most, len(terms), columns, signs)
    return model


class _Asked:
    """The targets of one model. Each world that the solver finds is looked at for all of them, so few have to be asked."""

    def __init__(self, model: highspy.Highs, targets: dict[int, list[int]]) -> None:
        self.model, self.targets = model, targets
        self.seen: dict[int, tuple[float, float]] = dict.fromkeys(targets, (math.inf, -math.inf))

    def is_pinned(self, number: int) -> bool:
        if self._is_wide(number):
            return False
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            if not self._ask(self.targets[number], sense) or self._is_wide(number):
                return False
        return True

    def _is_wide(self, number: int) -> bool:
        low, high = self.seen[number]
        return low < math.inf and math.floor(high + SLACK) - math.ceil(low - SLACK) >= NARROWEST

    def _ask(self, terms: list[int], sense: Any) -> bool:
        """Look at the world at one end of a sum; False where it has no end."""
        for term in terms:
            self.model.changeColCost(term, 1.0)
        self.model.changeObjectiveSense(sense)
        self.model.run()
        status, world = self.model.getModelStatus(), numpy.array(self.model.getSolution().col_value)
        for term in terms:
            self.model.changeColCost(term, 0.0)
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Contradiction
        if status != highspy.HighsModelStatus.kOptimal:
            return False
        for number, own in self.targets.items():
            value = float(world[own].sum())
            low, high = self.seen[number]
            self.seen[number] = min(low, value), max(high, value)
        return True


def _groups(unknowns: int, bounds: list[Any], targets: list[list[int]]) -> list[tuple[list[int], list[int]]]:
    """Bounds and targets that hang together, through whatever unknowns."""
    group = leaders(unknowns, [*([term for term, _sign in bound[0]] for bound in bounds), *targets])
    own_bounds, own_targets = defaultdict(list), defaultdict(list)
    for number, bound in enumerate(bounds):
        if bound[0]:
            own_bounds[group[bound[0][0][0]]].append(number)
    for number, terms in enumerate(targets):
        own_targets[group[terms[0]]].append(number)
    return [(own_bounds[leader], numbers) for leader, numbers in own_targets.items()]
