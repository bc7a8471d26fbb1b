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
    CARD = "card", _("to have a card")
    REFERRAL = "referral", _("to be referred to a service")


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
    """What a consent lets pass to the recipient."""

    SLIP = "slip", _("slip number and service only")
    CODE = "code", _("card code")
    CONTACT = "contact", _("safe way of contact")
