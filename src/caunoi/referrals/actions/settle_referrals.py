from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from caunoi.access.acting import action
from caunoi.access.choices import Verb
from caunoi.access.policies import Refused
from caunoi.lib.actor import Actor, ActorKind
from caunoi.referrals.actions.stepping import Said, step
from caunoi.referrals.choices import Event, Source
from caunoi.referrals.machine import NOT_SENT, OPEN_STATES, OUTCOMES, WAITING, Who
from caunoi.referrals.models import Referral

ANSWER_AWAITED = timedelta(days=60)
AT_ONCE = 200


@action
def settle_referrals(*, by: Actor, at: datetime) -> int:
    """What follows from time and from ended consents; again and again, without effect where all is settled.

    A withdrawal counts whatever the clocks of two machines say: it is settled even if it seems to lie ahead of `at`.
    """
    if by.kind is not ActorKind.CLOCK:
        raise Refused(Verb.MOVE_REFERRAL, "only the clock settles")
    said = Said(Who.SYSTEM, Source.SYSTEM)
    return sum(
        step(by=by, at=at, referral=referral, event=event, said=said)
        for event, rows in _unsettled(at)
        for referral in rows.order_by("state_at")[:AT_ONCE]
    )


def _unsettled(at: datetime) -> list[tuple[Event, QuerySet[Referral]]]:
    withdrawn = Q(state__in=sorted(OPEN_STATES), consent__withdrawn_at__isnull=False)
    run_out = Q(expires_at__lte=at) | Q(consent__expires_at__lte=at)
    expired = Q(state__in=sorted(NOT_SENT | WAITING)) & run_out
    unanswered = Q(state__in=sorted(OUTCOMES), state_at__lte=at - ANSWER_AWAITED)
    return [
        (Event.WITHDRAW, Referral.objects.filter(withdrawn)),
        (Event.EXPIRE, Referral.objects.filter(expired)),
        (Event.CLOSE_UNCONFIRMED, Referral.objects.filter(unanswered)),
    ]
