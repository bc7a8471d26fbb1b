from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodBasis(models.TextChoices):
    """How a deployment counts its months; the values are those of `lib.periods`."""

    ADMINISTRATIVE = "admin_month", _("administrative month (15th to 14th)")
    CALENDAR = "calendar_month", _("calendar month")
