from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.exchange.forms import FileForm
from caunoi.lib.actor import Actor
from caunoi.lib.key_files import KeyFileError
from caunoi.lib.periods import PeriodError, from_key
from caunoi.published import actions, queries
from caunoi.published.envelope import LARGEST
from caunoi.published.refusals import sentence

BOARD = "exchange:programme"


@require_safe
def programme(request: Request) -> HttpResponse:
    """What has come from whom, and what is published."""
    by = allowed(request, Verb.SEE_COMPLETENESS)
    language = get_language() or "vi"
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
    """Publish a period with what has come."""
    by = allowed(request, Verb.PUBLISH_PERIOD)
    try:
        period = from_key(key)
    except PeriodError:
        raise Http404 from None
    if actions.publish_period(by=by, at=timezone.now(), period=period):
        messages.success(request, _("Published with what has come. Later files wait for a restatement."))
    else:
        messages.warning(request, _("There was nothing to publish. Nothing was changed."))
    return redirect(BOARD)


def _take(request: Request, by: Actor, data: bytes) -> None:
    try:
        received = actions.receive(by=by, at=timezone.now(), data=data)
    except (CannotDo, KeyFileError) as problem:
        messages.error(request, str(problem))
        return
    if received.is_new:
        label = from_key(received.release.period_key).label(get_language() or "vi")
        who = received.release.organisation.name
        messages.success(request, _("Received: %(club)s, %(month)s.") % {"club": who, "month": label})
    else:
        messages.info(request, _("Received already; nothing was changed."))
