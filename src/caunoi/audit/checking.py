"""Does the record hold together, and is it the one that checkpoints speak of? Pure: entries and heads in, faults out."""

import json
import re
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


USUAL = re.compile(
    r'\{"action":"([a-z0-9_.]+)","at":"[^"\\]*","by":\{(?:"id":"([0-9a-f-]{36})",)?"kind":"[a-z]+"'
    r'(?:,"organisation":"([0-9a-f-]{36})")?(?:,"roles":\["[a-z_]+"(?:,"[a-z_]+")*\])?\}'
    r'(?:,"details":\{(?:[^{}"\\]|"[^"\\]*")*\})?,"outcome":"([a-z]+)","seq":([0-9]+)(?:,"subject":"([0-9a-f-]{36})")?,"v":1\}'
)
"""Nearly every entry, as canonical bytes have it; reading a million by JSON takes three times as long."""


def _wrong(row: Row, leaf: bytes) -> str:
    try:
        told = said(row.canonical.decode())
    except (ValueError, KeyError, TypeError, AttributeError):
        return ALTERED
    if leaf != row.leaf or told[0] != row.seq:
        return ALTERED
    return "" if told[1:] == row[3:] else MISFILED


def said(entry: str) -> tuple[int, str, str, str, str, str]:
    """Number, action, outcome and ids (by, organisation, subject) that an entry says."""
    if usual := USUAL.fullmatch(entry):
        action, by, organisation, outcome, seq, subject = usual.groups("")
        return int(seq), action, outcome, by.replace("-", ""), organisation.replace("-", ""), subject.replace("-", "")
    return said_in_json(entry)


def said_in_json(entry: str) -> tuple[int, str, str, str, str, str]:
    """The same of any entry. Raises ValueError, KeyError, TypeError or AttributeError where it is none."""
    told = json.loads(entry)
    by, subject = told["by"], told.get("subject", "")
    who, organisation = by.get("id", ""), by.get("organisation", "")
    ids = (who.replace("-", ""), organisation.replace("-", ""), subject.replace("-", ""))
    return told["seq"], told["action"], told["outcome"], *ids
