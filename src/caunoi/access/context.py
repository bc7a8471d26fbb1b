"""What every page knows: the neutral name of the installation, the same page in the other language, who is signed in."""

from typing import Any

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language

from caunoi.access.doors import Request
from caunoi.access.navigation import address, entries


def installation(request: Request) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    other = "en" if language == "vi" else "vi"
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {
        "display_name": settings.DISPLAY_NAME,
        "other_language": other,
        "other_language_url": translate_url(request.get_full_path(), other),
        "privacy_url": address("guardian:privacy"),
        "handle": request.user.handle if signed_in else "",
        "nav": entries(request) if signed_in else [],
    }
