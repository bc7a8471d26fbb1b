"""Paper and workbooks: a databook is sent in, its rows enter or come back."""

from base64 import b64encode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.lib.actor import Actor
from caunoi.look.uploads import LARGEST, OneWorkbook
from caunoi.look.workbooks.problems import Reason, UnreadableWorkbook
from caunoi.outreach.databook.importing import TOLD, Outcome, bring_in
from caunoi.outreach.forms.paper import DatabookForm

MOST_ROWS = 5_000  # more than this keeps other people's writing waiting: the command line takes it
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@csrf_exempt  # the form token is checked below, once the file has a reader of its own
def databook(request: Request) -> HttpResponse:
    """Send a databook; see first what would happen, or enter it."""
    request.upload_handlers = [OneWorkbook(request)]
    return _databook(request)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _databook(request: Request) -> HttpResponse:
    by = allowed(request, Verb.IMPORT_CONTACTS)
    posted = request.method == "POST"
    form = DatabookForm(request.POST if posted else None, request.FILES if posted else None, by=by)
    outcome = None
    if posted and any(isinstance(one, OneWorkbook) and one.too_large for one in request.upload_handlers):
        form.errors.clear()
        form.add_error("file", str(UnreadableWorkbook(Reason.TOO_LARGE, megabytes=LARGEST // 1_000_000)))
    elif posted and form.is_valid():
        outcome = _bring_in(by, form, dry_run="look" in request.POST)
    context = {"form": form, "outcome": outcome and _said(outcome), "rows": MOST_ROWS}
    return render(request, "outreach/databook.html", context, status=422 if form.errors else 200)


def _bring_in(by: Actor, form: DatabookForm, *, dry_run: bool) -> Outcome | None:
    data = form.cleaned_data["file"].read()
    try:
        return bring_in(by=by, at=timezone.now(), data=data, given=form.given(), dry_run=dry_run, most_rows=MOST_ROWS)
    except (CannotDo, UnreadableWorkbook) as problem:
        form.add_error("file", str(problem))
        return None


def _said(outcome: Outcome) -> dict[str, object]:
    """The outcome as the page shows it. The workbook travels in the page itself: nothing of it is kept here."""
    rows = [*outcome.conflicts, *outcome.returned]
    return {
        "dry_run": outcome.dry_run,
        "figures": [
            {"label": _("New"), "value": outcome.entered, "unit": _("rows")},
            {"label": _("Known already"), "value": outcome.known, "unit": _("rows")},
            {"label": _("To decide"), "value": len(outcome.conflicts), "unit": _("rows")},
            {"label": _("To mend"), "value": len(outcome.returned), "unit": _("rows")},
        ],
        "told": rows[:TOLD],
        "more": max(0, len(rows) - TOLD),
        "unread": ", ".join(outcome.unread),
        "workbook": f"data:{XLSX};base64,{b64encode(outcome.workbook).decode()}" if outcome.workbook else "",
    }
