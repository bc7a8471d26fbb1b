"""The Merkle tree over the leaves of the record, as in RFC 6962 §2.1 and RFC 9162 §2.1. Pure: bytes in, bytes out.

`Frontier` is the tree while it grows: the roots of its full subtrees, one for each set bit of its size. That is all that
has to be kept to go on adding leaves, so a checkpoint costs what was added since the last one.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

HASH_BYTES = 32
EMPTY = hashlib.sha256().digest()
"""The root of a tree without leaves."""
Span = Callable[[int, int], bytes]
"""The root of the leaves from one number up to, not including, another."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of a one byte and both children: the one keeps inner nodes and leaves apart."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that grows leaf by leaf. `peaks` are the roots of its full subtrees, the largest first."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size, self.peaks = size, list(peaks)
        if len(self.peaks) != size.bit_count() or any(len(peak) != HASH_BYTES for peak in self.peaks):
            raise ValueError(f"these are not the subtrees of a tree of {size} leaves")

    @classmethod
    def from_bytes(cls, size: int, kept: bytes) -> "Frontier":
        return cls(size, [kept[start : start + HASH_BYTES] for start in range(0, len(kept), HASH_BYTES)])

    def to_bytes(self) -> bytes:
        return b"".join(self.peaks)

    def add(self, leaf: bytes) -> None:
        """Put one leaf hash behind the others."""
        full = self.size
        while full & 1:  # two subtrees of one size become one
            leaf = node_hash(self.peaks.pop(), leaf)
            full >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY
        found = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            found = node_hash(peak, found)
        return found


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def spans(leaves: Sequence[bytes]) -> Span:
    """Roots of parts of these leaf hashes."""
    return lambda start, end: root_of(leaves[start:end])


def inclusion_proof(index: int, size: int, span: Span) -> list[bytes]:
    """What somebody needs to see that leaf `index` (from 0) is in the tree of the first `size` leaves."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not among {size}")
    return _path(index, 0, size, span)


def consistency_proof(old: int, new: int, span: Span) -> list[bytes]:
    """What somebody needs to see that the tree of `new` leaves begins with that of `old` leaves."""
    if not 0 <= old <= new:
        raise ValueError(f"{old} leaves are not the beginning of {new}")
    return [] if old in (0, new) else _subproof(old, 0, new, span, is_known=True)


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows that this leaf hash is number `index` of the tree with this root (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def continues(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the new tree begins with the old one (RFC 9162 §2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    return bool(path) and _grows(old - 1, new - 1, path, old_root, new_root)


def _grows(place: int, last: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _path(index: int, start: int, end: int, span: Span) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _left_size(end - start)
    if start + index < middle:
        return [*_path(index, start, middle, span), span(middle, end)]
    return [*_path(start + index - middle, middle, end, span), span(start, middle)]


def _subproof(old: int, start: int, end: int, span: Span, *, is_known: bool) -> list[bytes]:
    if old == end - start:
        return [] if is_known else [span(start, end)]
    left = _left_size(end - start)
    middle = start + left
    if old <= left:
        return [*_subproof(old, start, middle, span, is_known=is_known), span(middle, end)]
    return [*_subproof(old - left, middle, end, span, is_known=False), span(start, middle)]


def _left_size(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
