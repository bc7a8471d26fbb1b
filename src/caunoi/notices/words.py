"""The one letter that is ever sent: the same for every kind, so that not even its kind can be read from outside."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _


def letter(number: UUID, to: str) -> EmailMessage:
    """No name, no link, no number of a slip: that there is something to look at."""
    with translation.override("vi"):
        subject = _("Something new to look at")
        body = _("There is something new for you to look at. Open it when it suits you.")
    domain = settings.MAIL_FROM.rpartition("@")[2] or "localhost"
    return EmailMessage(
        subject,
        body,
        settings.MAIL_FROM,
        [to],
        headers={"Message-ID": f"<{number}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
