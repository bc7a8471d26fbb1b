from collections.abc import Iterator
from dataclasses import dataclass

from caunoi.audit.canonical import leaf_hash
from caunoi.audit.models import Entry


@dataclass(frozen=True)
class Fault:
    """Where the record does not hold together, and how."""

    seq: int
    what: str


def faults() -> Iterator[Fault]:
    """Every entry whose bytes do not fit its leaf hash, and every gap in the numbers. None means that it holds together."""
    expected = 1
    for seq, canonical, leaf in Entry.objects.order_by("seq").values_list("seq", "canonical", "leaf").iterator():
        if seq != expected:
            yield Fault(expected, "missing")
        if leaf_hash(bytes(canonical)) != bytes(leaf) or f'"seq":{seq},'.encode() not in bytes(canonical):
            yield Fault(seq, "altered")
        expected = seq + 1
