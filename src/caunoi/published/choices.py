from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom exact cells are added and then controlled, once."""

    PROVINCE = "province", _("province")
    NATIONAL = "national", _("whole country")
    PROGRAMME = "programme", _("programme office")
    DONOR = "donor", _("donors")
