"""Pages of needs and referrals: load, form, one action, answer."""

from django.http import HttpRequest

from caunoi.access.choices import Verb
from caunoi.access.policies import Refused, may_ever
from caunoi.lib.actor import Actor

PAGE = 50
NOT_RIGHT = 422


def allowed(request: HttpRequest, verb: Verb) -> Actor:
    """Who acts, where some rule could ever allow this page; else the 403 page."""
    by: Actor = request.by  # type: ignore[attr-defined]  # set by middleware
    if not may_ever(by, verb):
        raise Refused(verb, "no role allows it")
    return by
