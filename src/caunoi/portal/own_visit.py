"""How her own page knows her for a quarter of an hour: a signed cookie that holds no name of hers, for this page alone."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from caunoi.lib.actor import Actor
from caunoi.people.queries import who_opened

COOKIE = f"{settings.SESSION_COOKIE_NAME}_trang"
VISIT = timedelta(minutes=15)
SIGNED = signing.TimestampSigner(salt="own page")


def visitor_of(request: HttpRequest) -> Actor | None:
    """She, while her visit lasts; None for everybody else. The cookie names the code she used, not her."""
    try:
        used = UUID(SIGNED.unsign(request.COOKIES.get(COOKIE, ""), max_age=VISIT))
    except (signing.BadSignature, ValueError):
        return None
    return who_opened(used)


def begin(response: HttpResponse, used: UUID) -> None:
    """Her visit begins; it ends by itself, or with `end`."""
    response.set_cookie(
        COOKIE,
        SIGNED.sign(str(used)),
        path=reverse("portal:own_page"),
        max_age=VISIT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def end(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=reverse("portal:own_page"))
