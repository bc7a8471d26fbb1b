"""A quick and certain proof that a number stays hidden: other worlds, near the true one, that would look the same.

Somebody who holds the tables cannot tell these worlds apart, so where the hidden sum takes values three apart in them it
is not pinned down, and no solver has to be asked. What is not proved here may still be hidden: `attacker` decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from caunoi.indicators.linked import Problem

FAR_ENOUGH = 3
MOST_TRIED = 60


def unproved(posed: Problem) -> list[int]:
    """The numbers of the targets for which no such worlds were found."""
    near = _Near(posed)
    return [number for number, terms in enumerate(posed.targets) if not near.hides(terms)]


class _Near:
    """Worlds one step away: one unknown moved, or two against each other."""

    def __init__(self, posed: Problem) -> None:
        self.posed = posed
        self.sums = [sum(posed.truth[term] * sign for term, sign in terms) for terms, _low, _high in posed.bounds]
        self.touching: dict[int, dict[int, int]] = defaultdict(dict)
        for number, (terms, _low, _high) in enumerate(posed.bounds):
            for term, sign in terms:
                self.touching[term][number] = sign

    def hides(self, terms: list[int]) -> bool:
        up = self._reach(terms, 1)
        return up >= FAR_ENOUGH or up + self._reach(terms, -1) >= FAR_ENOUGH

    def _reach(self, terms: list[int], way: int) -> int:
        reached = 0
        for moves in self._moves(terms, way):
            while reached < FAR_ENOUGH and self._looks_the_same(moves, reached + 1):
                reached += 1
            if reached == FAR_ENOUGH:
                break
        return reached

    def _moves(self, terms: list[int], way: int) -> Iterator[dict[int, int]]:
        for term in terms:
            yield {term: way}
            tried = 0
            for bound in sorted(self.touching[term], key=lambda number: len(self.posed.bounds[number][0])):
                for other, _sign in self.posed.bounds[bound][0]:
                    if other not in terms and tried < MOST_TRIED:
                        tried += 1
                        yield {term: way, other: -way}

    def _looks_the_same(self, moves: dict[int, int], steps: int) -> bool:
        if any(self.posed.truth[term] + way * steps < 0 for term, way in moves.items()):
            return False
        for number in {bound for term in moves for bound in self.touching[term]}:
            moved = sum(way * steps * self.touching[term].get(number, 0) for term, way in moves.items())
            _terms, low, high = self.posed.bounds[number]
            if (low is not None and self.sums[number] + moved < low) or (
                high is not None and self.sums[number] + moved > high
            ):
                return False
        return True
