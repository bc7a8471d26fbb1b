from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.policies import may_ever
from caunoi.groups import actions, queries
from caunoi.groups.choices import Layer
from caunoi.groups.forms import CountForm, GatheringForm, GroupForm, LayerForm, LeaderForm, StipendForm
from caunoi.groups.models import Group
from caunoi.lib.actor import Actor
from caunoi.look.tables import Column, Table
from caunoi.people.queries import caseload

NOT_RIGHT = 422
RECENT = 30


@require_safe
def group_list(request: Request) -> HttpResponse:
    """The groups of the own organisation."""
    by = allowed(request, Verb.SEE_GROUPS)
    context = {"groups": queries.groups(by), "may_keep": may_ever(by, Verb.KEEP_GROUPS)}
    return render(request, "groups/list.html", context)


@require_http_methods(["GET", "POST"])
def new_group(request: Request) -> HttpResponse:
    """A group that began."""
    by = allowed(request, Verb.KEEP_GROUPS)
    form = GroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            group = actions.found_group(by=by, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect("groups:group", pk=group.pk)
        except CannotDo as problem:
            form.add_error(None, str(problem))
    return _form(request, form, _("A new group"))


@require_safe
def group(request: Request, pk: UUID) -> HttpResponse:
    """One group: who leads it, its layers as different numbers, what it did."""
    by = allowed(request, Verb.SEE_GROUPS)
    found = get_object_or_404(queries.groups(by), pk=pk)
    today = timezone.localdate()
    context = {
        "group": found,
        "leaders": queries.leaders(by, found, today),
        "layers": _layers(by, found),
        "meetings": queries.meetings(by, found.pk)[:RECENT],
        "may_keep": may_ever(by, Verb.KEEP_GROUPS),
        "today": today,
    }
    return render(request, "groups/group.html", context)


@require_http_methods(["GET", "POST"])
def new_meeting(request: Request, pk: UUID) -> HttpResponse:
    """A meeting, a session on a topic, a training."""
    by = allowed(request, Verb.NOTE_MEETING)
    found = get_object_or_404(queries.groups(by), pk=pk)
    form = GatheringForm(request.POST if request.method == "POST" else None, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_meeting(
                by=by, at=timezone.now(), group=found, held=form.gathering(), pk=form.cleaned_data["pk"]
            )
            messages.success(request, _("Noted. Thank you."))
            return redirect("groups:group", pk=found.pk)
        except CannotDo as problem:
            form.add_error(None, str(problem))
    return _form(request, form, _("Note a meeting"), found, caseload(by))


@require_http_methods(["GET", "POST"])
def leader(request: Request, pk: UUID) -> HttpResponse:
    """Who leads a group from some day."""
    by = allowed(request, Verb.KEEP_GROUPS)
    form = LeaderForm(request.POST if request.method == "POST" else None, by=by)

    def write(found: Group) -> None:
        data = form.cleaned_data
        actions.set_leader(
            by=by, at=timezone.now(), group=found, user=UUID(data["user"]), leading=data["leading"], on=data["on"]
        )

    return _written(request, by, pk, form, _("Who leads it"), write)


@require_http_methods(["GET", "POST"])
def layer(request: Request, pk: UUID) -> HttpResponse:
    """How closely somebody with a card belongs."""
    by = allowed(request, Verb.KEEP_GROUPS)
    form = LayerForm(request.POST if request.method == "POST" else None, by=by)

    def write(found: Group) -> None:
        data = form.cleaned_data
        actions.set_layer(
            by=by, at=timezone.now(), group=found, pseudonym=data["card"], layer=data["layer"], on=data["on"]
        )

    return _written(request, by, pk, form, _("Somebody with a card belongs"), write)


@require_http_methods(["GET", "POST"])
def count(request: Request, pk: UUID) -> HttpResponse:
    """The group's own count of a layer."""
    by = allowed(request, Verb.KEEP_GROUPS)
    form = CountForm(request.POST if request.method == "POST" else None)

    def write(found: Group) -> None:
        actions.count_layer(by=by, at=timezone.now(), group=found, **form.cleaned_data)

    return _written(request, by, pk, form, _("Count members"), write)


@require_POST
def take_back(request: Request, pk: UUID) -> HttpResponse:
    """Say that a meeting was entered in error."""
    by = allowed(request, Verb.NOTE_MEETING)
    meeting = get_object_or_404(queries.meetings(by), pk=pk)
    try:
        actions.take_back_meeting(by=by, at=timezone.now(), meeting=meeting)
        messages.success(request, _("Marked as entered in error. It is counted no more."))
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("groups:group", pk=meeting.group_id)


@require_POST
def followed_up(request: Request, pk: UUID) -> HttpResponse:
    """Say that what was promised after a meeting was done."""
    by = allowed(request, Verb.NOTE_MEETING)
    meeting = get_object_or_404(queries.meetings(by), pk=pk)
    actions.follow_up(by=by, at=timezone.now(), meeting=meeting)
    messages.success(request, _("Done."))
    return redirect("groups:group", pk=meeting.group_id)


@require_http_methods(["GET", "POST"])
def stipends(request: Request) -> HttpResponse:
    """Stipends by month, as totals."""
    by = allowed(request, Verb.KEEP_GROUPS)
    form = StipendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_stipends(by=by, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect("groups:stipends")
        except CannotDo as problem:
            form.add_error(None, str(problem))
    rows = [[f"{row.month:%m/%Y}", row.people, row.amount] for row in queries.stipends(by)[:RECENT]]
    columns = [
        Column(pgettext("a month", "Month")),
        Column(_("Received one"), _("people"), numeric=True),
        Column(_("In all"), _("đồng"), numeric=True),
    ]
    table = Table(_("Stipends"), columns, rows) if rows else None
    context = {"form": form, "table": table}
    return render(request, "groups/stipends.html", context, status=NOT_RIGHT if form.errors else 200)


def _layers(by: Actor, found: Group) -> Table:
    today = timezone.localdate()
    people = _("people")
    columns = [
        Column(_("Who belongs")),
        Column(_("With a card"), people, numeric=True),
        Column(_("Counted by the group"), people, numeric=True),
        Column(_("Counted on")),
    ]
    rows = [
        [
            capfirst(Layer(one.layer).label),
            one.with_card,
            "–" if one.counted is None else one.counted,
            f"{one.counted_on:%d/%m/%Y}" if one.counted_on else "–",
        ]
        for one in queries.layers(by, found, today)
    ]
    note = _(
        "The two columns count differently and are never added. Who comes to a meeting is counted there, in visits."
    )
    return Table(_("Members"), columns, rows, note=note)


def _written(
    request: Request, by: Actor, pk: UUID, form: forms.Form, title: str, write: Callable[[Group], None]
) -> HttpResponse:
    """What the forms about one group share."""
    found = get_object_or_404(queries.groups(by), pk=pk)
    if request.method == "POST" and form.is_valid():
        try:
            write(found)
            messages.success(request, _("Noted."))
            return redirect("groups:group", pk=found.pk)
        except CannotDo as problem:
            form.add_error(None, str(problem))
    return _form(request, form, title, found)


def _form(
    request: Request, form: forms.Form, title: str, found: Group | None = None, cues: object = ()
) -> HttpResponse:
    context = {"form": form, "title": title, "group": found, "cues": cues}
    return render(request, "groups/form.html", context, status=NOT_RIGHT if form.errors else 200)
