from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.policies import may_ever
from caunoi.lib.actor import Actor
from caunoi.notices.queries import unread
from caunoi.outreach.cards import contact_card
from caunoi.outreach.queries import contact_ids, lines, own_latest
from caunoi.people.policies import asked_once
from caunoi.referrals import queries as referrals
from caunoi.workspace.queries import alerts, waiting_keys
from caunoi.workspace.waiting import waiting

RECENT = 5
SHOWN = timedelta(days=7)
"""How long an alert stands in the day of those who lead."""


@require_safe
def day(request: Request) -> HttpResponse:
    """Today: what waits for me, what I noted lately."""
    by = allowed(request, Verb.NOTE_NEED)
    with asked_once():
        context = _day(by)
    return render(request, "workspace/day.html", context)


def _day(by: Actor) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "today": today,
        "alerts": alerts(by, timezone.now() - SHOWN),
        "waiting_keys": waiting_keys(by),
        "unread": unread(by),
        "waiting": [item.card() for item in waiting(by, timezone.now())],
        "open_count": referrals.open_referrals(by).count(),
        "may_note": may_ever(by, Verb.NOTE_CONTACT),
        "may_plan": may_ever(by, Verb.PLAN_VISITS),
        "leads": may_ever(by, Verb.KEEP_FUND),
        "recent": [contact_card(line) for line in lines(by, own_latest(by, RECENT))],
        "week_count": contact_ids(by).filter(on__gt=today - timedelta(days=7), done_by=by.id).count(),
    }
