from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Words that anybody may read."""

    NEW = "new", _("A new slip is waiting")
    NEWS = "news", _("There is news on a slip")
    STOPPED = "stopped", _("A slip is no longer in use")
    WAITING = "waiting", _("Some slips have waited for long")


LEADS_TO: dict[str, str] = {
    Kind.NEW: "referrals:referral",
    Kind.NEWS: "referrals:referral",
    Kind.WAITING: "referrals:funnel",
}
"""The page behind a kind; what has stopped leads nowhere any more."""
ABOUT_THE_WHOLE = frozenset({Kind.WAITING})
"""Kinds whose page needs no id."""
