"""Sealing, wrapping and passphrases: a thin layer over `cryptography`. Pure: no table, no setting, no word for the screen.

Every blob begins with one byte that names its suite. A value is bound to whom, what, where and in which form it was sealed
for (`Place`), so that it cannot be put in another's place; its length is padded, so that it does not tell a name.
"""

import hmac
import os
import struct
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

SUITE = b"\x01"
"""AES-256-GCM with a random 96-bit nonce; HPKE (X25519, HKDF-SHA256, AES-256-GCM) to wrap; Argon2id on passphrases."""
WRAPPING = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
KEY_BYTES, NONCE_BYTES, SALT_BYTES, TAG_BYTES = 32, 12, 16, 16
SCHEMA = 1
PADDING = 64
LONGEST = 16_000
COST = struct.Struct(">IBB")
MOST_MEMORY_KIB, MOST_PASSES = 1_048_576, 16


class Damaged(Exception):
    """It does not open: altered, put in another's place, or not for this key. Nothing of it is given out."""


@dataclass(frozen=True)
class Cost:
    """What guessing one passphrase costs. It stands in the blob, so that it can rise without losing what is sealed."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 1


STRONG = Cost()


@dataclass(frozen=True)
class Place:
    """Where a value belongs: whom it is about, what it is, its row, the form of its content."""

    subject: UUID
    kind: str
    row: UUID
    schema: int = SCHEMA

    def bound(self) -> bytes:
        """The bytes that are bound to the value. No kind holds the sign that parts them."""
        assert "|" not in self.kind, self.kind
        return f"{self.subject}|{self.kind}|{self.row}|{self.schema}".encode()


def new_key() -> bytes:
    """A content key: for one value, never used for another."""
    return os.urandom(KEY_BYTES)


def seal(key: bytes, text: str, place: Place) -> bytes:
    """The text, padded, sealed and bound to its place."""
    plain = text.encode()
    if len(plain) > LONGEST:
        raise ValueError(f"at most {LONGEST} bytes are sealed as one value")
    framed = struct.pack(">H", len(plain)) + plain
    return _encrypt(key, framed + b"\0" * (-len(framed) % PADDING), place.bound())


def open_sealed(key: bytes, blob: bytes, place: Place) -> str:
    """The text. Raises Damaged."""
    framed = _decrypt(key, blob, place.bound())
    (length,) = struct.unpack_from(">H", framed)
    return framed[2 : 2 + length].decode()


def wrap(secret: bytes, to: bytes, info: str) -> bytes:
    """A secret that only the private half of `to` opens, and only for what `info` says."""
    return SUITE + WRAPPING.encrypt(secret, X25519PublicKey.from_public_bytes(to), info=SUITE + info.encode())


def unwrap(wrapped: bytes, private: X25519PrivateKey, info: str) -> bytes:
    """The secret. Raises Damaged."""
    if wrapped[:1] != SUITE:
        raise Damaged
    try:
        return WRAPPING.decrypt(wrapped[1:], private, info=SUITE + info.encode())
    except InvalidTag:
        raise Damaged from None


def new_pair() -> tuple[bytes, bytes]:
    """Private and public half of a new X25519 key."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def lock_with_passphrase(secret: bytes, passphrase: str, bound: str, cost: Cost = STRONG) -> bytes:
    """A private key under a passphrase; cost and salt stand in the blob."""
    head = COST.pack(cost.memory_kib, cost.passes, cost.lanes) + os.urandom(SALT_BYTES)
    return SUITE + head + _encrypt(_stretched(passphrase, head), secret, SUITE + head + bound.encode())


def open_with_passphrase(blob: bytes, passphrase: str, bound: str) -> bytes:
    """The private key. A wrong passphrase and an altered blob look the same: Damaged."""
    end = 1 + COST.size + SALT_BYTES
    head = blob[1:end]
    if blob[:1] != SUITE or len(blob) < end + 1 + NONCE_BYTES + TAG_BYTES:
        raise Damaged
    return _decrypt(_stretched(passphrase, head), blob[end:], SUITE + head + bound.encode())


def voucher(private: bytes, statement: str) -> bytes:
    """What only a holder of this private key can have said: so that nobody slips a key of her own among the wraps."""
    key = HKDFExpand(hashes.SHA256(), KEY_BYTES, b"voucher").derive(private)
    return hmac.new(key, statement.encode(), sha256).digest()


def is_vouched(private: bytes, statement: str, said: bytes) -> bool:
    return hmac.compare_digest(voucher(private, statement), said)


def _encrypt(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return SUITE + nonce + AESGCM(key).encrypt(nonce, plain, SUITE + bound)


def _decrypt(key: bytes, blob: bytes, bound: bytes) -> bytes:
    if blob[:1] != SUITE or len(blob) < 1 + NONCE_BYTES + TAG_BYTES:
        raise Damaged
    nonce, sealed = blob[1 : 1 + NONCE_BYTES], blob[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, sealed, SUITE + bound)
    except InvalidTag:
        raise Damaged from None


def _stretched(passphrase: str, head: bytes) -> bytes:
    memory_kib, passes, lanes = COST.unpack_from(head)
    if not (8 * lanes <= memory_kib <= MOST_MEMORY_KIB and 1 <= passes <= MOST_PASSES and lanes == 1):
        raise Damaged  # an altered blob must not make the machine work for an hour
    salt = head[COST.size :]
    stretching = Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory_kib)
    return stretching.derive(passphrase.encode())
