"""A checkpoint as text that anybody can keep: a C2SP signed note (signed-note, tlog-checkpoint). Pure.

01a0f1c2-…/record            whose record: the id of the installation, which says nothing to anybody else
20852                        how many entries
CsUYapGGPo4dkMgIAUqom/…=     the root over them

— 01a0f1c2-…/record 8oH…=    Ed25519 over the three lines above
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from caunoi.audit.tree import HASH_BYTES

LARGEST = 4096
ED25519 = b"\x01"
SIGNATURE = "— "
SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
NAME = re.compile(r"[^\s+]+")


class NoteError(Exception):
    """A text that is not a checkpoint of this record. `code` names the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Head:
    """What a checkpoint says: the record of `origin` had `size` entries, and this root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign(head: Head, key: Ed25519PrivateKey) -> str:
    """The note, with one signature whose name is the origin."""
    return signed_text(head.text(), head.origin, key)


def signed_text(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """Any text ending in a line break, as a note signed under this name."""
    public = key.public_key().public_bytes_raw()
    blob = key_hash(name, public) + key.sign(text.encode())
    return f"{text}\n{SIGNATURE}{name} {base64.b64encode(blob).decode()}\n"


def key_hash(name: str, public: bytes) -> bytes:
    """The four bytes that tell which key of this name has signed."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def read(note: str, *, origin: str, public: bytes) -> Head:
    """The head that this key signed. Raises NoteError: unreadable, another_record, another_key, forged.

    Signatures by others, such as witnesses, may stand beside it and are passed over.
    """
    text = signed_by(note, name=origin, public=public)
    head = _head(text)
    if head.origin != origin:
        raise NoteError("another_record")
    return head


def signed_by(note: str, *, name: str, public: bytes) -> str:
    """The text of a note, once this key's signature on it was checked."""
    text, lines = _parts(note)
    wanted = key_hash(name, public)
    for line_name, blob in lines:
        if line_name == name and blob[:4] == wanted:
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(blob[4:], text.encode())
            except InvalidSignature:
                raise NoteError("forged") from None
            return text
    raise NoteError("another_key" if any(line_name == name for line_name, _blob in lines) else "another_record")


def _parts(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    text, gap, signatures = note.rpartition("\n\n")
    if len(note) > LARGEST or not gap or not signatures.endswith("\n"):
        raise NoteError("unreadable")
    return text + "\n", [_signature(line) for line in signatures[:-1].split("\n")]


def _signature(line: str) -> tuple[str, bytes]:
    name, space, encoded = line.removeprefix(SIGNATURE).partition(" ")
    blob = _decoded(encoded)
    if not line.startswith(SIGNATURE) or not space or not NAME.fullmatch(name) or len(blob) < 5:
        raise NoteError("unreadable")
    return name, blob


def _head(text: str) -> Head:
    lines = text.split("\n")
    if len(lines) != 4 or not lines[0] or not SIZE.fullmatch(lines[1]) or len(_decoded(lines[2])) != HASH_BYTES:
        raise NoteError("unreadable")
    return Head(lines[0], int(lines[1]), _decoded(lines[2]))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("unreadable") from None
