from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum

from caunoi.access.choices import Verb
from caunoi.access.policies import visible
from caunoi.lib.actor import Actor
from caunoi.outreach.choices import FundKind
from caunoi.outreach.models import Accompaniment, FundEntry, Outing, ServiceSession
from caunoi.outreach.policies import HERS_TIES, SESSION_TIES
from caunoi.people.policies import not_restricted
from caunoi.people.queries import people


def sessions(by: Actor) -> QuerySet[ServiceSession]:
    """Service sessions that `by` may see, newest first, with how many came with a card (`with_card`)."""
    seen = ServiceSession.objects.filter(visible(by, Verb.SEE_SESSION, SESSION_TIES))
    return (
        seen.select_related("service__provider", "done_by", "entered_by")
        .annotate(with_card=Count("cards"))
        .order_by("-on", "-entered_at")
    )


def sessions_of(by: Actor, person: UUID) -> QuerySet[ServiceSession]:
    """Sessions that one person came to, for whoever may see her; none while her use rests."""
    seen = people(by).filter(not_restricted("pk"), pk=person).values("pk")
    return ServiceSession.objects.filter(cards__pseudonym__in=seen, entered_in_error=False).order_by("-on")


@dataclass(frozen=True)
class Fund:
    """The emergency fund in đồng. `balance` below nothing is a discrepancy to explain, never hidden."""

    received: int
    helped: int
    travel: int
    out: int

    @property
    def balance(self) -> int:
        return self.received - self.helped - self.travel - self.out


def fund(by: Actor) -> Fund:
    """How the fund stands: `travel` is settled, `out` is advanced and not settled yet."""
    rows = fund_entries(by).filter(taken_back=False)
    sums = dict(rows.order_by().values_list("kind").annotate(dong=Sum("amount")))
    goings = accompaniments(by).order_by()
    settled = goings.filter(settled_on__isnull=False).aggregate(dong=Sum("spent"))["dong"] or 0
    out = goings.filter(settled_on__isnull=True).aggregate(dong=Sum("advance"))["dong"] or 0
    return Fund(sums.get(FundKind.IN, 0), sums.get(FundKind.HELP, 0), settled, out)


def fund_entries(by: Actor) -> QuerySet[FundEntry]:
    """Entries of the own club's fund, newest first."""
    seen = FundEntry.objects.filter(visible(by, Verb.KEEP_FUND, SESSION_TIES))
    return seen.select_related("noted_by").order_by("-on", "-noted_at")


def accompaniments(by: Actor) -> QuerySet[Accompaniment]:
    """Who of the own club went along, those with an open advance first."""
    seen = Accompaniment.objects.filter(visible(by, Verb.KEEP_FUND, SESSION_TIES))
    return seen.select_related("worker").order_by(F("settled_on").asc(nulls_first=True), "-on")


def own_advances(by: Actor) -> QuerySet[Accompaniment]:
    """Money for the way that `by` herself has not settled yet."""
    mine = Accompaniment.objects.filter(visible(by, Verb.GO_OUT, HERS_TIES), settled_on__isnull=True, advance__gt=0)
    return mine.order_by("on")


def own_outing(by: Actor) -> Outing | None:
    """Where `by` is out and has not said that she is back."""
    return Outing.objects.filter(visible(by, Verb.GO_OUT, HERS_TIES), back_at__isnull=True).first()


def not_back(by: Actor, at: datetime) -> QuerySet[Outing]:
    """Colleagues who meant to be back by now and have not said so."""
    seen = Outing.objects.filter(visible(by, Verb.SEE_OUTINGS, HERS_TIES), back_at__isnull=True, back_by__lt=at)
    return seen.select_related("worker").order_by("back_by")
