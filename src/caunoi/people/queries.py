from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from caunoi.access.choices import THE_PERSON, RevealPurpose, Verb
from caunoi.access.models import Grant, GrantQuerySet, User
from caunoi.access.policies import CHECKED, decide, visible
from caunoi.access.queries import colleagues
from caunoi.access.reveals import KEY_HOLDERS, counted_together, left, limit_of
from caunoi.access.walls import behind, told_of, told_of_slip
from caunoi.lib.actor import Actor, ActorKind
from caunoi.lib.ids import clean_code
from caunoi.lib.vietnamese_text import fold
from caunoi.people.choices import FieldClass, Purpose, RestrictionReason, RightKind, SealedKind
from caunoi.people.consent_rules import KEEPING, KEPT_AS, NOT_ASKED_ON_ITS_OWN, RULES
from caunoi.people.models import (
    Assignment,
    Closing,
    Consent,
    Member,
    OneTimeCode,
    Packet,
    ProtectionEntry,
    ProtectiveCase,
    Pseudonym,
    Restriction,
    Reveal,
    RightsRequest,
    Sealed,
    SecondYes,
)
from caunoi.people.models.rights import RightsRequestQuerySet
from caunoi.people.policies import (
    KEY_TIES,
    PACKET_TIES,
    PROTECTING_ROLES,
    REQUEST_TIES,
    TIES,
    VAULT_TIES,
    is_protected,
    is_restricted,
)
from caunoi.people.vault.choices import NewEpoch
from caunoi.people.vault.door import ask
from caunoi.people.vault.keeper import KeeperError
from caunoi.people.vault.models import ContentKey, Epoch, HolderKey, RecoveryKey


def people(by: Actor) -> QuerySet[Pseudonym]:
    """Whom `by` may see: her caseload, or whom she opened by card a moment ago."""
    return Pseudonym.objects.filter(visible(by, Verb.SEE_MEMBER, TIES)).select_related("member")


def caseload(by: Actor) -> QuerySet[Member]:
    """Members whom `by` looks after now, by memory cue. Never anybody else's."""
    mine = Assignment.objects.now().filter(worker_id=by.id).values("pseudonym")
    return (
        Member.objects.filter(CHECKED, pseudonym__in=mine)
        .select_related("pseudonym")
        .order_by("cue_folded", "card_code")
    )


def on_paper(by: Actor, worker: UUID) -> QuerySet[Assignment]:
    """Members whom a worker of `by`'s organisation looks after now, by line of her paper. Of another's, a page shows lines alone."""
    here = Assignment.objects.now().filter(CHECKED, worker=worker, pseudonym__organisation=by.own_organisation)
    with_card = here.filter(pseudonym__member__isnull=False).select_related("pseudonym__member")
    return with_card.order_by("line", "pseudonym__member__cue_folded")


def member_by_card(by: Actor, card: str) -> Member | None:
    """The member of `by`'s own organisation who holds this card; other clubs' cards do not exist here."""
    code = clean_code(card)
    return (
        Member.objects.select_related("pseudonym")
        .filter(card_code=code, pseudonym__organisation=by.organisation)
        .first()
    )


def persons_by_card(by: Actor, cards: Iterable[str]) -> dict[str, UUID]:
    """The same for many cards at once: each card of `by`'s own organisation and the person who holds it."""
    wanted = sorted(set(cards))
    found: dict[str, UUID] = {}
    for start in range(0, len(wanted), 500):
        members = Member.objects.filter(
            card_code__in=wanted[start : start + 500], pseudonym__organisation=by.organisation
        )
        found.update(members.values_list("card_code", "pseudonym"))
    return found


def members_by_cue(by: Actor, words: str) -> QuerySet[Member]:
    """Members of `by`'s caseload whose cue holds these words, whatever the tone marks."""
    return caseload(by).filter(cue_folded__contains=fold(words))


def protected_people(by: Actor) -> QuerySet[ProtectiveCase]:
    """Whom `by` looks after on the protective path and who have no card: beside her caseload, never anybody else's."""
    mine = Assignment.objects.now().filter(worker_id=by.id).values("pseudonym")
    cases = ProtectiveCase.objects.now().filter(CHECKED, pseudonym__in=mine, pseudonym__member__isnull=True)
    return cases.select_related("pseudonym").order_by("cue")


