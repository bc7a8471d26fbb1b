"""The sealed file of one club's month. Pure: no database, no settings, no words for the screen.

A readable header and controlled table, and the exact cells sealed (HPKE: X25519, HKDF-SHA256, AES-256-GCM) to one hub
with the header bound to them; all of it signed (Ed25519) by the club's installation. Exactly one form of bytes is
accepted, so that no byte can be changed without being found.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from caunoi.published import canonical

FORMAT = "monthly-figures/1"
LARGEST = 5_000_000
SIGNERS = 2
LAST_VERSION = 999
PADDING = 4096
"""The sealed part always has a multiple of this length: its size says nothing about its numbers."""
SUITES = {1: hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)}
SUITE = 1


class FileError(Exception):
    """A file that is not taken. `code` names the reason."""

    code = "unreadable"


class TooLargeError(FileError):
    code = "too_large"


class NotAReleaseFileError(FileError):
    code = "not_a_release_file"


class TruncatedError(FileError):
    code = "truncated"


class AlteredError(FileError):
    code = "altered"


class UnknownSignerError(FileError):
    code = "unknown_signer"


class ForAnotherHubError(FileError):
    code = "for_another_hub"


@dataclass(frozen=True)
class Header:
    """Whose figures, of which period, in which version, for which hub."""

    installation: UUID
    hub: UUID
    organisation: UUID
    deployment: UUID
    period: str
    starts: date
    ends: date
    version: int
    release: UUID
    supersedes: UUID | None
    closed_at: datetime
    signers: int = SIGNERS

    def as_data(self) -> dict[str, Any]:
        return {name: _plain(value) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Opened:
    """What a hub finds in a file that holds."""

    header: Header
    controlled: Any
    exact: Any


def seal(header: Header, *, controlled: Any, exact: Any, signing: Ed25519PrivateKey, hub: X25519PublicKey) -> bytes:
    """The file for this hub. Sealing again gives other bytes with the same content."""
    plain = canonical.dump(exact)
    plain += b" " * (-len(plain) % PADDING)
    sealed = bytes([SUITE]) + SUITES[SUITE].encrypt(plain, hub, info=_bound(header))
    content = {
        "format": FORMAT,
        "header": header.as_data(),
        "controlled": controlled,
        "sealed": canonical.to_text(sealed),
    }
    return canonical.dump({**content, "signature": canonical.to_text(signing.sign(_signed(content)))})


def open_file(data: bytes, *, hub: UUID, opening: X25519PrivateKey, signers: Mapping[UUID, bytes]) -> Opened:
    """Check and open a file. `signers` are the trusted installations and their public keys. Raises FileError."""
    content = _read(data)
    try:
        header = _header(content["header"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise NotAReleaseFileError from None
    _check_signature(content, header, signers)
    if header.hub != hub:
        raise ForAnotherHubError
    return Opened(header, content["controlled"], _unsealed(content["sealed"], header, opening))


def _read(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise TooLargeError
    marked = FORMAT.encode() in data
    try:
        content = canonical.load(data)
    except canonical.NotCanonicalError:
        if not marked:
            raise NotAReleaseFileError from None
        raise (AlteredError if data.endswith(b"}\n") else TruncatedError) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NotAReleaseFileError
    if set(content) != {"format", "header", "controlled", "sealed", "signature"}:
        raise AlteredError
    return content


def _header(data: Mapping[str, Any]) -> Header:
    header = Header(
        installation=UUID(data["installation"]),
        hub=UUID(data["hub"]),
        organisation=UUID(data["organisation"]),
        deployment=UUID(data["deployment"]),
        period=data["period"],
        starts=date.fromisoformat(data["starts"]),
        ends=date.fromisoformat(data["ends"]),
        version=data["version"],
        release=UUID(data["release"]),
        supersedes=UUID(data["supersedes"]) if data["supersedes"] else None,
        closed_at=datetime.fromisoformat(data["closed_at"]),
        signers=data["signers"],
    )
    if header.as_data() != dict(data) or type(header.version) is not int or not 1 <= header.version <= LAST_VERSION:
        raise ValueError("another form of a header")
    if type(header.signers) is not int or header.signers != SIGNERS or not isinstance(header.period, str):
        raise ValueError("a release has two signers and one period")
    if header.closed_at.tzinfo is None:
        raise ValueError("a moment has its zone")
    return header


def _check_signature(content: Mapping[str, Any], header: Header, signers: Mapping[UUID, bytes]) -> None:
    if header.installation not in signers:
        raise UnknownSignerError
    key = Ed25519PublicKey.from_public_bytes(signers[header.installation])
    signed = {name: value for name, value in content.items() if name != "signature"}
    try:
        key.verify(canonical.from_text(content["signature"]), _signed(signed))
    except (InvalidSignature, canonical.NotCanonicalError):
        raise AlteredError from None


def _unsealed(text: object, header: Header, opening: X25519PrivateKey) -> Any:
    try:
        sealed = canonical.from_text(text)
        suite = SUITES[sealed[0]]
        plain = suite.decrypt(sealed[1:], opening, info=_bound(header))
        return canonical.load(plain.rstrip(b" "))
    except (InvalidTag, ValueError, KeyError, IndexError):
        raise AlteredError from None


def _bound(header: Header) -> bytes:
    return FORMAT.encode() + b"\0" + canonical.dump(header.as_data())


def _signed(content: Mapping[str, Any]) -> bytes:
    return FORMAT.encode() + b" signed\0" + canonical.dump(dict(content))


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
