"""What she asked for by right, and what she may read of herself."""

from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from caunoi.access.choices import THE_PERSON, Verb
from caunoi.access.policies import CHECKED, visible
from caunoi.access.walls import behind, told_of, told_of_slip
from caunoi.lib.actor import Actor, ActorKind
from caunoi.people.choices import RightKind
from caunoi.people.models import Consent, OneTimeCode, Pseudonym, RightsRequest
from caunoi.people.models.rights import RightsRequestQuerySet
from caunoi.people.policies import REQUEST_TIES, TIES


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
