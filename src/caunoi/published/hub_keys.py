"""This hub's own keys and introduction card."""

from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings

from caunoi.lib import key_files
from caunoi.published import cards


def installation_id() -> UUID:
    return UUID(settings.INSTALLATION_ID)


def opening_key() -> X25519PrivateKey:
    return key_files.opening_key(_folder())


def own_card() -> tuple[cards.Card, bytes]:
    """The card that introduces this hub to a club, and its file."""
    signing = key_files.signing_key(_folder())
    card = cards.Card(
        kind=cards.HUB,
        installation=installation_id(),
        name=settings.DISPLAY_NAME,
        signing_key=signing.public_key().public_bytes_raw(),
        opening_key=opening_key().public_key().public_bytes_raw(),
    )
    return card, cards.write(card, signing)


def _folder() -> Path:
    return key_files.folder_in(settings.DATA)
