"""What is kept: the inventory, made from the models, and the notice that everybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.guardian.inventory import lines
from caunoi.people.choices import RightKind
from caunoi.people.retention_rules import UNSEEN_MONTHS
from caunoi.people.rights_rules import ACKNOWLEDGE, TERMS


@require_safe
def inventory(request: Request) -> HttpResponse:
    """Every table and field, what it is for and how long it stays."""
    allowed(request, Verb.SEE_INVENTORY)
    return render(request, "guardian/inventory.html", {"lines": lines(), "unseen": UNSEEN_MONTHS})


@login_not_required
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """What is kept about people, what for, how long, and what they may ask."""
    rights = [(RightKind(kind).label, term.days) for kind, term in TERMS.items()]
    context = {"rights": rights, "acknowledge": ACKNOWLEDGE, "unseen": UNSEEN_MONTHS}
    return render(request, "guardian/privacy.html", context)
