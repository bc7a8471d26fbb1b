"""What is left, what came and went, what to ask the programme for."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.lib.actor import Actor
from caunoi.look.tables import Column, Table
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.choices import Commodity
from caunoi.outreach.forms.club import CountForm, StockForm

RECENT = 30
NOT_RIGHT = 422


@require_safe
def stock(request: Request) -> HttpResponse:
    """What is left in each hand that she may see, and how long it lasts."""
    by = allowed(request, Verb.SEE_STOCK)
    supplies = queries.supplies(by, timezone.localdate())
    context = {
        "supplies": _supplies(supplies) if supplies else None,
        "bags": _bags(by) if supplies and queries.sees_whole_stock(by) else None,
        "discrepancies": [
            (Commodity(held.kind).label, bag.handle, held.balance)
            for bag in queries.bags(by)
            for held in bag.held
            if held.is_discrepancy
        ],
        "moves": queries.moves(by)[:RECENT],
        "sees_all": queries.sees_whole_stock(by),
    }
    return render(request, "outreach/stock.html", context)


@require_http_methods(["GET", "POST"])
def note_stock(request: Request) -> HttpResponse:
    """Pieces that came, went or changed hands."""
    by = allowed(request, Verb.KEEP_STOCK)
    form = StockForm(request.POST if request.method == "POST" else None, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            outreach.note_stock(by=by, at=timezone.now(), moved=form.moved(), pk=form.cleaned_data["pk"])
            messages.success(request, _("Noted."))
            return redirect("outreach:stock")
        except CannotDo as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "title": _("Pieces that came or went")}
    return render(request, "outreach/stock_form.html", context, status=NOT_RIGHT if form.errors else 200)


@require_http_methods(["GET", "POST"])
def count_stock(request: Request) -> HttpResponse:
    """Count a hand anew: the difference is noted and explained."""
    by = allowed(request, Verb.KEEP_STOCK)
    form = CountForm(request.POST if request.method == "POST" else None, by=by)
    if request.method == "POST" and form.is_valid() and _count(request, by, form):
        return redirect("outreach:stock")
    context = {"form": form, "title": _("Count anew")}
    return render(request, "outreach/stock_form.html", context, status=NOT_RIGHT if form.errors else 200)


@require_POST
def take_back_stock(request: Request, pk: UUID) -> HttpResponse:
    """Say that a move was noted by mistake."""
    by = allowed(request, Verb.KEEP_STOCK)
    move = get_object_or_404(queries.moves(by), pk=pk)
    try:
        outreach.take_back_stock(by=by, at=timezone.now(), move=move)
        messages.success(request, _("Taken back. It counts no more."))
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("outreach:stock")


@require_safe
def stock_request(request: Request) -> HttpResponse:
    """What to ask the programme for, to print."""
    by = allowed(request, Verb.SEE_MONTH)
    supplies = queries.supplies(by, timezone.localdate())
    pieces = _("pieces")
    table = Table(
        _("Request for supplies"),
        [
            Column(_("Kind")),
            Column(_("Left"), pieces, numeric=True),
            Column(_("Used in a week"), pieces, numeric=True),
            Column(_("Lasts"), _("weeks"), numeric=True),
            Column(_("Asked for"), pieces, numeric=True),
        ],
        [
            [capfirst(Commodity(one.kind).label), one.balance, round(one.weekly), _weeks(one), one.to_request]
            for one in supplies
        ],
        note=_("Use is the mean of the last %(used)s weeks; asked for is what %(weeks)s weeks need.")
        % {"used": queries.USE_WEEKS, "weeks": queries.REQUEST_WEEKS},
    )
    return render(request, "outreach/stock_request.html", {"table": table, "today": timezone.localdate()})


def _supplies(supplies: list[queries.Supply]) -> Table:
    pieces = _("pieces")
    columns = [
        Column(_("Kind")),
        Column(_("Left"), pieces, numeric=True),
        Column(_("Used in a week"), pieces, numeric=True),
        Column(_("Lasts"), _("weeks"), numeric=True),
    ]
    rows = [[capfirst(Commodity(one.kind).label), one.balance, round(one.weekly), _weeks(one)] for one in supplies]
    note = _("Left = received and found, less handed over, lost and past its date, since the first line of its kind.")
    return Table(_("What is left"), columns, rows, note=note)


def _bags(by: Actor) -> Table:
    """Who has what: of hands, not of work."""
    bags = queries.bags(by)
    kinds = [held.kind for held in bags[0].held]
    columns = [Column(_("Whose")), *(Column(str(capfirst(Commodity(kind).label)), numeric=True) for kind in kinds)]
    rows = [[bag.handle or _("the group's store"), *(held.balance for held in bag.held)] for bag in bags]
    return Table(_("In whose hands (pieces)"), columns, rows)


def _weeks(supply: queries.Supply) -> object:
    return "–" if supply.weeks_left is None else supply.weeks_left


def _count(request: Request, by: Actor, form: CountForm) -> bool:
    data = form.cleaned_data
    today = timezone.localdate()
    try:
        move = outreach.count_stock(
            by=by, at=timezone.now(), kind=data["kind"], counted=data["counted"], on=today, worker=data["worker"]
        )
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, _("The difference is noted.") if move else _("The books were right."))
    return True
