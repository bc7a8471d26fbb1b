"""Numbers, days and hours of the registers, as the look's cards show them."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caunoi.guardian.models import Breach, Demand
from caunoi.guardian.queries import waits_for_notice
from caunoi.lib.workdays import working_days_between
from caunoi.look.templatetags.look import day, moment

HOUR = 3600


def request_line(request: Any, today: date) -> dict[str, Any]:
    """One request by its number: what for, until when. Who asked has no place here."""
    overdue = request.is_overdue(today)
    left = working_days_between(today, request.next_day)
    days = ngettext("%(count)s working day left", "%(count)s working days left", left) % {"count": left}
    until = [day(request.next_day), *([] if overdue else [days])]
    return {
        "title": _("No. %(number)s") % {"number": request.number},
        "url": reverse("guardian:request", kwargs={"pk": request.pk}),
        "text": capfirst(request.get_kind_display()),
        "meta": day(request.ended_at) if request.outcome else " · ".join(until),
        "chip": str(request.get_outcome_display()) if request.outcome else (_("overdue") if overdue else ""),
        "tone": "attention" if overdue else "neutral",
    }


def breach_line(breach: Breach, at: datetime) -> dict[str, Any]:
    """One breach: when it was found, what it was, how the notice stands."""
    finding = breach.findings.all()[0]
    waits = waits_for_notice(breach)
    return {
        "title": _("No. %(number)s") % {"number": breach.number},
        "url": reverse("guardian:breach", kwargs={"pk": breach.pk}),
        "text": capfirst(finding.get_happened_display()),
        "meta": _("found %(moment)s") % {"moment": moment(timezone.localtime(breach.found_at))},
        "chip": hours_left(breach, at) if waits else str(finding.get_notice_display()),
        "tone": ("attention" if at > breach.notice_by else "waiting") if waits else "neutral",
    }


def hours_left(breach: Breach, at: datetime) -> str:
    """How much of the 72 hours is left."""
    left = int((breach.notice_by - at).total_seconds() // HOUR)
    if left < 0:
        return _("notice overdue")
    return ngettext("%(count)s hour left", "%(count)s hours left", left) % {"count": left}


def demand_line(demand: Demand) -> dict[str, Any]:
    """One demand: who wanted what, and what was given."""
    return {
        "title": _("No. %(number)s") % {"number": demand.number},
        "text": f"{capfirst(demand.get_body_display())}: {demand.get_sought_display()}",
        "meta": f"{day(demand.on)} · {demand.get_basis_display()} · "
        + _("lawyer: %(lawyer)s") % {"lawyer": demand.get_lawyer_display()}
        + f" · {demand.decided_by.handle}",
        "chip": _("given: %(what)s") % {"what": demand.get_given_display()},
        "tone": "good" if demand.given == "nothing" else "attention",
    }
