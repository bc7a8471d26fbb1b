from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.exchange.forms import FileForm
from caunoi.exchange.views.parts import period_of
from caunoi.lib.actor import Actor
from caunoi.lib.key_files import KeyFileError
from caunoi.lib.periods import from_key
from caunoi.look.languages import page_language
from caunoi.places.models import Place
from caunoi.published import actions, queries, returns
from caunoi.published.envelope import LARGEST
from caunoi.published.refusals import sentence

BOARD = "exchange:programme"


@require_safe
def programme(request: Request) -> HttpResponse:
    """What has come from whom, and what is published."""
    by = allowed(request, Verb.SEE_COMPLETENESS)
    language = page_language()
    boards = [
        {"board": board, "label": board.period.label(language)} for board in queries.completeness(by, timezone.now())
    ]
    context = {"boards": boards, "form": FileForm(), "clubs": queries.clubs(by)}
    return render(request, "exchange/programme.html", context)


@require_POST
def receive(request: Request) -> HttpResponse:
    """Take the file of a month: the page's way to do what the command line does by `release import`."""
    by = allowed(request, Verb.RECEIVE_RELEASE)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(problem) for problem in form.errors["file"]))
    elif form.cleaned_data["file"].size > LARGEST:
        messages.error(request, sentence("too_large"))
    else:
        _take(request, by, form.cleaned_data["file"].read())
    return redirect(BOARD)


@require_POST
def publish(request: Request, key: str) -> HttpResponse:
    """Have a period published with what has come; the clock tries and does it."""
    by = allowed(request, Verb.PUBLISH_PERIOD)
    period = period_of(key)
    if actions.publish_period(by=by, at=timezone.now(), period=period):
        messages.success(
            request,
            _(
                "It is being examined and published with what has come, which may take some minutes. Later files wait for a restatement."
            ),
        )
    else:
        messages.warning(request, _("There was nothing to publish. Nothing was changed."))
    return redirect(BOARD)


@require_safe
def returns_calendar(request: Request) -> HttpResponse:
    """The law's own reports: which periods are over, what has come, by when they have to be sent."""
    by = allowed(request, Verb.SEE_COMPLETENESS)
    language = page_language()
    found = [{"due": due, "label": due.period.label(language)} for due in returns.calendar(by, timezone.now())]
    return render(request, "exchange/returns.html", {"returns": found})


@require_POST
def lock_return(request: Request, key: str, place: UUID) -> HttpResponse:
    """Fix the figures of a province; what comes later stands beside them."""
    by = allowed(request, Verb.PUBLISH_PERIOD)
    province, agreed = get_object_or_404(Place, pk=place), request.POST.get("agreed") == "yes"
    try:
        actions.lock_return(by=by, at=timezone.now(), place=province, period=period_of(key), sole_club_agreed=agreed)
    except CannotDo as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Locked: these figures stand and can be sent."))
    return redirect("exchange:returns")


def _take(request: Request, by: Actor, data: bytes) -> None:
    try:
        received = actions.receive(by=by, at=timezone.now(), data=data)
    except (CannotDo, KeyFileError) as problem:
        messages.error(request, str(problem))
        return
    if received.is_new:
        label = from_key(received.release.period_key).label(page_language())
        who = received.release.organisation.name
        messages.success(request, _("Received: %(club)s, %(month)s.") % {"club": who, "month": label})
    else:
        messages.info(request, _("Received already; nothing was changed."))
