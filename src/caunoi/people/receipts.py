"""The receipt of a consent: what she takes home. It says what she agreed to and how to end it, and gives nothing away."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.lib.discretion import is_discreet
from caunoi.look.templatetags.look import day
from caunoi.people.choices import FieldClass, Purpose
from caunoi.people.models import Consent


@dataclass(frozen=True)
class Receipt:
    """Lines to print, and the same as one short message."""

    number: str
    given: str
    what: str
    receiver: str
    passes: str
    until: str

    @property
    def message(self) -> str:
        """To copy into a message: no name, no link."""
        said = _(
            "No. %(number)s, %(given)s. %(what)s. Sees it: %(receiver)s. What: %(passes)s. Until %(until)s. %(how)s"
        )
        return said % {**self.__dict__, "how": self.how}

    @property
    def how(self) -> str:
        return _("Changed your mind? Say this number to whoever gave you the paper; it ends at once.")


def receipt(consent: Consent) -> Receipt:
    """Of one line of the ledger, in the language of the page."""
    return Receipt(
        number=consent.receipt,
        given=day(timezone.localtime(consent.given_at)),
        what=_what(Purpose(consent.purpose)),
        receiver=_receiver(consent),
        passes=", ".join(_part(FieldClass(one)) for one in consent.field_classes),
        until=day(timezone.localtime(consent.expires_at)),
    )


def _receiver(consent: Consent) -> str:
    """The place by its name, unless the name itself tells something."""
    if consent.recipient is None:
        return _("only we")
    return consent.recipient.name if is_discreet(consent.recipient.name) else _("the place you chose")


def _what(purpose: Purpose) -> str:
    return {
        Purpose.CARD: _("Keep a card"),
        Purpose.REFERRAL: _("Arrange an appointment"),
        Purpose.PACKET: _("Send a few details ahead"),
        Purpose.CONTACT: _("Get in touch in the way you chose"),
        Purpose.IDENTITY: _("Keep a few things for you"),
        Purpose.MEETING: _("Tell you about the next gathering"),
        Purpose.COMPANY: _("Somebody goes along"),
    }[purpose]


def _part(part: FieldClass) -> str:
    return {
        FieldClass.SLIP: _("number of the slip, what for"),
        FieldClass.CODE: _("number of the card"),
        FieldClass.CONTACT: _("how to reach you"),
        FieldClass.NAME: _("your name"),
        FieldClass.BIRTH: _("your date of birth"),
    }[part]
