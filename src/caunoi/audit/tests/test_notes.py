"""A checkpoint is a signed note that other people's tools read too."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from caunoi.audit.notes import Head, NoteError, key_hash, read, sign, signed_by
from caunoi.audit.tree import EMPTY

ORIGIN = "00000000-0000-0000-0000-000000000007/record"
KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([number] * 32)) for number in (7, 8))
PUBLIC = KEY.public_key().public_bytes_raw()
NOTE = sign(Head(ORIGIN, 20852, EMPTY), KEY)


def test_the_example_of_the_format():
    """The verifier key and the note that the specification of signed notes prints."""
    public = base64.b64decode("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    note = (
        "This is an example message.\n\n"
        "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
    )
    assert public[:1] == b"\x01"
    assert key_hash("example.com/foo", public[1:]).hex() == "530d903a"
    assert signed_by(note, name="example.com/foo", public=public[1:]) == "This is an example message.\n"


def test_a_checkpoint_is_three_lines_and_a_signature():
    origin, size, root, empty, signature, end = NOTE.split("\n")
    assert (origin, size, empty, end) == (ORIGIN, "20852", "", "")
    assert base64.b64decode(root) == EMPTY
    assert signature.startswith(f"— {ORIGIN} ")
    assert read(NOTE, origin=ORIGIN, public=PUBLIC) == Head(ORIGIN, 20852, EMPTY)


def test_a_witness_may_sign_beside_us():
    witness = sign(Head(ORIGIN, 20852, EMPTY), OTHER).split("\n")[-2].replace(ORIGIN, "witness.example.org")
    assert read(f"{NOTE}{witness}\n", origin=ORIGIN, public=PUBLIC).size == 20852


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("", "unreadable"),
        ("three\nlines\nonly\n", "unreadable"),
        (NOTE[:-1], "unreadable"),
        (NOTE.replace("20852", "020852"), "forged"),
        (NOTE.replace("20852", "20853"), "forged"),
        (NOTE.replace("— ", "-- "), "unreadable"),
        (NOTE + "x" * 5000, "unreadable"),
        (sign(Head(ORIGIN, 20852, EMPTY), OTHER), "another_key"),
        (sign(Head("somewhere/else", 20852, EMPTY), KEY), "another_record"),
    ],
)
def test_what_is_not_taken_and_why(note, code):
    with pytest.raises(NoteError) as refused:
        read(note, origin=ORIGIN, public=PUBLIC)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text", ["a\nb\nc\n", f"{ORIGIN}\n01\n{base64.b64encode(EMPTY).decode()}\n", f"{ORIGIN}\n1\nAA==\n"]
)
def test_signed_by_us_and_still_no_checkpoint(text):
    from caunoi.audit.notes import signed_text

    with pytest.raises(NoteError):
        read(signed_text(text, ORIGIN, KEY), origin=ORIGIN, public=PUBLIC)


@given(st.integers(0, len(NOTE) - 1), st.characters(codec="utf-8"))
def test_no_letter_can_be_changed(place, letter):
    changed = NOTE[:place] + letter + NOTE[place + 1 :]
    if changed != NOTE:
        with pytest.raises(NoteError):
            read(changed, origin=ORIGIN, public=PUBLIC)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    with pytest.raises(NoteError):
        read(text, origin=ORIGIN, public=PUBLIC)
