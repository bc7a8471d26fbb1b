"""The menu: an entry shows when some rule could ever allow what stands behind it."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from caunoi.access.choices import Verb
from caunoi.access.doors import Request
from caunoi.access.policies import may_ever


def entries(request: Request) -> list[dict[str, Any]]:
    """Label and address of each page that `request.by` can use on this kind of installation."""
    labelled = (
        (_("Today"), "workspace:day", Verb.NOTE_NEED),
        (_("People"), "workspace:people", Verb.NOTE_NEED),
        (_("Referrals"), "referrals:list", Verb.SEE_REFERRAL),
        (_("Requests"), "workspace:requests", Verb.OPEN_FOR_REQUEST),
        (_("News"), "notices:list", Verb.SEE_REFERRAL),
        (_("Data protection"), "guardian:home", Verb.SEE_RECORD),
        (_("Month"), "releases:month", Verb.SEE_MONTH),
        (_("Figures"), "reports:index", Verb.SEE_REPORTS),
        (_("Programme"), "exchange:programme", Verb.SEE_COMPLETENESS),
        (_("Keys"), "workspace:keys", Verb.KEEP_KEYS),
        (_("Staff"), "administration:staff", Verb.SEE_STAFF),
        (_("Directory"), "administration:reference", Verb.KEEP_REFERENCE),
        (_("Places to go"), "administration:cards", Verb.MARK_TRIED),
    )
    found = []
    for label, name, verb in labelled:
        url = address(name)
        if url and may_ever(request.by, verb):
            found.append({"label": label, "url": url, "current": request.path == url})
    return found


def address(name: str) -> str:
    """Empty where this kind of installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
