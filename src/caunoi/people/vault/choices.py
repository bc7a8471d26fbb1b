from django.db import models
from django.utils.translation import gettext_lazy as _


class NewEpoch(models.TextChoices):
    """Why an organisation's keys were made anew."""

    FIRST = "first", _("the first keys")
    LEFT = "left", _("somebody who held keys left")
    SUSPICION = "suspicion", _("keys may have been seen by somebody")
    AGE = "age", _("ninety days have passed")
    RESTORED = "restored", _("an earlier copy was put back")
    RECOVERY = "recovery", _("recovered with paper sheets")