def left_out_of_figures(organisation: UUID) -> QuerySet:  # type: ignore[type-arg]  # ids only
    """People of this club on the protective path, by id: they stand in no figure of adults."""
    return ProtectiveCase.objects.now().filter(pseudonym__organisation=organisation).values_list("pseudonym", flat=True)


def protection(pseudonym: UUID) -> ProtectiveCase | None:
    """How she is helped on the protective path, if she is."""
    return ProtectiveCase.objects.now().filter(pseudonym=pseudonym).first()


def cases_seen(by: Actor) -> QuerySet[ProtectiveCase]:
    """Everybody on the path that `by` follows up as the protection person of her club."""
    mine = Pseudonym.objects.filter(visible(by, Verb.FOLLOW_PROTECTION, TIES)).values("pk")
    cases = ProtectiveCase.objects.now().filter(pseudonym__in=mine)
    return cases.select_related("pseudonym").order_by("since")


def cases_to_follow(by: Actor) -> QuerySet[ProtectiveCase]:
    """Those for whom something is still to be done: what stands in her day."""
    return cases_seen(by).filter(concluded_at__isnull=True)


def protection_steps(case: ProtectiveCase) -> QuerySet[ProtectionEntry]:
    """What was done, oldest first."""
    return ProtectionEntry.objects.filter(CHECKED, case=case).select_related("done_by").order_by("at", "pk")


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


# --- keys -----------------------------------------------------------------------------------------------------------
MOST_AGE = timedelta(days=90)


@dataclass(frozen=True)
class VaultState:
    """How the vault of `by`'s organisation stands for her, for the pages that lead to it.

    `exists`: the organisation has keys. `has_key`: she has made hers. `waiting`: it still has to be let in by a colleague.
    `open`: this session may read now, for `seconds_left` if nobody does anything.
    """

    exists: bool
    has_key: bool
    waiting: bool
    open: bool
    seconds_left: int
    renewal_due: str


@dataclass(frozen=True)
class KeyHolder:
    """Somebody with keys here. `waits`: a key that opens nothing until a colleague lets it in. `lapsed`: she may not hold it any more."""

    user: User
    admitted: bool
    waits: bool
    lapsed: bool


def vault_state(by: Actor, at: datetime, session: str = "") -> VaultState:
    """How the vault stands for `by`; asking neither opens it nor keeps it open."""
    epoch = current_epoch(by.own_organisation)
    own = HolderKey.objects.filter(user=by.own_id, organisation=by.own_organisation)
    try:
        status = ask("status", session=session, user=str(by.own_id))
    except KeeperError:
        status = {"open": False, "seconds_left": 0}
    return VaultState(
        exists=epoch is not None,
        has_key=own.filter(admitted_at__isnull=False).exists(),
        waiting=own.filter(admitted_at__isnull=True).exists(),
        open=bool(status["open"]),
        seconds_left=int(status["seconds_left"]),
        renewal_due=renewal_due(epoch, at) if epoch else "",
    )


def key_holders(by: Actor) -> list[KeyHolder]:
    """Who holds keys in `by`'s organisation, or waits to, by handle."""
    rows = list(HolderKey.objects.filter(organisation=by.own_organisation).values_list("user", "admitted_at"))
    admitted = {user for user, moment in rows if moment}
    waiting = {user for user, moment in rows if not moment}
    allowed = may_hold_keys(by.own_organisation)
    users = User.objects.filter(pk__in=admitted | waiting).order_by("handle")
    return [KeyHolder(user, user.pk in admitted, user.pk in waiting, user.pk not in allowed) for user in users]


def key_users(organisation: UUID) -> list[UUID]:
    """Everybody with a key of this organisation, waiting ones too."""
    return list(HolderKey.objects.filter(organisation=organisation).values_list("user", flat=True))


def closing(by: Actor) -> Closing | None:
    """Whether `by`'s organisation is about to close, or has."""
    found = Closing.objects.filter(visible(by, Verb.CLOSE_CLUB, KEY_TIES), taken_back_at__isnull=True)
    return found.select_related("asked_by", "agreed_by").first()


def recovery_sheets(by: Actor) -> RecoveryKey | None:
    """The paper sheets of `by`'s organisation that count now: when they were made, and when they were handed out."""
    return RecoveryKey.objects.filter(organisation=by.own_organisation, ended_at__isnull=True).first()


def may_hold_keys(organisation: UUID) -> set[UUID]:
    """Users whose grants in this organisation act now and are of a kind that may hold keys."""
    grants = Grant.objects.acting().filter(organisation=organisation, role__in=KEY_HOLDERS)
    return set(grants.values_list("user_id", flat=True))


