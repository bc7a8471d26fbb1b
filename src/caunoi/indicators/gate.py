"""The last door before tables are shown: all of them beside all that was shown before, against the linked attacker.

Where something could be worked out, the new tables that hold it step down the ladder, and the attacker tries again,
until nothing is pinned. It always ends: the last step states nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from caunoi.indicators.disclosure import ControlledTable, Rung, ways
from caunoi.indicators.linked import Held, Problem, Stated, is_linked, problem
from caunoi.indicators.witnesses import unproved
from caunoi.look import child

SECONDS, MEGABYTES = 600, 4096
Attack = Callable[[Problem], list[int]]


def attack_apart(posed: Problem) -> list[int]:
    """The numbers of pinned targets. What is not proved to be hidden at once is attacked in a process that ends."""
    open_ones = unproved(posed)
    if not open_ones:
        return []
    sent = json.dumps(posed.as_data(open_ones)).encode()
    answer = child.run("caunoi.indicators.attacker:attack", sent, seconds=SECONDS, megabytes=MEGABYTES)
    return [open_ones[number] for number in json.loads(answer)]


def publishable(
    new: Sequence[Held], before: Sequence[Held] = (), stated: Iterable[Stated] = (), attack: Attack = attack_apart
) -> list[ControlledTable]:
    """The tables that may be shown in place of these, in order."""
    held, public = list(new), list(stated)
    lower = [_below(one) for one in held]
    while True:
        posed = problem([*held, *before], public)
        pinned = attack(posed)
        stepping = {number for target in pinned for number in _to_blame(held, posed, target)}
        if not stepping:
            return [one.shown for one in held]
        for number in sorted(stepping):
            held[number] = replace(held[number], shown=next(lower[number]))


def _to_blame(held: Sequence[Held], posed: Problem, target: int) -> list[int]:
    """New tables that hold what was pinned and still state something; else those that only help to pin it."""
    stating = [number for number, one in enumerate(held) if one.shown.rung is not Rung.NOT_STATED]
    holding = [number for number in stating if number in posed.holders[target]]
    atoms = [posed.atoms[term] for term in posed.targets[target]]
    known = {one.indicator.code: one.indicator for one in held}
    return holding or [number for number in stating if any(is_linked(held[number], atom, known) for atom in atoms)]


def _below(one: Held) -> Iterator[ControlledTable]:
    """Every safer table, one after the other."""
    every = list(ways(one.exact))
    here = next((number for number, way in enumerate(every) if way == one.shown), len(every) - 2)
    yield from every[here + 1 :]
