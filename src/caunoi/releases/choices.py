from django.db import models
from django.utils.translation import gettext_lazy as _


class ReleaseState(models.TextChoices):
    CLOSING = "closing", _("waiting for the second person")
    RELEASED = "released", _("closed and ready to send")


class MonthState(models.TextChoices):
    """How one month of a deployment stands; nothing sent is a normal state."""

    RUNNING = "running", _("not over yet")
    OPEN = "open", _("not closed yet")
    CLOSING = "closing", _("waiting for the second person")
    RELEASED = "released", _("closed and ready to send")
