"""Closed lists of the registers. There is no field for words of one's own: what is told beyond them is told in person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Happened(models.TextChoices):
    """What a breach was (sự cố dữ liệu). The law counts misuse and failed requests among them."""

    LOST = "lost", _("a device or paper was lost or stolen")
    TAKEN = "taken", _("a device or paper was taken away by officers")
    WRONG_EYES = "wrong_eyes", _("somebody saw what is not hers to see")
    WRONG_PLACE = "wrong_place", _("something was sent or given to the wrong place")
    ACCOUNT = "account", _("somebody used the account or the words of another")
    ATTACK = "attack", _("somebody broke into the machine")
    GONE = "gone", _("something was destroyed or can no longer be read")
    MISUSE = "misuse", _("something was used for what nobody agreed to")
    RIGHT_FAILED = "right_failed", _("what somebody asked by right was not done, or wrongly")


class DataClass(models.TextChoices):
    """What was touched, in classes of the inventory."""

    CODES = "codes", _("card numbers, memory cues, slip numbers")
    SERVICE = "service", _("contacts, needs and referrals")
    CONSENT = "consent", _("what people agreed to or asked for")
    SEALED_SHUT = "sealed_shut", _("sealed details, whose keys stayed shut")
    SEALED_OPEN = "sealed_open", _("sealed details, which somebody could read")
    STAFF = "staff", _("accounts of staff")


class PeopleBand(models.TextChoices):
    """About how many people are concerned."""

    UNKNOWN = "unknown", _("not known yet")
    NONE = "none", _("nobody, as far as is known")
    TO_10 = "to_10", _("1 to 10 people")
    TO_50 = "to_50", _("11 to 50 people")
    TO_200 = "to_200", _("51 to 200 people")
    MORE = "more", _("more than 200 people")


class Measure(models.TextChoices):
    """What was done about it."""

    ACCOUNTS = "accounts", _("accounts were closed")
    KEYS = "keys", _("new keys were made")
    DEVICE = "device", _("the device was locked, wiped or replaced")
    FETCHED = "fetched", _("what went astray was fetched back or destroyed")
    RESTRICTED = "restricted", _("use was restricted")
    RESTORED = "restored", _("a backup was restored")
    STAFF_TOLD = "staff_told", _("staff were told and shown how")
    LAWYER = "lawyer", _("a lawyer was asked")


class Telling(models.TextChoices):
    """Whether those concerned are told. Never by a message to a telephone that others may read."""

    UNDECIDED = "undecided", _("not decided yet")
    IN_PERSON = "in_person", _("each in person, by whoever looks after her")
    NOT_SAFE = "not_safe", _("not now: telling would put them at risk")
    NOBODY = "nobody", _("nobody is concerned")


class Notice(models.TextChoices):
    """How the notice that the law may ask for stands."""

    WAITING = "waiting", _("not sent yet")
    SENT = "sent", _("sent")
    NOT_DUE = "not_due", _("not due, as decided with a lawyer")


class Body(models.TextChoices):
    """Who asked for data."""

    POLICE = "police", _("police")
    COURT = "court", _("court or procuracy")
    COMMUNE = "commune", _("people's committee")
    INSPECTION = "inspection", _("inspection team")
    DEPARTMENT = "department", _("department of a ministry")
    DONOR = "donor", _("donor or project office")
    MEDIA = "media", _("press")
    PARTNER = "partner", _("partner, owner, relative")
    OTHER = "other", _("somebody else")


class Basis(models.TextChoices):
    """What they showed."""

    NOTHING = "nothing", _("nothing, said only")
    LETTER = "letter", _("a letter of introduction")
    WRITTEN = "written", _("a written request that names no law")
    LAW = "law", _("a written request that names a law")
    COURT_ORDER = "court_order", _("a decision of a court or an investigating body")


class Sought(models.TextChoices):
    """What they wanted."""

    LIST = "list", _("a list of people")
    ONE = "one", _("something about one person")
    STAFF = "staff", _("something about staff")
    DEVICE = "device", _("a machine, telephone or paper")
    FIGURES = "figures", _("figures")
    ENTRY = "entry", _("to come in or to look at the screen")


class Lawyer(models.TextChoices):
    NOT_YET = "not_yet", _("not asked yet")
    ASKED = "asked", _("asked")
    THERE = "there", _("was there")


class Given(models.TextChoices):
    """What they were given. The first is the default."""

    NOTHING = "nothing", _("nothing at all")
    FIGURES = "figures", _("figures that anybody may see")
    ON_ORDER = "on_order", _("what a court ordered, in the presence of a lawyer")
    BY_FORCE = "by_force", _("taken by force")
