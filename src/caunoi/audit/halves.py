"""Whether the record is whole, asked on two cores: one process reads up to a checkpoint kept here, another goes on from it.

A yes needs both. A no says nothing about where: then the entries are read one after the other, which tells.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from django.db import connections, transaction

from caunoi.audit.checking import Known, Row, examine
from caunoi.audit.models import Checkpoint, Entry
from caunoi.audit.queries import checkpoints, rows
from caunoi.audit.tree import Frontier

WORTH_IT = 50_000
"""Entries from which a second process is quicker than it takes to start."""
Watch = Callable[[Iterable[Row], int], Iterator[Row]]
"""Passes rows on, told how many there will be, for whoever waits at a screen."""


def holds_in_halves(known: Sequence[Known], watch: Watch) -> bool:
    """Whether both halves hold and fit all checkpoints, kept here or given."""
    total = Entry.objects.count()
    middle = _nearest_to(total // 2) if total >= WORTH_IT else None
    if middle is None:
        return False
    size, peaks = middle.size, bytes(middle.peaks)
    if not _is_itself(size, peaks, bytes(middle.root)):
        return False
    heads = [*checkpoints(), *known]
    connections.close_all()  # the other process opens its own
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as beside:
        rest = beside.submit(_goes_on, size, peaks, [head for head in heads if head.size > size])
        first = watch(rows(upto=size), size)
        holds = _holds(first, [head for head in heads if head.size <= size], Frontier())
        return holds and rest.result()


def _nearest_to(size: int) -> Checkpoint | None:
    sizes = list(Checkpoint.objects.values_list("size", flat=True))
    return Checkpoint.objects.get(size=min(sizes, key=lambda one: abs(one - size))) if sizes else None


def _is_itself(size: int, peaks: bytes, root: bytes) -> bool:
    """Whether the subtrees kept with a checkpoint are those of its root: the first half is held against the root alone."""
    try:
        return Frontier.from_bytes(size, peaks).root() == root
    except ValueError:
        return False


def _goes_on(size: int, peaks: bytes, heads: list[Known]) -> bool:
    return _holds(rows(after=size), heads, Frontier.from_bytes(size, peaks))


def _holds(seen: Iterable[Row], heads: list[Known], tree: Frontier) -> bool:
    with transaction.atomic():  # or PostgreSQL first copies all that is read
        return next(examine(seen, heads, tree), None) is None
