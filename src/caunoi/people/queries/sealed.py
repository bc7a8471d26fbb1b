"""What is kept sealed about somebody, for those who may open or write it; nothing opens here."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from caunoi.access.choices import RevealPurpose, Verb
from caunoi.access.policies import decide, visible
from caunoi.access.reveals import counted_together, left, limit_of
from caunoi.access.walls import behind, told_of
from caunoi.lib.actor import Actor
from caunoi.people.choices import FieldClass, SealedKind
from caunoi.people.consent_rules import KEPT_AS
from caunoi.people.models import Consent, Packet, Pseudonym, Reveal, Sealed, SecondYes
from caunoi.people.policies import PACKET_TIES, TIES, VAULT_TIES
from caunoi.people.vault.models import ContentKey


def sealed_kinds(by: Actor, pseudonym: Pseudonym) -> dict[str, int]:
    """How many values of each kind are kept about somebody, for those who may open or write them. Opens nothing."""
    allowed = any(decide(by, verb, pseudonym, VAULT_TIES).allowed for verb in (Verb.REVEAL, Verb.SEAL, Verb.WRITE_NOTE))
    kinds = Sealed.objects.filter(pseudonym=pseudonym).values_list("kind", flat=True) if allowed else []
    return dict(Counter(kinds))


def sealed_value(by: Actor, pseudonym: Pseudonym, kind: str) -> Sealed | None:
    """The one row of this kind, for those who may write it; the row opens nothing by itself."""
    if kind == SealedKind.NOTE or not may_about(by, Verb.SEAL, pseudonym):
        return None
    return Sealed.objects.filter(pseudonym=pseudonym, kind=kind).select_related("pseudonym").first()


def may_about(by: Actor, verb: Verb, pseudonym: Pseudonym) -> bool:
    """Whether `by` may do this with what is sealed about her now. Notes are written also while her use is restricted."""
    return decide(by, verb, pseudonym, TIES if verb == Verb.WRITE_NOTE else VAULT_TIES).allowed


def second_yes(by: Actor, at: datetime) -> SecondYes | None:
    """The yes of a colleague under which `by` may invite to a meeting now."""
    since = at - limit_of(RevealPurpose.INVITE).window
    said = SecondYes.objects.filter(user=by.own_id, purpose=RevealPurpose.INVITE, at__gt=since, at__lte=at)
    return said.select_related("said_by").order_by("-at").first()


def reveals_left(by: Actor, at: datetime, purpose: RevealPurpose = RevealPurpose.FOLLOW_UP) -> int:
    """How many more values `by` may open for this purpose and those that are counted with it."""
    counted = Reveal.objects.filter(user=by.own_id, purpose__in=counted_together(purpose))
    return left(purpose, counted.filter(at__gt=at - limit_of(purpose).window).values_list("at", flat=True), at)


def can_be_packed(by: Actor, pseudonym: Pseudonym, allowed: Collection[FieldClass]) -> list[FieldClass]:
    """Of what may pass at all, the parts of which something is kept about her."""
    kept = sealed_kinds(by, pseudonym)
    return [part for part in FieldClass if part in allowed and any(kept.get(kind) for kind in KEPT_AS.get(part, ()))]


def packet_of(by: Actor, referral: UUID) -> Packet | None:
    """What was sealed with a referral, for those who could have sealed it; it opens for its recipient alone."""
    mine = Pseudonym.objects.filter(visible(by, Verb.SEAL_PACKET, VAULT_TIES)).values("pk")
    found = Packet.objects.filter(referral=referral, pseudonym__in=mine)
    return found.select_related("consent").first()


def packets(by: Actor) -> QuerySet[Packet]:
    """Packets that came to `by`'s organisation, for those who may open them."""
    return Packet.objects.filter(visible(by, Verb.OPEN_PACKET, PACKET_TIES))


def packet_on_paper(by: Actor, at: datetime, referral: UUID) -> Packet | None:
    """What came with a referral and opens by the digits on her slip, while she lets it."""
    live = Consent.objects.live(at).values("pk")
    with behind(lambda: told_of(by)):
        found = packets(by).filter(referral=referral, consent__in=live).first()
    return found if found and is_on_paper(found) else None


def is_on_paper(packet: Packet) -> bool:
    """Whether it opens by digits on her slip, not by keys of its recipient."""
    return ContentKey.objects.filter(pk=packet.pk, epoch__isnull=True).exists()
