"""The last door before tables are shown: all of them beside all that was shown before, against the linked attacker.

Where something could be worked out, the new tables that hold it step down the ladder, and the attacker tries again,
until nothing is pinned that was not known without them: a longer period keeps its table before a shorter one. It always
ends: the last step states nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from caunoi.indicators.bases import left_to_longer
from caunoi.indicators.disclosure import ControlledTable, Rung, not_stated, ways
from caunoi.indicators.linked import Atom, Held, Problem, Stated, is_linked, may_touch, problem
from caunoi.indicators.witnesses import unproved
from caunoi.look import child

SECONDS, MEGABYTES = 600, 4096
PATIENCE = 4
"""So many rungs are tried one by one; after that a table that still gives something away says nothing."""
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
    """The tables that may be shown in place of these, in order. Tables that say nothing of each other go one by one."""
    public = list(stated)
    passed: dict[int, ControlledTable] = {}
    for family in _families([*new, *before]):
        numbers = [number for number, one in enumerate(new) if one.indicator.code in family]
        own = [new[number] for number in numbers]
        others = [one for one in before if one.indicator.code in family]
        said = [one for one in public if one.indicator in family]
        passed.update(zip(numbers, _of_a_family(own, others, said, attack) if own else (), strict=True))
    return [passed[number] for number in range(len(new))]


def _families(held: Sequence[Held]) -> list[set[str]]:
    """Indicators that bound each other or are a part of each other, by their codes."""
    families: list[set[str]] = []
    for code, indicator in {one.indicator.code: one.indicator for one in held}.items():
        own = {code, *indicator.named}
        touching = [family for family in families if family & own]
        families = [family for family in families if family not in touching] + [own.union(*touching)]
    return families


def _of_a_family(
    new: Sequence[Held], before: Sequence[Held], stated: Sequence[Stated], attack: Attack
) -> list[ControlledTable]:
    held = list(new)
    lower = [_below(one) for one in held]
    known: set[frozenset[Atom]] | None = None
    for attempt in count():
        posed = problem([*held, *before], stated).only_near(len(held))
        pinned = attack(posed)
        if pinned and known is None:
            known = _known_without(held, before, stated, attack)
        fresh = [number for number in pinned if not posed.names([number]) <= (known or set())]
        holding = {number for target in fresh for number in _holding(held, posed, target)}
        helping = {number for target in fresh for number in _helping(held, posed, target)}
        if not holding and not helping:
            break
        for number in sorted(holding):
            safer = next(lower[number]) if attempt < PATIENCE else not_stated(held[number].exact)
            held[number] = replace(held[number], shown=safer)
        for number in sorted(helping - holding):
            held[number] = replace(held[number], shown=left_to_longer(held[number].exact))
    return [one.shown for one in held]


def _known_without(
    new: Sequence[Held], before: Sequence[Held], stated: Sequence[Stated], attack: Attack
) -> set[frozenset[Atom]]:
    """What the law's totals and earlier tables give away by themselves: no new table could hide it again."""
    silent = [replace(one, shown=left_to_longer(one.exact)) for one in new]
    posed = problem([*silent, *before], stated).only_near(len(silent))
    return posed.names(attack(posed))


def _holding(held: Sequence[Held], posed: Problem, target: int) -> list[int]:
    """New tables that hold what was pinned and still state something: they step down."""
    return [number for number in posed.holders[target] if number < len(held) and _states(held[number])]


def _helping(held: Sequence[Held], posed: Problem, target: int) -> list[int]:
    """Where none holds it: new tables that help to pin it, the ones of the shortest period. They say nothing more."""
    if _holding(held, posed, target):
        return []
    atoms = [posed.atoms[term] for term in posed.targets[target]]
    known = {one.indicator.code: one.indicator for one in held}
    stating = [(number, one) for number, one in enumerate(held) if _states(one)]
    linked = [number for number, one in stating if any(is_linked(one, atom, known) for atom in atoms)]
    linked = linked or [number for number, one in stating if any(may_touch(one, atom) for atom in atoms)]
    shortest = min((_days(held[number]) for number in linked), default=0)
    return [number for number in linked if _days(held[number]) == shortest]


def _states(one: Held) -> bool:
    is_silent = one.shown.rung in (Rung.NOT_STATED, Rung.WIDER) and not isinstance(one.shown.total.shown, int)
    return not is_silent


def _days(one: Held) -> int:
    return (one.period.end - one.period.start).days // 28  # a month and a quarter, whatever their days


def _below(one: Held) -> Iterator[ControlledTable]:
    """Every safer table, one after the other."""
    every = list(ways(one.exact))
    here = next((number for number, way in enumerate(every) if way == one.shown), len(every) - 2)
    yield from every[here + 1 :]
