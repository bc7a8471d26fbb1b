from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from caunoi.access.choices import Verb
from caunoi.access.models import GrantQuerySet
from caunoi.access.policies import visible
from caunoi.access.queries import colleagues
from caunoi.lib.actor import Actor
from caunoi.lib.ids import clean_code
from caunoi.lib.vietnamese_text import fold
from caunoi.people.choices import Purpose
from caunoi.people.consent_rules import RULES
from caunoi.people.models import Assignment, Consent, Member, ProtectiveCase, Pseudonym, Restriction
from caunoi.people.policies import PROTECTING_ROLES, TIES, is_protected, is_restricted


def people(by: Actor) -> QuerySet[Pseudonym]:
    """Whom `by` may see: her caseload, or whom she opened by card a moment ago."""
    return Pseudonym.objects.filter(visible(by, Verb.SEE_MEMBER, TIES)).select_related("member")


def caseload(by: Actor) -> QuerySet[Member]:
    """Members whom `by` looks after now, by memory cue. Never anybody else's."""
    mine = Assignment.objects.now().filter(worker_id=by.id).values("pseudonym")
    return Member.objects.filter(pseudonym__in=mine).select_related("pseudonym").order_by("cue_folded", "card_code")


def member_by_card(by: Actor, card: str) -> Member | None:
    """The member of `by`'s own organisation who holds this card; other clubs' cards do not exist here."""
    code = clean_code(card)
    return (
        Member.objects.select_related("pseudonym")
        .filter(card_code=code, pseudonym__organisation=by.organisation)
        .first()
    )


def members_by_cue(by: Actor, words: str) -> QuerySet[Member]:
    """Members of `by`'s caseload whose cue holds these words, whatever the tone marks."""
    return caseload(by).filter(cue_folded__contains=fold(words))


def protected_people(by: Actor) -> QuerySet[ProtectiveCase]:
    """Whom `by` looks after on the protective path and who have no card: beside her caseload, never anybody else's."""
    mine = Assignment.objects.now().filter(worker_id=by.id).values("pseudonym")
    cases = ProtectiveCase.objects.now().filter(pseudonym__in=mine, pseudonym__member__isnull=True)
    return cases.select_related("pseudonym").order_by("cue")


def protection(pseudonym: UUID) -> ProtectiveCase | None:
    """How she is helped on the protective path, if she is."""
    return ProtectiveCase.objects.now().filter(pseudonym=pseudonym).first()


def cases_to_follow(by: Actor) -> QuerySet[ProtectiveCase]:
    """What waits for the protection person: everybody on the path of her club for whom something is still to be done."""
    mine = Pseudonym.objects.filter(visible(by, Verb.FOLLOW_PROTECTION, TIES)).values("pk")
    cases = ProtectiveCase.objects.now().filter(pseudonym__in=mine, concluded_at__isnull=True)
    return cases.select_related("pseudonym__member").prefetch_related("entries").order_by("since")


def can_protect(by: Actor) -> GrantQuerySet:
    """Staff of the own organisation who can be named protection person."""
    return colleagues(by).filter(role__in=PROTECTING_ROLES)


def restriction(pseudonym: UUID) -> Restriction | None:
    """The restriction that stands, if one does."""
    return Restriction.objects.now().filter(pseudonym=pseudonym).first()


def lapsed(at: datetime) -> QuerySet[Pseudonym]:
    """Card holders whose consent to the card has run out and who do not rest yet."""
    cards = Consent.objects.filter(purpose=Purpose.CARD, pseudonym__isnull=False, withdrawn_at__isnull=True)
    return (
        Pseudonym.objects.filter(pk__in=cards.filter(expires_at__lte=at).values("pseudonym"))
        .exclude(pk__in=cards.filter(expires_at__gt=at).values("pseudonym"))
        .exclude(restrictions__in=Restriction.objects.now())
        .order_by("pk")
    )


def ledger(by: Actor, pseudonym: Pseudonym) -> QuerySet[Consent]:
    """Every consent of one person whom `by` may see, newest first; what ended stays readable."""
    seen = people(by).filter(pk=pseudonym.pk).values("pk")
    return (
        Consent.objects.filter(pseudonym__in=seen)
        .select_related("recipient", "pseudonym", "recorded_by")
        .order_by("-given_at", "-pk")
    )


def live_consents(pseudonym: UUID, purpose: Purpose, at: datetime) -> list[Consent]:
    """What she agreed to for this purpose and may be used now, newest first: whoever uses something of hers asks here."""
    if is_restricted(pseudonym) or (is_protected(pseudonym) and not RULES[purpose].on_protective_path):
        return []
    return list(Consent.objects.live(at).filter(pseudonym=pseudonym, purpose=purpose).order_by("-given_at"))


@dataclass(frozen=True)
class Ending:
    """What else ends when a consent is withdrawn."""

    consents: int = 0
    card: bool = False


def what_ends_with(consent: Consent, at: datetime) -> Ending:
    """Of the ledger itself; what rests on it elsewhere, the packages above know."""
    if consent.purpose != Purpose.CARD:
        return Ending()
    others = Consent.objects.live(at).filter(pseudonym=consent.pseudonym_id).exclude(pk=consent.pk)
    return Ending(consents=others.count(), card=True)
