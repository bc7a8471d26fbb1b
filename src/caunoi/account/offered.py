"""What a page made and showed, and must come back unaltered: four words, the secret of an app. Nothing is kept meanwhile."""

from typing import Any

from django.core import signing
from django.http import HttpRequest

HOUR = 3600
WORDS = signing.TimestampSigner(salt="passphrase offered")
SECRET = signing.TimestampSigner(salt="secret of an app offered")


def offering(passphrase: str) -> dict[str, Any]:
    """What a page shows of four words, and what its form sends back."""
    return {"words": passphrase.split(), "signed": WORDS.sign(passphrase)}


def words_offered(request: HttpRequest) -> str:
    """The passphrase this page offered, if it comes back unaltered within the hour."""
    return _unaltered(WORDS, request.POST.get("offered", ""))


def secret_offered(request: HttpRequest) -> str:
    """The secret that this page showed as a picture, likewise."""
    return _unaltered(SECRET, request.POST.get("offered", ""))


def _unaltered(signer: signing.TimestampSigner, offered: str) -> str:
    try:
        return signer.unsign(offered, max_age=HOUR)
    except signing.BadSignature:
        return ""
