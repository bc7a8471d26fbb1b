from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Setting(models.TextChoices):
    STREET = "street", _("outdoors")
    VENUE = "venue", _("at a workplace")
    HOME = "home", _("at home")
    CLUB = "club", _("at the meeting place")
    PHONE = "phone", _("by telephone")
    ONLINE = "online", _("online")


class Newness(models.TextChoices):
    """Of people without a card, as far as the worker knows; of card-holders the contacts themselves say it."""

    NEW = "new", _("met for the first time")
    RETURNING = "returning", _("met before")


class Elsewhere(models.TextChoices):
    """Her answer, once a year, to whether somebody else gave her a card too: the only estimate of overlap there is."""

    YES = "yes", _("yes, elsewhere too")
    NO = "no", _("no, only here")
    NOT_SAID = "not_said", _("she would rather not say")


class Verdict(models.TextChoices):
    """What a person decides about two contacts that may be one."""

    SAME = "same", _("one meeting, written down twice")
    DIFFERENT = "different", _("two different meetings")


class DatePrecision(models.TextChoices):
    DAY = "day", _("that day")
    WEEK = "week", _("that week")


class Topic(models.TextChoices):
    HEALTH = "health", _("reproductive health")
    INFECTIONS = "infections", _("preventing infections")
    CONTRACEPTION = "contraception", _("contraception")
    VIOLENCE = "violence", _("violence and safety")
    RIGHTS = "rights", _("rights and law")
    HARM_REDUCTION = "harm_reduction", _("harm reduction")
    PAPERS = "papers", _("papers and insurance")
    WORK = "work", _("work, training and loans")
    FEELINGS = "feelings", _("worries and feelings")


class Commodity(models.TextChoices):
    CONDOM = "condom", _("condoms")
    LUBRICANT = "lubricant", _("lubricant")
    NEEDLE = "needle", _("clean needles")
    SELF_TEST = "self_test", _("self-test kits")
    LEAFLET = "leaflet", _("leaflets")
    HYGIENE = "hygiene", _("hygiene kits")


class CountKind(models.TextChoices):
    """What a worker's month counts without any person, day or line behind it: violence told of, by who did it."""

    VIOLENCE = "violence", _("who did it was not said")
    BY_CLIENT = "by_client", _("a customer")
    BY_PARTNER = "by_partner", _("a partner or somebody of the family")
    BY_VENUE = "by_venue", _("an owner or manager of the workplace")
    BY_OFFICIAL = "by_official", _("somebody in office, while on duty")
    BY_OTHER = "by_other", _("somebody else")


class Movement(models.TextChoices):
    """How pieces come and go, beside those that are handed over at contacts."""

    RECEIVED = "received", _("received by the group")
    HANDED = "handed", _("handed to a worker")
    RETURNED = "returned", _("brought back by a worker")
    LOST = "lost", _("lost or damaged")
    EXPIRED = "expired", _("past its date")
    FOUND = "found", _("more there than was noted")


class StockReason(models.TextChoices):
    """Why there is more or less than was noted."""

    COUNTED = "counted", _("counted anew")
    NOT_NOTED = "not_noted", _("received and not noted")
    COLLEAGUE = "colleague", _("from a colleague's bag")
    WRONG_CONTACT = "wrong_contact", _("a contact was noted wrongly")
    DAMAGED = "damaged", _("wet, torn or lost on the way")


class FundKind(models.TextChoices):
    IN = "in", _("money received")
    HELP = "help", _("help given")


class FundPurpose(models.TextChoices):
    """What emergency help is for. There is no other field for it."""

    TRAVEL = "travel", _("travel")
    FOOD = "food", _("food")
    NIGHT = "night", _("a safe night")
    MEDICINE = "medicine", _("medicine or examination")
    PAPERS = "papers", _("fees for papers")
    CHILD = "child", _("for a child")
    TELEPHONE = "telephone", _("telephone credit")


class Band(models.TextChoices):
    """About how much somebody needs: never a number of hers."""

    LITTLE = "little", _("a little")
    MIDDLING = "middling", _("middling")
    MUCH = "much", _("much")


class FollowUpReason(models.TextChoices):
    HOW_SHE_IS = "how_she_is", _("ask how she is")
    BRING = "bring", _("bring something")
    APPOINTMENT = "appointment", _("remind her of an appointment")
    RESULT = "result", _("ask how it went")
    TALK = "talk", _("go on with a talk")


class CheckOutcome(models.TextChoices):
    """What a lead heard about a contact chosen by chance. A reason to talk, never a mark for anybody."""

    FITS = "fits", _("it was so")
    DIFFERS = "differs", _("it was otherwise")
    NOT_KNOWN = "not_known", _("could not be asked")


AREA_UNUSED = timedelta(days=90)
"""So long after the last contact that named it, an area is forgotten with its name."""