def current_epoch(organisation: UUID) -> Epoch | None:
    return Epoch.objects.now().filter(organisation=organisation).first()


def lapsed_holders(organisation: UUID) -> list[HolderKey]:
    """Admitted keys of people who may not hold any here now. Rules refuse them already; new keys shut them out for good."""
    allowed = may_hold_keys(organisation)
    admitted = HolderKey.objects.filter(organisation=organisation, admitted_at__isnull=False)
    return [holder for holder in admitted if holder.user not in allowed]


def renewal_due(epoch: Epoch, at: datetime) -> str:
    """Why new keys should be made now; empty if they need not."""
    if lapsed_holders(epoch.organisation):
        return NewEpoch.LEFT
    if epoch.due:
        return epoch.due
    return NewEpoch.AGE if at >= epoch.began_at + MOST_AGE else ""


def kinds_agreed(pseudonym: Pseudonym, at: datetime) -> set[str]:
    """What she agreed to have kept and used by her own organisation now. Notes of workers are not among it."""
    live = [consent for purpose in KEEPING for consent in live_consents(pseudonym.pk, purpose, at)]
    return {kind for consent in live for field in consent.field_classes for kind in KEPT_AS.get(field, ())}


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


def agreed_to_meet(by: Actor, at: datetime) -> int:
    """How many people of `by`'s organisation agreed to be invited: a count, never who."""
    live = Consent.objects.live(at).filter(organisation=by.own_organisation, purpose=Purpose.MEETING)
    return live.filter(pseudonym__isnull=False).values("pseudonym").distinct().count()


def reveals_left(by: Actor, at: datetime, purpose: RevealPurpose = RevealPurpose.FOLLOW_UP) -> int:
    """How many more values `by` may open for this purpose and those that are counted with it."""
    counted = Reveal.objects.filter(user=by.own_id, purpose__in=counted_together(purpose))
    return left(purpose, counted.filter(at__gt=at - limit_of(purpose).window).values_list("at", flat=True), at)


def has_keys(organisation: UUID) -> bool:
    """Whether something can be sealed for this organisation."""
    return current_epoch(organisation) is not None


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


def requests(by: Actor) -> RightsRequestQuerySet:
    """Requests that `by` may see, those that still wait first, by their last day."""
    seen = RightsRequest.objects.filter(visible(by, Verb.SEE_REQUEST, REQUEST_TIES))
    return seen.order_by("outcome", "due_on", "year", "serial")


def who_opened(code: UUID) -> Actor | None:
    """Whose page was opened with this one-time code, as one who acts, while she still has a card."""
    with behind(lambda: told_of_slip(str(code))):
        used = OneTimeCode.objects.filter(CHECKED, pk=code, used_at__isnull=False)
        person = used.values_list("pseudonym", flat=True).first()
    if person is None:
        return None
    herself = Actor(ActorKind.PERSON, person, roles=frozenset({THE_PERSON}))
    with behind(lambda: told_of(herself)):
        hers = Pseudonym.objects.filter(CHECKED, pk=person, member__isnull=False)
        organisation = hers.values_list("organisation", flat=True).first()
    return replace(herself, organisation=organisation) if organisation else None


def own_row(by: Actor, person: UUID) -> Pseudonym:
    """The row of whom `by` may show what is kept: herself, or somebody she looks after or opened. Raises DoesNotExist."""
    return _to_show(by, person).select_related("member", "protection").get()


def own_consents(by: Actor, person: UUID) -> QuerySet[Consent]:
    """What she agreed to and has not withdrawn."""
    hers = Consent.objects.filter(pseudonym__in=_to_show(by, person), withdrawn_at__isnull=True)
    return hers.select_related("recipient").order_by("-given_at")


def own_requests(by: Actor, person: UUID) -> QuerySet[RightsRequest]:
    """What she asked for, newest first. What she told of how she was treated, staff do not print."""
    hers = RightsRequest.objects.filter(pseudonym__in=_to_show(by, person)).order_by("-received_at")
    return hers if by.kind is ActorKind.PERSON else hers.exclude(kind=RightKind.COMPLAINT)


def _to_show(by: Actor, person: UUID) -> QuerySet[Pseudonym]:
    return Pseudonym.objects.filter(visible(by, Verb.SEE_OWN_PAGE, TIES), pk=person)
