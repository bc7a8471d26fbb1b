"""What somebody agreed to, and what of hers may be used now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from caunoi.lib.actor import Actor
from caunoi.people.choices import Purpose, RestrictionReason
from caunoi.people.consent_rules import KEEPING, KEPT_AS, NOT_ASKED_ON_ITS_OWN, RULES
from caunoi.people.models import Consent, Pseudonym, Restriction
from caunoi.people.policies import is_protected, is_restricted
from caunoi.people.queries.seen import people


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


def can_be_asked(pseudonym: UUID, at: datetime) -> list[Purpose]:
    """What she can be asked for from the list: not what stands already, on the protective path not everything.

    A card that has run out is asked for again, before anything else.
    """
    if card_lapsed(pseudonym):
        return [Purpose.CARD]
    if is_restricted(pseudonym):
        return []
    standing = set(Consent.objects.live(at).filter(pseudonym=pseudonym).values_list("purpose", flat=True))
    on_path = is_protected(pseudonym)
    rules = (rule for rule in RULES.values() if rule.purpose not in NOT_ASKED_ON_ITS_OWN)
    return [rule.purpose for rule in rules if rule.purpose not in standing and (rule.on_protective_path or not on_path)]


def card_lapsed(pseudonym: UUID) -> bool:
    """Whether her page rests because her consent to the card has run out."""
    resting = restriction(pseudonym)
    return resting is not None and resting.why == RestrictionReason.LAPSED


@dataclass(frozen=True)
class Ending:
    """What of the ledger ends with a consent: with the one to the card, all others, and who looks after her."""

    consents: list[Consent]
    card: bool = False


def what_ends_with(consent: Consent, at: datetime) -> Ending:
    """What rests on it elsewhere, the packages above know."""
    if consent.purpose != Purpose.CARD:
        return Ending([])
    others = Consent.objects.live(at).filter(pseudonym=consent.pseudonym_id).exclude(pk=consent.pk)
    return Ending(list(others), card=True)


def kinds_agreed(pseudonym: Pseudonym, at: datetime) -> set[str]:
    """What she agreed to have kept and used by her own organisation now. Notes of workers are not among it."""
    live = [consent for purpose in KEEPING for consent in live_consents(pseudonym.pk, purpose, at)]
    return {kind for consent in live for field in consent.field_classes for kind in KEPT_AS.get(field, ())}


def agreed_to_meet(by: Actor, at: datetime) -> int:
    """How many people of `by`'s organisation agreed to be invited: a count, never who."""
    live = Consent.objects.live(at).filter(organisation=by.own_organisation, purpose=Purpose.MEETING)
    return live.filter(pseudonym__isnull=False).values("pseudonym").distinct().count()
