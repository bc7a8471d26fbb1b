"""Who is seen by whom."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from caunoi.access.choices import Verb
from caunoi.access.policies import CHECKED, visible
from caunoi.lib.actor import Actor
from caunoi.lib.ids import clean_code
from caunoi.lib.vietnamese_text import fold
from caunoi.people.models import Assignment, Member, ProtectiveCase, Pseudonym
from caunoi.people.policies import TIES


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
