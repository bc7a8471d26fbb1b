from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom exact cells are added and then controlled, once."""

    PROVINCE = "province", _("province")
    NATIONAL = "national", _("whole country")
    PROGRAMME = "programme", _("programme office")
    DONOR = "donor", _("donors")


class ReportState(models.TextChoices):
    """How a commune stands in a period. A zero is confirmed by somebody; silence never is one."""

    NOT_SENT = "not_sent", _("not handed in yet")
    SENT = "sent", _("handed in")
    ZERO = "zero", _("zero confirmed")


class Direction(models.TextChoices):
    """Which way a target points."""

    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    KEEP_ON = "keep_on", _("go on, no number stated")


class Every(models.TextChoices):
    """How often a target has to be met: once by its day, or again in each of these until then."""

    ONCE = "once", _("by the day")
    YEAR = "year", _("each year")
    MONTH = "month", _("each month")


class Method(models.TextChoices):
    """How somebody arrived at the size of a population."""

    MULTIPLIER = "multiplier", _("multiplier")
    TWO_SOURCES = "two_sources", _("capture–recapture, two sources")
    THREE_SOURCES = "three", _("capture–recapture, three sources")
    MAPPING = "mapping", _("mapping and counting")
    NETWORK = "network", _("network scale-up")
    REGISTER = "register", _("count of a register")
    EXPERTS = "experts", _("judgement of people who know")
