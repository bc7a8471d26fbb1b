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
