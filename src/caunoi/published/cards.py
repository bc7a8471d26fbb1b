"""The introduction card by which two installations come to know each other: keys, and whom a club speaks for.

Files travel by hand or mail, so both sides read the fingerprint to each other by telephone before trusting a card.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from caunoi.published import canonical

FORMAT = "introduction-card/1"
CLUB, HUB = "club", "hub"
LARGEST = 500_000
FINGERPRINT_DIGITS = 20


class CardError(Exception):
    """Not a card, or a card that was changed on its way."""


@dataclass(frozen=True)
class Card:
    """`signing_key` and `opening_key` are public keys of 32 bytes; only a hub has an opening key."""

    kind: str
    installation: UUID
    name: str
    signing_key: bytes
    opening_key: bytes = b""
    organisations: tuple[dict[str, Any], ...] = ()
    deployments: tuple[dict[str, Any], ...] = ()

    @property
    def fingerprint(self) -> str:
        """Twenty digits that stand for everything on the card, to read out by telephone."""
        number = int.from_bytes(sha256(canonical.dump(_content(self))).digest(), "big")
        digits = f"{number % 10**FINGERPRINT_DIGITS:0{FINGERPRINT_DIGITS}d}"
        return " ".join(digits[at : at + 5] for at in range(0, FINGERPRINT_DIGITS, 5))


def write(card: Card, signing: Ed25519PrivateKey) -> bytes:
    """The card as a file, signed by the key that it introduces."""
    content = _content(card)
    return canonical.dump({**content, "signature": canonical.to_text(signing.sign(canonical.dump(content)))})


def read(data: bytes) -> Card:
    """Raises CardError. A card that holds is not yet trusted: the fingerprint has to be compared."""
    if len(data) > LARGEST:
        raise CardError("too large")
    try:
        content = canonical.load(data)
        signature = canonical.from_text(content.pop("signature"))
        card = _card(content)
        Ed25519PublicKey.from_public_bytes(card.signing_key).verify(signature, canonical.dump(content))
    except (KeyError, TypeError, ValueError, AttributeError, InvalidSignature):
        raise CardError("not a card, or changed on its way") from None
    return card


def _card(content: dict[str, Any]) -> Card:
    if content["format"] != FORMAT or content["kind"] not in (CLUB, HUB):
        raise ValueError("another format")
    card = Card(
        kind=content["kind"],
        installation=UUID(content["installation"]),
        name=content["name"],
        signing_key=canonical.from_text(content["signing_key"]),
        opening_key=canonical.from_text(content["opening_key"]),
        organisations=tuple(content["organisations"]),
        deployments=tuple(content["deployments"]),
    )
    if _content(card) != content or (card.kind == HUB) != (len(card.opening_key) == 32):
        raise ValueError("another form of a card")
    return card


def _content(card: Card) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kind": card.kind,
        "installation": str(card.installation),
        "name": card.name,
        "signing_key": canonical.to_text(card.signing_key),
        "opening_key": canonical.to_text(card.opening_key),
        "organisations": list(card.organisations),
        "deployments": list(card.deployments),
    }
