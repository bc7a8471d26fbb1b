from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from caunoi.access.choices import Verb
from caunoi.access.policies import CHECKED, NOTHING, may_ever, visible
from caunoi.directory.choices import GROUP_OF, ServiceCode
from caunoi.directory.models import Service
from caunoi.lib.actor import Actor
from caunoi.lib.ids import clean_code, is_code
from caunoi.lib.workdays import begun_by
from caunoi.organisations.models import Organisation
from caunoi.people.consent_rules import NEVER_A_RECIPIENT
from caunoi.people.models import Consent
from caunoi.people.policies import is_restricted, not_restricted
from caunoi.referrals.choices import NeedStatus, State
from caunoi.referrals.machine import CLOCKS, OPEN_STATES, WAITING
from caunoi.referrals.models import Need, ProviderPin, Referral, Slip, Step
from caunoi.referrals.policies import TIES

PAD_LASTS = timedelta(days=730)
"""An unused paper slip is good that long."""
STUBS_AFTER = timedelta(days=7)
"""So long after a paper slip was handed out its stub is worth asking for."""


def needs(by: Actor) -> QuerySet[Need]:
    """Needs that `by` may see, newest first."""
    return (
        Need.objects.filter(visible(by, Verb.SEE_NEED, TIES))
        .select_related("pseudonym__member", "done_by", "entered_by")
        .order_by("-noted_on", "-entered_at")
    )


def open_needs(by: Actor) -> QuerySet[Need]:
    """Needs nobody has met yet."""
    return needs(by).filter(status=NeedStatus.OPEN)


def referrals(by: Actor) -> QuerySet[Referral]:
    """Referrals that `by` may see, latest news first."""
    return (
        Referral.objects.filter(visible(by, Verb.SEE_REFERRAL, TIES))
        .select_related("need", "pseudonym__member", "service", "provider", "consent", "done_by", "entered_by")
        .order_by("-state_at")
    )


def open_referrals(by: Actor) -> QuerySet[Referral]:
    """Referrals with something still to happen."""
    return referrals(by).filter(state__in=sorted(OPEN_STATES))


def inbox(by: Actor) -> QuerySet[Referral]:
    """What was sent to the provider that `by` works for, while open; what waits longest comes first."""
    return referrals(by).filter(provider=by.organisation).order_by("state_at")


def due(by: Actor, day: date) -> QuerySet[Referral]:
    """What waits for the worker: no answer, no arrival, an appointment gone by, her own word on how it went, or another
    place to be found for a need that the last place could not help with."""
    newer = Referral.objects.filter(CHECKED, need=OuterRef("need"), made_at__gt=OuterRef("made_at"))
    nobody_helps = Q(~Exists(newer), state=State.DECLINED, need__status=NeedStatus.OPEN)
    return ran_out(referrals(by), day, also=nobody_helps).order_by("state_at")


def ran_out(rows: QuerySet[Referral], day: date, later: int = 0, also: Q = NOTHING) -> QuerySet[Referral]:
    """Those whose clock ran out before `day`, and `later` working days ago at that."""
    latest = Step.objects.filter(referral=OuterRef("pk"), scheduled_for__isnull=False).order_by("-number")
    late = Q(pk__in=[])
    for state, clock in CLOCKS.items():
        begun = _end_of(begun_by(day, clock.days + later))
        late |= Q(state=state, **{"appointment__lt" if clock.from_appointment else "state_at__lt": begun})
    return rows.annotate(appointment=Subquery(latest.values("scheduled_for")[:1])).filter(late | also)


def alternatives(referral: Referral) -> QuerySet[Service]:
    """Where else she could be sent for the same need."""
    return services_for(referral.need.code).exclude(pk=referral.service_id)


def followers(by: Actor, referral: Referral) -> QuerySet[Referral]:
    """Where she was sent on from here."""
    return referrals(by).filter(parent=referral)


