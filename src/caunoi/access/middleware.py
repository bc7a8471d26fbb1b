"""What every request passes: neutral headers, the idle limit, and who acts."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from caunoi.access.acting import record_once
from caunoi.access.policies import Refused
from caunoi.access.queries import actor_for, lacks_second_step
from caunoi.access.stamps import cookie, is_stamped, put_stamp
from caunoi.access.walls import behind, told_of
from caunoi.lib.actor import ANYONE, Actor

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN = "luc"
OPEN_WITHOUT_SECOND_STEP = {"account_second_step", "account_add_app", "account_logout"}


def neutral_headers(get_response: GetResponse) -> GetResponse:
    """Nothing of a signed-in page stays in a cache, and no device feature is ever asked for."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            response.setdefault("Cache-Control", "no-store")
        return response

    return respond


def idle_limit(get_response: GetResponse) -> GetResponse:
    """Sign out after IDLE_LIMIT_SECONDS without a request. The time stands in a signed cookie, so a page view writes nothing."""

    def respond(request: HttpRequest) -> HttpResponse:
        if (
            request.session.session_key
            and request.user.is_authenticated
            and not is_stamped(SEEN, request, seconds=settings.IDLE_LIMIT_SECONDS)
        ):
            logout(request)
        response = get_response(request)
        if request.session.session_key and request.user.is_authenticated:
            put_stamp(SEEN, request, response)
        elif cookie(SEEN) in request.COOKIES:
            response.delete_cookie(cookie(SEEN))
        return response

    return respond


def who_acts(get_response: GetResponse) -> GetResponse:
    """`request.by` for views and actions; a refusal becomes the 403 page."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.by = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]  # doors.Request declares it
        with behind(lambda: told_of(request.by)):  # type: ignore[attr-defined]  # set above
            return get_response(request)

    def explain(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        record_once(exception, by=request.by, at=timezone.now())  # type: ignore[attr-defined]  # set above
        return render(request, "403.html", status=403)

    respond.process_exception = explain  # type: ignore[attr-defined]  # the name that Django looks for
    return respond


def second_step_first(get_response: GetResponse) -> GetResponse:
    """Signed in without the second step that her role needs: the pages to set it up, signing out, and public pages."""

    def respond(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def stand_before(
        request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if (match and match.view_name in OPEN_WITHOUT_SECOND_STEP) or not lacks_second_step(request.by):  # type: ignore[attr-defined]  # set by who_acts
            return None
        return HttpResponseRedirect(reverse("account_second_step"))

    respond.process_view = stand_before  # type: ignore[attr-defined]  # the name that Django looks for
    return respond


def _actor(request: HttpRequest) -> Actor:
    return actor_for(request.user) if request.user.is_authenticated else ANYONE
