"""The same people on pages: sealed, opened, printed, read by herself; and names typed into every field that any page has."""

from datetime import timedelta
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caunoi.access.choices import RevealPurpose
from caunoi.access.models import User
from caunoi.access.queries import actor_for
from caunoi.conftest import _stamp
from caunoi.people import actions as people
from caunoi.people.choices import SealedKind
from caunoi.people.models import Consent
from caunoi.programme.models import Deployment
from caunoi.releases import queries as releases
from caunoi.releases.choices import MonthState
from caunoi.releases.models import Release
from tests.access.probe import addresses
from tests.canaries.scanner import Identity

NOT_WALKED = ("account_logout", "account_start", "workspace:lock")
"""They end the visit of whoever walks."""
WRITTEN_ON_PURPOSE = ("administration:", "groups:", "workspace:seal")
"""Names of services, places and groups are public words; what is sealed is planted by its own flow."""


class TextFields(HTMLParser):
    """The fields of a page's forms into which anything can be typed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if own.get("name") and (
            tag == "textarea" or tag == "input" and own.get("type", "text") not in ("radio", "checkbox")
        ):
            self.names.add(str(own["name"]))


def at_work(user: User) -> Client:
    """Signed in at her own browser, the words said a moment ago."""
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(User.objects.get(pk=user.pk), backend="allauth.account.auth_backends.AuthenticationBackend")
    _stamp(client)
    return client


def seal_and_open(client: Client, words: str, person, one: Identity) -> bool:
    """Written on her page and opened on it; whether the page showed what was written."""
    client.post(reverse("workspace:unlock"), {"words": words})
    client.post(reverse("workspace:seal", args=[person.pk, SealedKind.CALLED]), {"text": one.name})
    client.post(reverse("workspace:seal", args=[person.pk, SealedKind.NOTE]), {"text": one.note})
    asked = {"kind": SealedKind.NOTE, "purpose": RevealPurpose.FOLLOW_UP}
    shown = client.post(reverse("workspace:reveal", args=[person.pk]), asked).content.decode()
    return one.note in shown


def papers(client: Client, person) -> bool:
    """What is printed: the calendar with her card, receipts, her own page, the copy of everything. Whether each came."""
    consents = Consent.objects.filter(pseudonym=person).values_list("pk", flat=True)
    prints = [
        client.post(reverse("outreach:print_calendar"), {"month": f"{timezone.localdate():%Y-%m}"}),
        *(client.get(reverse("workspace:receipt", args=[person.pk, one])) for one in consents),
        client.post(reverse("portal:print_own", args=[person.pk])),
        client.post(reverse("portal:print_copy", args=[person.pk])),
    ]
    return all(page.status_code == 200 for page in prints)


def her_own_page(member, worker: User) -> bool:
    """She reads it on her telephone and asks for a copy."""
    code = people.give_own_code(by=actor_for(worker), at=timezone.now(), pseudonym=member.pseudonym)
    herself = Client(raise_request_exception=False, SERVER_NAME="localhost")
    herself.post("/me/", {"card": member.card, "code": code})
    return herself.post("/me/ask/", {"kind": "copy"}).status_code == 302


def close_a_month(lead: User, deputy: User) -> bool:
    """Two people sign, take the file and the checkpoint; whether the figures stand."""
    Deployment.objects.update(starts_on=timezone.localdate() - timedelta(days=70))  # so that a month of it is over
    first, second = at_work(lead), at_work(deputy)
    over = next(one for one in releases.month(actor_for(lead), timezone.now()) if one.state is MonthState.OPEN)
    first.post(reverse("releases:close", args=[over.deployment.pk, over.period.key]))
    release = Release.objects.get()
    second.post(reverse("releases:sign", args=[release.pk]))
    second.post(reverse("releases:file", args=[release.pk]))
    first.get(reverse("releases:period", args=[over.deployment.pk, over.period.key]))
    return first.get(reverse("releases:checkpoint", args=[release.pk])).status_code == 200


def type_everywhere(client: Client, one: Identity, things: dict[str, object]) -> int:
    """Names and numbers go into every field of every page she can open, also of pages made after this was written."""
    typed = 0
    for address in addresses():
        if address.name.startswith(NOT_WALKED + WRITTEN_ON_PURPOSE) or not set(address.arguments) <= set(things):
            continue
        url = reverse(address.name, kwargs={name: things[name] for name in address.arguments})
        page = client.get(url, {"q": one.name, "near": one.name})
        names = TextFields(page.content.decode(errors="replace")).names - {"csrfmiddlewaretoken"}
        fields = sorted(names | {"text", "note", "name"})
        client.post(url, {field: (one.name, one.phone)[number % 2] for number, field in enumerate(fields)})
        typed += 1
    return typed
