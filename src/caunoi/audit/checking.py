"""Does the record hold together, and is it the one that checkpoints speak of? Pure: entries and heads in, faults out."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from caunoi.audit.canonical import leaf_hash
from caunoi.audit.tree import Frontier

MISSING, ALTERED, MISFILED, REWRITTEN, CUT = "missing", "altered", "misfiled", "rewritten", "cut"


class Row(NamedTuple):
    """One entry as it lies in the table: the bytes, their hash, and the columns by which it is found.

    Ids are their 32 hexadecimal digits, or nothing: a million of them are compared without making a million objects.
    """

    seq: int
    canonical: bytes
    leaf: bytes
    action: str
    outcome: str
    by_id: str
    organisation: str
    subject: str


@dataclass(frozen=True)
class Known:
    """What a checkpoint says, and who kept it."""

    size: int
    root: bytes
    source: str


@dataclass(frozen=True)
class Fault:
    """Where the record does not hold: the first entry concerned, the last, how, and which checkpoint shows it.

    `missing`: a number without an entry · `altered`: bytes that do not fit their hash or their place ·
    `misfiled`: a column says something else than the bytes · `rewritten`: whole, but not what the checkpoint speaks of;
    somewhere between these two · `cut`: entries that a checkpoint counted are gone from the end.
    """

    seq: int
    last: int
    what: str
    source: str = ""


def examine(rows: Iterable[Row], known: Iterable[Known], tree: Frontier) -> Iterator[Fault]:
    """Every fault, in the order of the entries; none means that the record is whole and fits all checkpoints.

    `tree` is what lies before these rows, and grows with them. A checkpoint over entries of which one was found bad
    before says nothing more, so it is passed over.
    """
    heads = sorted(known, key=lambda one: one.size)
    number, good, spoilt = tree.size, tree.size, False
    waiting = iter(heads)
    head = next(waiting, None)
    for row in rows:
        while head and head.size <= number:
            if not spoilt and head.root != tree.root():
                yield Fault(good + 1, head.size, REWRITTEN, head.source)
                spoilt = True
            good, head = head.size, next(waiting, None)
        if row.seq != number + 1:
            yield Fault(number + 1, max(number + 1, row.seq - 1), MISSING)
            spoilt = True
        leaf = leaf_hash(row.canonical)
        if what := _wrong(row, leaf):
            yield Fault(row.seq, row.seq, what)
            spoilt = True
        tree.add(leaf)
        number = row.seq
    while head:
        if head.size > number:
            yield Fault(number + 1, heads[-1].size, CUT, heads[-1].source)
            return
        if not spoilt and head.root != tree.root():
            yield Fault(good + 1, head.size, REWRITTEN, head.source)
            return
        good, head = head.size, next(waiting, None)


def _wrong(row: Row, leaf: bytes) -> str:
    try:
        told = json.loads(row.canonical.decode())
        by = told["by"]
        ids = (by.get("id", ""), by.get("organisation", ""), told.get("subject", ""))
        filed = (told["action"], told["outcome"], *(one.replace("-", "") for one in ids))
        fits = leaf == row.leaf and told["seq"] == row.seq
    except (ValueError, KeyError, TypeError, AttributeError):
        return ALTERED
    if not fits:
        return ALTERED
    return "" if filed == row[3:] else MISFILED
