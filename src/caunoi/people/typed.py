from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caunoi.lib.actor import Actor
from caunoi.lib.ids import is_code
from caunoi.people.models import Pseudonym
from caunoi.people.queries import member_by_card, members_by_cue


def person_meant(by: Actor, who: str) -> Pseudonym:
    """Whom a memory cue or a card number means; raises ValidationError with what to do."""
    if any(character.isdigit() for character in who):
        return _by_card(by, who)
    found = list(members_by_cue(by, who)[:3])
    if len(found) == 1:
        return found[0].pseudonym
    if not found:
        raise ValidationError(_("Nobody you look after has this memory cue. Check it, or type the card number."))
    cards = ", ".join(f"{member.cue} {member.card}" for member in found)
    raise ValidationError(gettext("Several people fit: %(cards)s. Type the card number.") % {"cards": cards})


def _by_card(by: Actor, who: str) -> Pseudonym:
    if not is_code(who):
        raise ValidationError(_("One digit of this card number is wrong or missing. Compare it with the card."))
    member = member_by_card(by, who)
    if member is None:
        raise ValidationError(_("No card with this number here. If it is another group's card, leave this empty."))
    return member.pseudonym