def by_slip(code: str) -> Referral | None:
    """The referral of a slip number, whoever asks: the number is the right. None for a mistyped or unknown one."""
    if not is_code(code):
        return None
    found = Referral.objects.select_related("consent", "service", "need").filter(CHECKED)
    number = clean_code(code)
    return found.filter(slip_code=number).first() or found.filter(papers__code=number).first()


def unbound(code: str, at: datetime) -> bool:
    """Whether the number is that of a paper slip which no worker has bound yet, of a pad not too old."""
    pads = Slip.objects.filter(CHECKED, code=clean_code(code), referral__isnull=True, printed_at__gt=at - PAD_LASTS)
    return is_code(code) and pads.exists()


def papers(referral: Referral) -> QuerySet[Slip]:
    """Paper slips she was given for it."""
    return Slip.objects.filter(CHECKED, referral=referral).order_by("bound_at")


def stubs_awaited(by: Actor, today: date) -> int:
    """How many paper slips were handed out a week ago or more and nothing was heard of: her own, for leads the club's."""
    if not may_ever(by, Verb.ENTER_STUBS):
        return 0
    whose = Q() if may_ever(by, Verb.SEE_MONTH) else Q(bound_by=by.id)
    out = Slip.objects.filter(CHECKED, whose, organisation=by.organisation, bound_at__lt=_end_of(today - STUBS_AFTER))
    return out.filter(not_restricted("referral__pseudonym"), referral__state__in=sorted(WAITING)).count()


def pin_of(provider: UUID) -> ProviderPin | None:
    return ProviderPin.objects.filter(provider=provider).first()


def offering() -> QuerySet[Organisation]:
    """Who offers services to which somebody can be referred."""
    on_offer = Service.objects.on_offer().exclude(provider__kind__in=NEVER_A_RECIPIENT).values("provider")
    return Organisation.objects.filter(pk__in=on_offer).order_by("sort_key")


def providers(by: Actor) -> list[tuple[Organisation, datetime | None]]:
    """Who offers services, and since when it has a PIN."""
    set_at = dict(ProviderPin.objects.values_list("provider", "set_at"))
    return [(row, set_at.get(row.pk)) for row in offering()] if may_ever(by, Verb.SET_PIN) else []


def resting_on(consents: Collection[UUID]) -> QuerySet[Referral]:
    """Open referrals that were sent under these consents: what ends with them. Whoever asks may end the consents."""
    rows = Referral.objects.filter(CHECKED, consent__in=consents, state__in=sorted(OPEN_STATES))
    return rows.select_related("service", "provider").order_by("-state_at")


def is_stopped(referral: Referral, at: datetime) -> bool:
    """Whether the slip is out of use at her word: the consent it was sent under has ended, or her use is restricted."""
    if referral.consent_id is not None and Consent.objects.ended(at).filter(pk=referral.consent_id).exists():
        return True
    return is_restricted(referral.pseudonym_id)


def steps(referral: Referral) -> QuerySet[Step]:
    """Its history, oldest first."""
    return Step.objects.filter(CHECKED, referral=referral).select_related("alternative__provider").order_by("number")


def appointment(referral: Referral) -> datetime | None:
    """The latest time agreed on."""
    return steps(referral).filter(scheduled_for__isnull=False).values_list("scheduled_for", flat=True).last()


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, timezone.get_current_timezone())


def services_for(code: str) -> QuerySet[Service]:
    """Services on offer for a need: the same service first, then others of its group. Never one of the police."""
    wanted = ServiceCode(code)
    group = [other for other, name in GROUP_OF.items() if name == GROUP_OF[wanted]]
    return (
        Service.objects.on_offer()
        .filter(code__in=group)
        .exclude(provider__kind__in=NEVER_A_RECIPIENT)
        .select_related("provider")
        .prefetch_related("at_locations__location__place")
        .annotate(is_other=Case(When(code=wanted, then=Value(0)), default=Value(1)))
        .order_by("is_other", "sort_key")
    )
