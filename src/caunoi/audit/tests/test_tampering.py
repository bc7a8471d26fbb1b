"""Whatever somebody with the database in her hands does to the record, one honest checkpoint shows it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.audit.canonical import entry_bytes, leaf_hash
from caunoi.audit.checking import (
    ALTERED,
    CUT,
    MISFILED,
    MISSING,
    REWRITTEN,
    USUAL,
    Known,
    Row,
    examine,
    said,
    said_in_json,
)
from caunoi.audit.tree import Frontier, root_of
from caunoi.lib.ids import random_id

AT = datetime(2026, 11, 22, tzinfo=UTC)
WHO, CLUB = random_id(), random_id()


def entry(seq, action="note_contact", outcome="done", **more):
    by = {"kind": "user", "id": WHO, "organisation": CLUB}
    canonical = entry_bytes(
        {"seq": seq, "at": AT + timedelta(seconds=seq), "by": by, "action": action, "outcome": outcome, **more}
    )
    subject = more["subject"].hex if "subject" in more else ""
    return Row(seq, canonical, leaf_hash(canonical), action, outcome, WHO.hex, CLUB.hex, subject)


def record(length):
    return [entry(seq) for seq in range(1, length + 1)]


def honest(rows, size):
    return Known(size, root_of(row.leaf for row in rows[:size]), "witness")


def renumbered(rows):
    """A clever hand: whole entries, in order, each with its own hash."""
    return [entry(seq, row.action, row.outcome) for seq, row in enumerate(rows, start=1)]


def faults(rows, *known):
    return list(examine(rows, known, Frontier()))


@given(st.integers(0, 40), st.data())
def test_an_honest_record_has_no_fault(length, data):
    rows = record(length)
    sizes = data.draw(st.lists(st.integers(0, length), max_size=4))
    assert faults(rows, *(honest(rows, size) for size in sizes)) == []


words = st.text('abc_{}[]":, \\éđ', max_size=6)
ids = st.none() | st.uuids(version=4)
details = st.dictionaries(words, words | st.integers(0, 9) | ids | st.lists(words, max_size=2) | st.just({"a": 1}))


@given(
    seq=st.integers(1, 10**9), action=words.filter(bool), subject=ids, by=st.tuples(ids, ids), details=details,
    roles=st.sets(st.sampled_from(["peer_worker", "club_lead"])),
)  # fmt: skip
def test_the_quick_way_to_read_an_entry_says_what_json_says(seq, action, subject, by, details, roles):
    who = {"kind": "user", "id": by[0], "organisation": by[1], "roles": roles}
    text = entry_bytes(
        {"seq": seq, "at": AT, "by": who, "action": action, "outcome": "done", "subject": subject, "details": details}
    ).decode()
    assert said(text) == said_in_json(text)


def test_the_entries_there_are_go_the_quick_way():
    for more in ({}, {"details": {"period": "2026-11A", "version": 1}}, {"subject": random_id()}):
        assert USUAL.fullmatch(entry(7, **more).canonical.decode())
    assert not USUAL.fullmatch(entry(7, details={"a": {"b": 1}}).canonical.decode()), "by JSON"


def test_faults_name_the_entry():
    rows = record(9)
    known = honest(rows, 9)
    altered = rows[3]._replace(canonical=rows[3].canonical.replace(b"done", b"gone"))
    assert [(one.seq, one.what) for one in faults([*rows[:3], altered, *rows[4:]], known)][0] == (4, ALTERED)
    assert [(one.seq, one.last, one.what) for one in faults([*rows[:3], *rows[5:]], known)] == [(4, 5, MISSING)]
    assert [(one.seq, one.last, one.what) for one in faults(rows[:6], known)] == [(7, 9, CUT)]
    hidden = rows[3]._replace(subject=random_id().hex)
    assert [(one.seq, one.what) for one in faults([*rows[:3], hidden, *rows[4:]], known)] == [(4, MISFILED)]
    assert [one.what for one in faults([rows[1]._replace(seq=1), *rows[1:]], known)] == [ALTERED]
    assert [one.what for one in faults([rows[0]._replace(canonical=b"{}"), *rows[1:]])] == [ALTERED]


def test_a_rewritten_entry_lies_between_two_checkpoints():
    rows = record(9)
    changed = [*rows[:4], entry(5, "open_by_card"), *rows[5:]]
    assert faults(changed) == [], "nothing inside shows it"
    found = faults(changed, honest(rows, 4), honest(rows, 7), honest(rows, 9))
    assert [(one.seq, one.last, one.what, one.source) for one in found] == [(5, 7, REWRITTEN, "witness")]


def edit(rows, draw):
    place = draw(st.integers(0, len(rows) - 1))
    return [*rows[:place], entry(rows[place].seq, "something_else"), *rows[place + 1 :]]


def insert(rows, draw):
    place = draw(st.integers(0, len(rows) - 1))
    return [*rows[:place], entry(0, "made_up"), *rows[place:]]


def delete(rows, draw):
    place = draw(st.integers(0, len(rows) - 1))
    return [*rows[:place], *rows[place + 1 :]]


def reorder(rows, draw):
    rows = [entry(row.seq, f"act_{row.seq}") for row in rows]
    one, other = draw(st.lists(st.integers(0, len(rows) - 1), min_size=2, max_size=2, unique=True))
    rows[one], rows[other] = rows[other], rows[one]
    return rows


def cut_tail(rows, draw):
    return rows[: draw(st.integers(0, len(rows) - 1))]


def roll_back(rows, draw):
    """An old copy is put back and work goes on, even past the old length."""
    kept = cut_tail(rows, draw)
    return [*kept, *(entry(0, "later") for _number in range(draw(st.integers(0, 8))))]


HANDS = [edit, insert, delete, reorder, cut_tail, roll_back]


@pytest.mark.parametrize("hand", HANDS)
@given(length=st.integers(2, 30), clever=st.booleans(), data=st.data())
def test_one_honest_checkpoint_shows_it(hand, length, clever, data):
    """A thousand and two hundred ways in all, half of them with every number and hash made to fit afterwards."""
    before = record(length) if hand is not reorder else [entry(seq, f"act_{seq}") for seq in range(1, length + 1)]
    known = honest(before, length)
    after = hand(before, data.draw)
    found = faults(renumbered(after) if clever else after, known)
    assert found
    first = next((n for n, (a, b) in enumerate(zip(before, after, strict=False), 1) if a != b), len(after) + 1)
    lies_in = range(1 if found[0].what == CUT else found[0].seq, found[0].last + 1)  # what is left of a cut record too
    assert first in lies_in
