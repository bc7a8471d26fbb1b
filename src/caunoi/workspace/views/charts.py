"""The club's weeks as pictures with their tables, and workload without people."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.groups.queries import attendance_by_week
from caunoi.look.charts import Bars
from caunoi.look.tables import Column, Table
from caunoi.outreach import queries as outreach
from caunoi.outreach.choices import Commodity, Topic

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WEEKS = 8


class Said(NamedTuple):
    """What a chart counts, in which unit, and how."""

    title: "StrPromise"
    unit: "StrPromise"
    definition: "StrPromise"


CONTACTS = Said(
    gettext_lazy("Contacts by week"), gettext_lazy("contacts"), gettext_lazy("Meetings noted, with a card or without.")
)
WITH_CARD = Said(
    gettext_lazy("People with a card by week"),
    gettext_lazy("people"),
    gettext_lazy(
        "Different people with a card met in that week. Weeks are not added: somebody met in two is one person."
    ),
)
WITHOUT_CARD = Said(
    gettext_lazy("People without a card by week"),
    gettext_lazy("people"),
    gettext_lazy("As counted at each meeting: somebody met twice may be counted twice."),
)
TOPICS = Said(
    gettext_lazy("What was talked about"),
    gettext_lazy("times"),
    gettext_lazy("Contacts of these weeks with this topic."),
)
PIECES = Said(
    gettext_lazy("Handed over"), gettext_lazy("pieces"), gettext_lazy("Pieces handed over at contacts of these weeks.")
)
VISITS = Said(
    gettext_lazy("Attendance by week"),
    gettext_lazy("visits"),
    gettext_lazy("How many came to meetings of the groups, all together."),
)


@require_safe
def charts(request: Request) -> HttpResponse:
    """Contacts and people by week, topics, pieces, attendance; and how many people each worker looks after."""
    by = allowed(request, Verb.SEE_MONTH)
    today = timezone.localdate()
    found = outreach.club_weeks(by, today, WEEKS)
    assert found is not None
    visits = attendance_by_week(by, found.weeks, today)
    topics = {str(capfirst(Topic(key).label)): times for key, times in found.topics.items()}
    pieces = {str(capfirst(Commodity(key).label)): count for key, count in found.pieces.items()}
    drawn = [
        _weekly(today, CONTACTS, found.weeks, found.contacts),
        _weekly(today, WITH_CARD, found.weeks, found.cards),
        _weekly(today, WITHOUT_CARD, found.weeks, found.anonymous),
        _listed(today, TOPICS, topics),
        _listed(today, PIECES, pieces),
        _weekly(today, VISITS, found.weeks, visits),
    ]
    context = {"charts": drawn, "workload": _workload(outreach.workload(by)), "weeks": WEEKS}
    return render(request, "workspace/charts.html", context)


def _weekly(today: date, said: Said, weeks: list[date], counted: Mapping[date, int]) -> Bars:
    rows = [(f"{week:%d/%m}", counted.get(week, 0)) for week in weeks]
    return Bars(str(said.title), str(said.unit), str(said.definition), today, rows, _("Week from"))


def _listed(today: date, said: Said, counted: Mapping[str, int]) -> Bars:
    rows = list(counted.items())
    return Bars(str(said.title), str(said.unit), str(said.definition), today, rows, _("What"))


def _workload(loads: list[outreach.Load]) -> Table:
    columns = [Column(_("Who")), Column(_("Looks after"), _("people"), numeric=True)]
    note = _("One worker for %(people)s people is the measure.") % {"people": outreach.WORKLOAD}
    return Table(_("Who looks after how many"), columns, [[one.handle, one.people] for one in loads], note=note)
