"""The sealed file as bytes: opened by its hub alone, refused when one byte differs."""

import json
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from caunoi.published import canonical, envelope

CLUB, HUB = UUID(int=1), UUID(int=2)
SIGNING = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OPENING = X25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
SIGNERS = {CLUB: SIGNING.public_key().public_bytes_raw()}
HEADER = envelope.Header(
    installation=CLUB, hub=HUB, organisation=UUID(int=3), deployment=UUID(int=4), period="2026-11A",
    starts=date(2026, 10, 15), ends=date(2026, 11, 14), version=1, release=UUID(int=5), supersedes=None,
    closed_at=datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
)  # fmt: skip
EXACT = [{"indicator": "people_with_need", "cells": [{"key": [], "count": 3}]}]
FILE = envelope.seal(
    HEADER, controlled=[{"indicator": "needs"}], exact=EXACT, signing=SIGNING, hub=OPENING.public_key()
)


def opened(data, hub=HUB, opening=OPENING, signers=SIGNERS):
    return envelope.open_file(data, hub=hub, opening=opening, signers=signers)


def test_what_was_sealed_is_found():
    found = opened(FILE)
    assert (found.header, found.exact, found.controlled) == (HEADER, EXACT, [{"indicator": "needs"}])


def test_sizes_say_nothing_about_numbers():
    large = [{"indicator": "people_with_need", "cells": [{"key": [], "count": 123456}]}]
    other = envelope.seal(HEADER, controlled=[], exact=large, signing=SIGNING, hub=OPENING.public_key())
    assert len(json.loads(other)["sealed"]) == len(json.loads(FILE)["sealed"])


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_one_altered_byte_anywhere_is_refused(at, change):
    altered = FILE[:at] + bytes([FILE[at] ^ change]) + FILE[at + 1 :]
    with pytest.raises(envelope.FileError):
        opened(altered)


@given(st.integers(0, len(FILE) - 1))
def test_a_file_cut_short_is_refused(length):
    with pytest.raises(envelope.FileError):
        opened(FILE[:length])


@given(st.binary(max_size=300))
def test_anything_else_is_no_release_file(data):
    with pytest.raises(envelope.FileError):
        opened(data)


@pytest.mark.parametrize("data", [b"[" * 100_000, b"{}", b"null\n", b'{"format": NaN}', b"\xff\xfe", b"", b"1e999"])
def test_hostile_json_is_refused(data):
    with pytest.raises(envelope.NotAReleaseFileError):
        opened(data)


@pytest.mark.parametrize("change", [
    {"installation": 1}, {"installation": []}, {"hub": 1.5}, {"organisation": {}}, {"closed_at": None}, {"starts": 20261015},
    {"signers": 2.0}, {"version": True}, {"period": []}, {"supersedes": 0}, {"supersedes": ["x"]}, {"one": "more"},
])  # fmt: skip
def test_a_malformed_header_makes_no_release_file(change):
    content = json.loads(FILE)
    content["header"] |= change
    with pytest.raises(envelope.NotAReleaseFileError):
        opened(canonical.dump(content))


@pytest.mark.parametrize("header", [None, [], 1, "header", {}, {"installation": str(CLUB)}])
def test_something_else_than_a_header_makes_no_release_file(header):
    with pytest.raises(envelope.NotAReleaseFileError):
        opened(canonical.dump(json.loads(FILE) | {"header": header}))


plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
anything = st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5)


@given(st.dictionaries(st.sampled_from(sorted(HEADER.as_data())), anything, min_size=1))
def test_whatever_stands_in_a_header_the_file_is_refused_or_holds(change):
    """Also when the club's own key signs it and its figures are bound to it."""
    odd = envelope.Header(**{name: getattr(HEADER, name) for name in HEADER.as_data()} | change)
    try:
        found = opened(envelope.seal(odd, controlled=[], exact=EXACT, signing=SIGNING, hub=OPENING.public_key()))
    except envelope.FileError:
        return
    assert found.header.as_data() == odd.as_data()


def test_the_reason_is_named():
    with pytest.raises(envelope.TruncatedError):
        opened(FILE[:-40])
    with pytest.raises(envelope.TooLargeError):
        opened(FILE + b" " * envelope.LARGEST)
    with pytest.raises(envelope.UnknownSignerError):
        opened(FILE, signers={})
    with pytest.raises(envelope.AlteredError):
        opened(FILE, signers={CLUB: Ed25519PrivateKey.generate().public_key().public_bytes_raw()})
    with pytest.raises(envelope.ForAnotherHubError):
        opened(FILE, hub=UUID(int=9))
    with pytest.raises(envelope.AlteredError):
        opened(FILE, opening=X25519PrivateKey.generate())


def test_sealed_figures_cannot_move_to_another_header():
    """The club's own key signs a header of another month around the same sealed part: the binding still finds it."""
    content = json.loads(FILE)
    content["header"]["version"] = 2
    del content["signature"]
    content["signature"] = canonical.to_text(SIGNING.sign(b"monthly-figures/1 signed\0" + canonical.dump(content)))
    with pytest.raises(envelope.AlteredError):
        opened(canonical.dump(content))


def test_the_same_values_in_another_form_are_refused():
    with pytest.raises(envelope.FileError):
        opened(json.dumps(json.loads(FILE)).encode())
    with pytest.raises(envelope.FileError):
        opened(FILE + b" ")
