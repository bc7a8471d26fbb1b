"""What a person agreed to, as the look's cards show it."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caunoi.look.templatetags.look import day
from caunoi.people.choices import FieldClass
from caunoi.people.models import Consent


def consent_card(consent: Consent, at: datetime) -> dict[str, Any]:
    """One line of the ledger, with where its receipt and its withdrawal stand."""
    place = {"person": consent.pseudonym_id, "consent": consent.pk}
    passes = ", ".join(str(FieldClass(one).label) for one in consent.field_classes)
    receiver = consent.recipient.name if consent.recipient else _("nobody outside this group")
    is_live = consent.is_live(at)
    return {
        "title": capfirst(consent.get_purpose_display()),
        "text": f"{receiver} · {passes}",
        "meta": f"{day(consent.given_at)} · {_end(consent)}",
        "chip": "" if is_live else _end(consent),
        "tone": "neutral",
        "receipt_url": reverse("workspace:receipt", kwargs=place) if is_live and consent.receipt_code else "",
        "withdraw_url": reverse("workspace:withdraw", kwargs=place) if is_live else "",
    }


def _end(consent: Consent) -> str:
    if consent.withdrawn_at is not None:
        return _("withdrawn on %(day)s") % {"day": day(timezone.localtime(consent.withdrawn_at))}
    return _("until %(day)s") % {"day": day(timezone.localtime(consent.expires_at))}
