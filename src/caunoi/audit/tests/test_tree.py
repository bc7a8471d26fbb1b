"""The tree gives the published values of RFC 6962 trees, and its proofs convince of what is true and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.audit.canonical import leaf_hash
from caunoi.audit.tree import (
    EMPTY,
    Frontier,
    consistency_proof,
    continues,
    includes,
    inclusion_proof,
    node_hash,
    root_of,
    spans,
)

# the eight inputs that implementations of RFC 6962 test with, and the root after each
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(one)) for one in INPUTS]
trees = st.lists(st.binary(max_size=3).map(leaf_hash), min_size=1, max_size=70)


def test_roots():
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert [root_of(LEAVES[:size]).hex() for size in range(1, 9)] == ROOTS


def test_the_example_of_the_rfc():
    """RFC 6962 §2.1.3: seven leaves d0 … d6, named there a b c d e f j; its proofs are written out in those names."""
    a, b, c, d, e, f, j = leaves = [leaf_hash(f"d{number}".encode()) for number in range(7)]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, m = node_hash(g, h), node_hash(i, j)  # `m` is the RFC's `l`
    span = spans(leaves)
    assert root_of(leaves) == node_hash(k, m)
    assert inclusion_proof(0, 7, span) == [b, h, m]
    assert inclusion_proof(3, 7, span) == [c, g, m]
    assert inclusion_proof(4, 7, span) == [f, j, k]
    assert inclusion_proof(6, 7, span) == [i, k]
    assert consistency_proof(3, 7, span) == [c, d, g, m]
    assert consistency_proof(4, 7, span) == [m]
    assert consistency_proof(6, 7, span) == [i, j, k]


@given(trees)
def test_a_tree_that_grows_is_the_tree_that_the_rfc_defines(leaves):
    def defined(part):
        if len(part) == 1:
            return part[0]
        half = max(size for size in (1, 2, 4, 8, 16, 32, 64) if size < len(part))
        return node_hash(defined(part[:half]), defined(part[half:]))

    assert root_of(leaves) == defined(leaves)


@given(trees, st.data())
def test_what_is_kept_of_a_tree_lets_it_go_on_growing(leaves, data):
    early = data.draw(st.integers(0, len(leaves)))
    frontier = Frontier()
    for leaf in leaves[:early]:
        frontier.add(leaf)
    later = Frontier.from_bytes(frontier.size, frontier.to_bytes())
    for leaf in leaves[early:]:
        later.add(leaf)
    assert later.root() == root_of(leaves)
    with pytest.raises(ValueError, match="not the subtrees"):
        Frontier(later.size, later.peaks[:-1])


@given(trees, st.data())
def test_inclusion_is_proved_for_the_leaf_and_for_no_other(leaves, data):
    size, root = len(leaves), root_of(leaves)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, spans(leaves))
    assert includes(leaves[index], index, size, proof, root)
    assert not includes(leaf_hash(b"another"), index, size, proof, root)
    assert not includes(leaves[index], index, size, [*proof, EMPTY], root)
    assert not includes(leaves[index], size, size, proof, root)
    for place in range(len(proof)):
        assert not includes(leaves[index], index, size, proof[:place] + proof[place + 1 :], root)
        assert not includes(leaves[index], index, size, [*proof[:place], EMPTY, *proof[place + 1 :]], root)


@given(trees, st.data())
def test_consistency_is_proved_for_what_was_only_added_to(leaves, data):
    new, span = len(leaves), spans(leaves)
    old = data.draw(st.integers(0, new))
    before, after, proof = root_of(leaves[:old]), root_of(leaves), consistency_proof(old, new, span)
    assert continues(old, new, before, after, proof)
    assert not continues(old, new, leaf_hash(b"another"), after, proof)
    assert not continues(old, new, before, leaf_hash(b"another"), proof) or old == 0
    assert not continues(old, new, before, after, [*proof, EMPTY])
    if proof:
        assert not continues(old, new, before, after, proof[:-1])
        assert not continues(old, new, before, after, [EMPTY, *proof[1:]])


def test_questions_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="not among"):
        inclusion_proof(8, 8, spans(LEAVES))
    with pytest.raises(ValueError, match="beginning"):
        consistency_proof(9, 8, spans(LEAVES))
    assert not continues(9, 8, EMPTY, EMPTY, [])
