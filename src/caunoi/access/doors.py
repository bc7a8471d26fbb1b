"""What views share: a request that knows who acts, and the first question at every door."""

from django.http import HttpRequest

from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import Refused, may_ever
from caunoi.lib.actor import Actor


class Request(HttpRequest):
    """A request after the middleware: `by` is who acts."""

    by: Actor
    user: User


def allowed(request: Request, *verbs: Verb) -> Actor:
    """Who acts, if some rule could ever allow one of these; otherwise Refused, which is recorded and shown as 403."""
    if not any(may_ever(request.by, verb) for verb in verbs):
        raise Refused(verbs[0], "no role allows it")
    return request.by
