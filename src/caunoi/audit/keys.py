"""What checkpoints of this installation are signed with, and whose record they say they are."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from caunoi.lib import key_files


def origin() -> str:
    """The first line of every checkpoint: the installation's id, which says nothing to anybody else."""
    return f"{settings.INSTALLATION_ID}/record"


def signing_key() -> Ed25519PrivateKey:
    """The key of the introduction card, so that whoever compared that card's digits can check a checkpoint too.

    What it signs elsewhere never begins with an origin line, so that no signature can stand for another (ADR 0009).
    """
    return key_files.signing_key(key_files.folder_in(settings.DATA))
