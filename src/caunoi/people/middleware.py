"""The name of an open vault stands in a cookie of its own, and the vault is locked with the end of the sign-in.

The name never stands in a table: whoever reads the session table cannot use a keeper that runs.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from caunoi.people.vault.door import ask
from caunoi.people.vault.refusals import KeeperError

VAULT_COOKIE = f"{settings.SESSION_COOKIE_NAME}_khoa"
GetResponse = Callable[[HttpRequest], HttpResponse]


def vault_session(request: HttpRequest) -> str:
    """The name of the open vault of this browser, empty if there is none: what actions take as `session`."""
    return request.COOKIES.get(VAULT_COOKIE, "")


def keep_vault_session(response: HttpResponse, session: str) -> None:
    """After unlocking: until the browser closes, out of reach of scripts and of other sites."""
    response.set_cookie(VAULT_COOKIE, session, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE)


def forget_vault_session(response: HttpResponse) -> None:
    """After locking."""
    response.delete_cookie(VAULT_COOKIE, samesite="Strict")


def vault_follows_session(get_response: GetResponse) -> GetResponse:
    """Signed out, idle too long or replaced by another sign-in: the keys leave memory at once."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if (session := vault_session(request)) and not request.user.is_authenticated:
            try:
                ask("lock", session=session)
            except KeeperError:
                pass  # a keeper that does not answer holds nothing
            forget_vault_session(response)
        return response

    return respond
