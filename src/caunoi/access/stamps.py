"""Times that belong to one session, kept in signed cookies of their own, so that a page view writes nothing."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse


def put_stamp(what: str, request: HttpRequest, response: HttpResponse) -> None:
    """This session, now. A stamp of another session or for another use counts nothing."""
    response.set_cookie(
        cookie(what),
        signing.TimestampSigner(salt=what).sign(session_mark(request)),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def is_stamped(what: str, request: HttpRequest, *, seconds: int) -> bool:
    """Whether this session was stamped within the last `seconds`."""
    try:
        found = signing.TimestampSigner(salt=what).unsign(request.COOKIES.get(cookie(what), ""), max_age=seconds)
    except signing.BadSignature:
        return False
    return found == session_mark(request)


def cookie(what: str) -> str:
    return f"{settings.SESSION_COOKIE_NAME}_{what}"


def session_mark(request: HttpRequest) -> str:
    """What tells this session from others without giving its name away."""
    return signing.Signer(salt="session").signature(request.session.session_key or "")
