"""What people ask for by right, as the look's cards show it, and what to do about each kind."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caunoi.lib.workdays import working_days_between
from caunoi.look.templatetags.look import day
from caunoi.people.choices import RightKind
from caunoi.people.models import RightsRequest

HOW: dict[str, str | Promise] = {
    RightKind.LOOKS: gettext_lazy("Open her page and print it: it says who looked and what for. Give it to her, or read it with her."),
    RightKind.COPY: gettext_lazy("Open her page and print everything that is kept. A key-holder reads her what is sealed."),
    RightKind.CORRECT: gettext_lazy("Open her page with her and correct what is wrong. A correction keeps the earlier version beside it."),
    RightKind.WITHDRAW: gettext_lazy("Open her page and withdraw what she no longer agrees to. It ends at once."),
    RightKind.RESTRICT: gettext_lazy("Open her page and restrict its use. Nothing is deleted."),
    RightKind.OBJECT: gettext_lazy("Open her page and withdraw what rests on that purpose, or restrict all use."),
    RightKind.ERASE: gettext_lazy("Open her page, ask her once more, then erase. It cannot be undone."),
}  # fmt: skip
"""What to do, by kind. What she told of her treatment stands with the data guardian alone."""


def request_card(request: RightsRequest, today: date) -> dict[str, Any]:
    """One request by its number; nothing here says who asked."""
    overdue = request.is_overdue(today)
    return {
        "title": _("No. %(number)s") % {"number": request.number},
        "url": reverse("workspace:request", kwargs={"pk": request.pk}),
        "text": capfirst(request.get_kind_display()),
        "meta": day(request.ended_at) if request.outcome else time_left(request, today),
        "chip": str(request.get_outcome_display()) if request.outcome else (_("overdue") if overdue else ""),
        "tone": "attention" if overdue else "neutral",
    }


def time_left(request: RightsRequest, today: date) -> str:
    """What it waits for first, until when."""
    last = request.next_day
    left = working_days_between(today, last)
    waits = _("do it by %(day)s") if request.acknowledged_at else _("tell her by %(day)s that it has come")
    said = waits % {"day": day(last)}
    if today > last:
        return said
    return f"{said} · " + ngettext("%(count)s working day left", "%(count)s working days left", left) % {"count": left}
