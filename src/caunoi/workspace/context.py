"""What every page of somebody with an open vault shows: that it is open, and the button that locks it."""

from math import ceil
from typing import Any

from django.utils import timezone

from caunoi.access.choices import Verb
from caunoi.access.doors import Request
from caunoi.access.policies import may_ever
from caunoi.people import queries
from caunoi.people.middleware import vault_session


def vault_bar(request: Request) -> dict[str, Any]:
    """Nothing for all who hold no open vault; asking does not keep it open."""
    session = vault_session(request)
    by = getattr(request, "by", None)
    if not session or by is None or not may_ever(by, Verb.KEEP_KEYS):
        return {}
    state = queries.vault_state(by, timezone.now(), session)
    if not state.open:
        return {}
    return {"bar_template": "workspace/vault_bar.html", "minutes_left": ceil(state.seconds_left / 60)}
