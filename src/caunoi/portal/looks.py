"""Who looked, in words that she can read: day, role, organisation, what was done and what for. Never who by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.access.choices import SLIP_HOLDER, THE_PERSON, RevealPurpose, Role, Verb
from caunoi.audit.queries import Look
from caunoi.organisations.models import Organisation


@dataclass(frozen=True)
class Told:
    on: date
    who: str
    what: str
    why: str


def told(looks: Iterable[Look], *, own: UUID) -> list[Told]:
    """What stands in the record about her, newest first. Her own group (`own`) is not named on a telephone."""
    seen = list(looks)
    others = {look.organisation for look in seen if look.organisation} - {own}
    names = dict(Organisation.objects.filter(pk__in=others).values_list("pk", "name"))
    return [Told(look.on, _who(look, names), _what(look.action), _why(look)) for look in seen]


def _who(look: Look, names: dict[UUID, str]) -> str:
    if THE_PERSON in look.roles:
        return _("you yourself")
    if SLIP_HOLDER in look.roles:
        return _("the place where you showed your slip")
    role = next((str(Role(role).label) for role in look.roles if role in set(Role)), _("the system"))
    parts = [
        role,
        names.get(look.organisation, "") if look.organisation else "",
        look.staff and _("staff no. %(code)s") % {"code": look.staff},
    ]
    return ", ".join(filter(None, parts))


def _why(look: Look) -> str:
    return str(RevealPurpose(look.purpose).label) if look.purpose in set(RevealPurpose) else ""


def _what(action: str) -> str:
    return {
        Verb.GIVE_CARD: _("gave you the card"),
        Verb.OPEN_BY_CARD: _("opened your page by the card"),
        Verb.RECORD_CONSENT: _("wrote down what you agreed to"),
        "withdraw_consent": _("wrote down that you withdrew something"),
        Verb.RESTRICT_USE: _("stopped or resumed the use of what is kept"),
        Verb.ASK_RIGHT: _("took down what you ask for"),
        Verb.OPEN_FOR_REQUEST: _("opened your page for what you asked"),
        Verb.GIVE_OWN_CODE: _("gave you a code for this page"),
        Verb.SEE_OWN_PAGE: _("printed this page for you"),
        "print_copy": _("printed for you everything that is kept"),
        "enter_own_page": _("opened this page"),
        "reveal": _("read something private"),
        Verb.SEAL_PACKET: _("sealed what you let a place know"),
        Verb.OPEN_PACKET: _("read what you let that place know"),
        "search_names": _("found you by name"),
        Verb.SEAL: _("wrote something private under keys"),
        Verb.WRITE_NOTE: _("wrote a note under keys"),
        "remove_sealed": _("took away something private"),
        Verb.HAND_OVER: _("handed you over to somebody else"),
        Verb.PLAN_VISITS: _("planned to see you again"),
        "follow_up_done": _("did what was planned with you"),
        "set_bands": _("wrote down about how much you need in a week"),
        "set_layer": _("wrote down how you belong to a group"),
        "answer_elsewhere": _("wrote down whether you have a card elsewhere"),
        "acknowledge_request": _("told you that your request has come"),
    }.get(action, _("worked on something that concerns you"))
