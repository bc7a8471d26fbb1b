"""The answers that a worker gives most, one tap each: what she may say depends on how the referral stands."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.referrals.choices import Event, Source, State
from caunoi.referrals.machine import OUTCOMES


@dataclass(frozen=True)
class Tap:
    event: Event
    source: Source
    words: str | Promise


RECEIVES = Tap(Event.ACCEPT, Source.PHONE, _("They will receive her (telephone)"))
BEEN = Tap(Event.ATTEND, Source.PERSON, _("She has been there"))
NOT_BEEN = Tap(Event.MISS, Source.PERSON, _("She did not go"))
HELPED = Tap(Event.SERVE, Source.PERSON, _("She was helped"))
SO_IT_WAS = Tap(Event.CONFIRM, Source.PERSON, _("She says it was so"))
TAPS: dict[str, tuple[Tap, ...]] = {
    State.SENT: (RECEIVES, BEEN),
    State.SEEN: (RECEIVES, BEEN),
    State.ACCEPTED: (BEEN, HELPED),
    State.SCHEDULED: (BEEN, NOT_BEEN),
    State.NO_SHOW: (BEEN,),
    State.ATTENDED: (HELPED,),
    **dict.fromkeys(sorted(OUTCOMES), (SO_IT_WAS,)),
}
