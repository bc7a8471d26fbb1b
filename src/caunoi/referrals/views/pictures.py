"""The club's needs and what became of them: counts for the lead, never a list of people."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.look.charts import Bars
from caunoi.look.tables import Column, Table
from caunoi.referrals.choices import NeedStatus, Reason, State
from caunoi.referrals.funnel import LATEST, STAGES, Funnel, funnel, waiting
from caunoi.referrals.machine import Figure

MONTHS = (3, 6, 12)


@require_safe
def funnel_page(request: Request) -> HttpResponse:
    """Need, offered, accepted, attended, served, confirmed: how many, how long, why not."""
    by = allowed(request, Verb.SEE_MONTH)
    today = timezone.localdate()
    asked = request.GET.get("months", "")
    months = int(asked) if asked in {str(one) for one in MONTHS} else MONTHS[0]
    since = _first_of(today, months)
    found = funnel(by, since)
    context = {
        "months": months,
        "choices": MONTHS,
        "since": since,
        "some": bool(found.needs),
        "steps": _steps(found, today),
        "days": _days(found),
        "people": _people(found, today),
        "without_card": found.without_card,
        "reasons": _reasons(found, today),
        "waiting": _waiting(waiting(by, today)),
    }
    return render(request, "referrals/funnel.html", context)


def _first_of(today: date, months: int) -> date:
    """The first day of the month that began that many months ago, this one counted."""
    number = today.year * 12 + today.month - months
    return date(number // 12, number % 12 + 1, 1)


def _words() -> dict[Figure, str]:
    return {
        Figure.OFFERED: _("sent with her consent"),
        Figure.ACCEPTED: _("accepted"),
        Figure.ATTENDED: _("came"),
        Figure.SERVED: _("served"),
        Figure.OUTCOME: _("confirmed by the person"),
    }


def _steps(found: Funnel, today: date) -> Bars:
    rows = [(_("needs noted"), found.needs), *((_words()[stage], found.reached.get(stage, 0)) for stage in STAGES)]
    return Bars(
        _("How far needs came"),
        _("cases"),
        _("A need counts at a step if one of its referrals came that far or further. Mistakes are left out."),
        today,
        rows,
        _("Step"),
    )


def _days(found: Funnel) -> Table:
    rows = [[_words()[stage], _number(found.days.get(stage))] for stage in STAGES]
    note = _("The middle value of the latest %(most)s needs; from the step before, counted in calendar days.") % {
        "most": LATEST
    }
    return Table(_("Days from the step before"), [Column(_("Step")), Column(_("days"), numeric=True)], rows, note=note)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _people(found: Funnel, today: date) -> Bars:
    rows = [(_("with a need"), found.people.get("all", 0))]
    rows += [(str(status.label), found.people.get(status.value, 0)) for status in NeedStatus]
    definition = _(
        "People with a card, once in each row; somebody with two needs may stand in two rows, so rows are not added."
    )
    return Bars(_("People and what became of their needs"), _("people"), definition, today, rows, _("Need"))


def _reasons(found: Funnel, today: date) -> list[Bars]:
    """Referrals and needs are unlike units: each has a chart of its own. What did not occur is not shown."""
    charts = [
        (
            _("Why referrals stopped"),
            _("referrals"),
            _("The state in which they ended, or were turned away."),
            State,
            found.stopped,
        ),
        (_("Reasons given"), _("referrals"), _("Of those declined, cancelled or turned away."), Reason, found.reasons),
        (
            _("Why needs stayed unmet"),
            _("cases"),
            _("As the worker noted when she closed the need."),
            Reason,
            found.unmet,
        ),
    ]
    return [
        Bars(title, unit, definition, today, [(str(kind(value).label), count) for value, count in rows], _("Reason"))
        for title, unit, definition, kind, rows in charts
        if rows
    ]


def _waiting(rows: list[tuple[str, int, int]]) -> Table | None:
    columns = [
        Column(_("Worker")), Column(_("late"), numeric=True), Column(_("late for long"), numeric=True),
    ]  # fmt: skip
    return (
        Table(capfirst(_("referrals waiting for the worker")), columns, [list(row) for row in rows]) if rows else None
    )
