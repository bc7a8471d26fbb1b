from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from caunoi.access.choices import Verb
from caunoi.access.policies import visible
from caunoi.lib.actor import Actor
from caunoi.lib.ids import clean_code
from caunoi.lib.vietnamese_text import fold
from caunoi.people.choices import Purpose
from caunoi.people.models import Assignment, Consent, Member, Pseudonym
from caunoi.people.policies import TIES


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


def live_consents(pseudonym: UUID | None, purpose: Purpose, at: datetime) -> Iterable[Consent]:
    """What she agreed to for this purpose and has not withdrawn, newest first."""
    return Consent.objects.live(at).filter(pseudonym=pseudonym, purpose=purpose).order_by("-given_at")
