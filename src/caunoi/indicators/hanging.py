"""Which unknowns hang together through what is said of them. Plain numbers: the attacker's own process reads it too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def leaders(unknowns: int, said: Iterable[Sequence[int]]) -> list[int]:
    """For each unknown the one that stands for its group; those named in one breath are in one group."""
    leader = list(range(unknowns))

    def lead(term: int) -> int:
        while leader[term] != term:
            leader[term] = leader[leader[term]]
            term = leader[term]
        return term

    for terms in said:
        for term in terms[1:]:
            leader[lead(term)] = lead(terms[0])
    return [lead(term) for term in range(unknowns)]
