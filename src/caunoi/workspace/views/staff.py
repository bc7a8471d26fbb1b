from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.workspace.queries import grants_ended, left_behind


@require_safe
def left(request: Request, grant: UUID) -> HttpResponse:
    """What somebody who left leaves to be handed over."""
    by = allowed(request, Verb.OPEN_BY_CARD)
    found = get_object_or_404(grants_ended(by), pk=grant)
    return render(
        request, "workspace/left_behind.html", {"handle_left": found.user.handle, "left": left_behind(by, found)}
    )
