"""What is kept, table by table, read from the models; what it is for and how long it stays is said here, once.

A table without its line fails a test. Also the public notice is made of this, in plainer words.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caunoi.people.retention_rules import DAYS

CLASSES = ("vault", "sealed", "service", "public")

HER = gettext_lazy("as long as she has a card; after a long time unseen somebody asks whether it is still needed")
COUNTED = gettext_lazy("as long as it counts; after erasing it stays without her")
KEY = gettext_lazy("until she is erased, or the value is")
PROOF = gettext_lazy("for good: it proves that the rest is true, and names nobody")
STAFF = gettext_lazy("as long as the account has acted here")
TRUE = gettext_lazy("as long as it is true")

KEEPING = gettext_lazy("to know who is served, and by whom")
ASKED = gettext_lazy("to do what she agreed to, and nothing else")
HELP = gettext_lazy("to help, and to bring her to a service")
RIGHTS = gettext_lazy("to carry out what she asks by right")
SECRETS = gettext_lazy("so that only key-holders read what is sealed")
WORK = gettext_lazy("so that staff can work, and only within their role")
FIGURES = gettext_lazy("to report figures that point at nobody")
PLACES = gettext_lazy("to find services; about no person")
CARE = gettext_lazy("to keep the installation well, and to answer for it")

UNSAID = gettext_lazy("not said yet: ask who looks after this installation")

LINES: dict[str, tuple[Promise, Promise]] = {
    "people.Pseudonym": (KEEPING, HER),
    "people.Member": (KEEPING, HER),
    "people.Assignment": (KEEPING, HER),
    "people.Opening": (KEEPING, HER),
    "people.Consent": (ASKED, COUNTED),
    "people.Restriction": (ASKED, HER),
    "people.ProtectionDuty": (WORK, STAFF),
    "people.ProtectiveCase": (HELP, HER),
    "people.ProtectionEntry": (HELP, HER),
    "people.RightsRequest": (RIGHTS, PROOF),
    "people.OneTimeCode": (RIGHTS, HER),
    "people.Sealed": (ASKED, HER),
    "people.ClubValue": (WORK, gettext_lazy("until 90 days after an area was last used")),
    "people.Packet": (ASKED, gettext_lazy("until the referral closes")),
    "people.Reveal": (CARE, STAFF),
    "people.SecondYes": (CARE, STAFF),
    "people.Closing": (CARE, PROOF),
    "referrals.Need": (HELP, COUNTED),
    "referrals.Referral": (HELP, COUNTED),
    "referrals.Step": (HELP, COUNTED),
    "referrals.Slip": (HELP, COUNTED),
    "referrals.ProviderPin": (WORK, TRUE),
    "outreach.Area": (WORK, gettext_lazy("until 90 days after an area was last used")),
    "outreach.Contact": (HELP, COUNTED),
    "outreach.ContactTopic": (HELP, COUNTED),
    "outreach.ContactCommodity": (HELP, COUNTED),
    "outreach.MonthlyCount": (FIGURES, COUNTED),
    "outreach.OverlapAnswer": (FIGURES, COUNTED),
    "outreach.DoubleDecision": (FIGURES, COUNTED),
    "outreach.ServiceSession": (HELP, COUNTED),
    "outreach.ServiceSessionCard": (HELP, COUNTED),
    "outreach.FundEntry": (CARE, COUNTED),
    "outreach.Accompaniment": (CARE, COUNTED),
    "outreach.Outing": (
        gettext_lazy("so that a worker comes home safely"),
        gettext_lazy("until a week after she is back"),
    ),
    "outreach.Requirement": (HELP, COUNTED),
    "outreach.ContactCheck": (CARE, COUNTED),
    "outreach.FollowUp": (HELP, COUNTED),
    "outreach.StockMove": (CARE, COUNTED),
    "notices.Notice": (WORK, gettext_lazy("until a while after it was read")),
    "notices.Mailbox": (WORK, gettext_lazy("as long as she wants a word by mail")),
    "groups.Group": (HELP, COUNTED),
    "groups.Leadership": (WORK, STAFF),
    "groups.Membership": (HELP, COUNTED),
    "groups.LayerCount": (FIGURES, COUNTED),
    "groups.Meeting": (HELP, COUNTED),
    "groups.MeetingCard": (HELP, COUNTED),
    "groups.StipendTotal": (CARE, COUNTED),
    "vault.HolderKey": (SECRETS, STAFF),
    "vault.Tombstone": (RIGHTS, PROOF),
    "releases.Hub": (FIGURES, TRUE),
}
"""What a table is for, and how long its rows stay where no clock deletes them. Each table of people has its own line."""
BY_PACKAGE: dict[str, tuple[Promise, Promise]] = {
    "access": (WORK, STAFF),
    "audit": (CARE, PROOF),
    "directory": (PLACES, TRUE),
    "guardian": (CARE, PROOF),
    "organisations": (PLACES, TRUE),
    "places": (PLACES, TRUE),
    "programme": (FIGURES, TRUE),
    "releases": (FIGURES, COUNTED),
    "upkeep": (CARE, TRUE),
    "vault": (SECRETS, KEY),
}
"""The same for packages whose tables are about nobody who is served."""


@dataclass(frozen=True)
class Line:
    """One table of the inventory; `fields` by class of handling."""

    table: str
    purpose: str
    stays: str
    fields: list[tuple[str, list[str]]]


def lines() -> list[Line]:
    """The whole inventory, in the order of the packages of this installation."""
    return [_line(model) for model in own_models()]


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("caunoi.")]


def _line(model: type[Model]) -> Line:
    table = model._meta.label
    purpose, stays = LINES.get(table) or BY_PACKAGE.get(model._meta.app_label, (UNSAID, UNSAID))
    handling = model.DataHandling  # type: ignore[attr-defined]  # each model of ours has one (tests/architecture)
    words = {"vault": _("vault"), "sealed": _("sealed"), "service": _("service"), "public": _("public")}
    fields = [(words[kind], list(found)) for kind in CLASSES if (found := getattr(handling, kind, ()))]
    return Line(table, str(purpose), _deleted(table) or str(stays), fields)


def _deleted(table: str) -> str:
    """How long after its end the clock deletes a row; empty where it does not."""
    if table not in DAYS:
        return ""
    said = ngettext("deleted %(count)s day after its end", "deleted %(count)s days after its end", DAYS[table])
    return said % {"count": DAYS[table]}
