from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.policies import may_ever
from caunoi.notices.queries import unread
from caunoi.outreach.cards import contact_card
from caunoi.outreach.queries import contact_ids, lines
from caunoi.people import queries
from caunoi.referrals import queries as referrals
from caunoi.referrals.cards import due_card
from caunoi.workspace.queries import alerts, waiting_keys

RECENT, MOST_DUE = 5, 30
SHOWN = timedelta(days=7)
"""How long an alert stands in the day of those who lead."""


@require_safe
def day(request: Request) -> HttpResponse:
    """Today: what waits for me, what I noted lately."""
    by = allowed(request, Verb.NOTE_NEED)
    today = timezone.localdate()
    context = {
        "today": today,
        "alerts": alerts(by, timezone.now() - SHOWN),
        "waiting_keys": waiting_keys(by),
        "to_protect": queries.cases_to_follow(by),
        "due": [due_card(one) for one in referrals.due(by, today)[:MOST_DUE]],
        "unread": unread(by),
        "open_count": referrals.open_referrals(by).count(),
        "may_note": may_ever(by, Verb.NOTE_CONTACT),
        "recent": [contact_card(line) for line in lines(by, contact_ids(by)[:RECENT])],
        "week_count": contact_ids(by).filter(on__gt=today - timedelta(days=7), done_by=by.id).count(),
    }
    return render(request, "workspace/day.html", context)
