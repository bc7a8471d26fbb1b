from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class BirthYearBand(models.TextChoices):
    """Asked only of card-holders, who may leave it out. Adults only: younger people are helped on another path."""

    FROM_2000 = "2000", _("born 2000 or later, adult")
    FROM_1990 = "1990", _("born 1990–1999")
    FROM_1980 = "1980", _("born 1980–1989")
    BEFORE_1980 = "1979", _("born before 1980")
    NOT_SAID = "", _("not said")


class Purpose(models.TextChoices):
    """What she is asked for, one thing at a time. `consent_rules.py` says what each may let pass, to whom, for how long."""

    CARD = "card", _("to have a card")
    REFERRAL = "referral", _("to be referred to a service")
    PACKET = "packet", _("to pass on some details to one place")
    CONTACT = "contact", _("to be contacted in a safe way")
    IDENTITY = "identity", _("to have private details kept")
    MEETING = "meeting", _("to be invited to meetings")
    COMPANY = "company", _("to have somebody go along")


class RecipientKind(models.TextChoices):
    """Who learns something: nobody outside the own organisation, or one place that is named."""

    OWN = "own", _("nobody outside this group")
    PROVIDER = "provider", _("one service provider")


class ConsentMethod(models.TextChoices):
    SPOKEN = "spoken", _("spoken script, asked back")
    PAPER = "paper", _("on paper")
    SCREEN = "screen", _("on screen")


class Witness(models.TextChoices):
    """Never a member, an owner or an officer."""

    NONE = "none", _("nobody else was there")
    PEER = "peer", _("another peer worker")
    STAFF = "staff", _("social-work or clinic staff")
    CHOSEN = "chosen", _("somebody she chose")


class FieldClass(models.TextChoices):
    """What a consent lets be kept or pass to the recipient."""

    SLIP = "slip", _("slip number and service only")
    CODE = "code", _("card code")
    CONTACT = "contact", _("safe way of contact")
    NAME = "name", _("name as on her papers")
    BIRTH = "birth", _("date of birth")


class RestrictionReason(models.TextChoices):
    """Why what is kept about her is not used for now. The last two follow from the card itself."""

    ASKED = "asked", _("she asked for it")
    WRONG = "wrong", _("she says that something is wrong")
    UNSAFE = "unsafe", _("using it could harm her now")
    LAPSED = "lapsed", _("her consent to the card has run out")
    RETURNED = "returned", _("she gave the card back")


FOLLOWS_FROM_THE_CARD = frozenset({RestrictionReason.LAPSED, RestrictionReason.RETURNED})


class AgeBand(models.TextChoices):
    """Asked on the way to a card, after the limits of confidentiality were said. Only the adult bands stand on a card."""

    UNDER_16 = "under_16", _("under 16")
    FROM_16_TO_17 = "from_16_to_17", _("16 or 17")
    FROM_2000 = "2000", BirthYearBand.FROM_2000.label
    FROM_1990 = "1990", BirthYearBand.FROM_1990.label
    FROM_1980 = "1980", BirthYearBand.FROM_1980.label
    BEFORE_1980 = "1979", BirthYearBand.BEFORE_1980.label
    NOT_SAID = "not_said", BirthYearBand.NOT_SAID.label


class ProtectionReason(models.TextChoices):
    """Why somebody is helped on the protective path. Nothing more is kept about it."""

    UNDER_16 = "under_16", AgeBand.UNDER_16.label
    FROM_16_TO_17 = "from_16_to_17", AgeBand.FROM_16_TO_17.label
    TRAFFICKING_SIGNS = "trafficking", _("signs of trafficking")


class TraffickingSign(models.TextChoices):
    """Read, never kept: the answer is one yes or no."""

    PAPERS_KEPT = "papers_kept", _("somebody else keeps her papers or telephone")
    NOT_FREE = "not_free", _("she cannot leave the place or the work when she wants")
    DEBT = "debt", _("she must work off a debt that does not end")
    THREATENED = "threatened", _("she or her family is threatened")
    CARRIED = "carried", _("she was promised other work, or brought or sold here")


class ProtectionStep(models.TextChoices):
    """What the protection person did. The last two end the path's to-do, and the path itself."""

    CALLED_111 = "called_111", _("called 111")
    CALLED_OSSC = "called_ossc", _("called the one-stop support centre")
    ARRANGED = "arranged", _("help is arranged")
    DECLINED = "declined", _("she does not want it for now")
    CONCLUDED = "concluded", _("everything that was ours to do is done")
    MISTAKE = "mistake", _("put on this path by mistake")


class SealedKind(models.TextChoices):
    """What is kept about a person under keys of staff. One of each, and as many notes as there are."""

    CALLED = "called", _("how she wants to be called")
    LEGAL_NAME = "legal_name", _("name as on her papers")
    BIRTH = "birth", _("date of birth")
    PHONE = "phone", _("telephone number")
    SAFE_CONTACT = "safe_contact", _("safe way of contact")
    NOTE = "note", _("note")


class ClubKind(models.TextChoices):
    """What a club keeps under its keys that is about nobody."""

    AREA = "area", _("the club's own name of an area")


LONGEST = {
    SealedKind.CALLED: 80, SealedKind.LEGAL_NAME: 80, SealedKind.BIRTH: 20, SealedKind.PHONE: 40,
    SealedKind.SAFE_CONTACT: 1_000, SealedKind.NOTE: 4_000,
}  # fmt: skip
"""How many signs of each are kept at most."""


class ErasureReason(models.TextChoices):
    ASKED = "asked", _("she asked for it")
    RETENTION = "retention", _("no longer needed")
    MISTAKE = "mistake", _("entered by mistake")
    PROTECTION = "protection", _("to protect her")


class RightKind(models.TextChoices):
    """What the law lets her ask of whoever keeps something about her."""

    LOOKS = "looks", _("who looked at what is kept about me")
    COPY = "copy", _("a copy of what is kept about me")
    CORRECT = "correct", _("correct what is kept about me")
    WITHDRAW = "withdraw", _("withdraw what I agreed to")
    RESTRICT = "restrict", _("keep it, but do not use it")
    OBJECT = "object", _("stop using it for one purpose")
    ERASE = "erase", _("erase everything about me")
    COMPLAINT = "complaint", _("tell how I was treated")


class RightChannel(models.TextChoices):
    """How she asked."""

    OWN_PAGE = "own_page", _("on her own page")
    SPOKEN = "spoken", _("said at the club")
    PAPER = "paper", _("on paper")


class RightOutcome(models.TextChoices):
    """How a request ended. The reasons for "not possible" are all that there are."""

    OPEN = "", _("open")
    DONE = "done", _("done")
    TAKEN_BACK = "taken_back", _("she took it back")
    NOT_FOUND = "not_found", _("nothing is kept about her here")
    NOT_HER = "not_her", _("it could not be seen that it was she who asked")
    ANOTHER = "another", _("it would show something of somebody else")
    ERASED = "erased", _("everything about her was erased since")


SAID_BY_HAND = (
    RightOutcome.DONE, RightOutcome.TAKEN_BACK, RightOutcome.NOT_FOUND, RightOutcome.NOT_HER, RightOutcome.ANOTHER,
)  # fmt: skip
"""How somebody may end a request; that she was erased follows from erasing."""


TIME_TO_TELL = timedelta(days=7)
"""Between the first and the second word that a club closes: to tell people, and to give whoever wants it her copy."""
