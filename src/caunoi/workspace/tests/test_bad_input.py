"""Bad input through every form of contacts, supplies, sessions, money and groups: said plainly, and nothing that was typed is lost.

The forms are those that stand on the pages of the address list, as a browser finds them: a form that is added is walked too.
"""

import unicodedata
from datetime import timedelta
from html.parser import HTMLParser
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.groups import actions as groups
from caunoi.groups import urls as groups_urls
from caunoi.groups.models import Group
from caunoi.lib.ids import uuid7
from caunoi.outreach import actions as outreach
from caunoi.outreach import urls as outreach_urls
from caunoi.outreach.actions import Observation
from caunoi.outreach.choices import Setting
from caunoi.people import actions as people

DECOMPOSED = unicodedata.normalize("NFD", "Đặng Thị Hoà 🌸🙂")
BAD = {
    "number": ["-5", "mười", "²", "9" * 30, "3.5"],
    "day": ["31/12/2099", "1/1/0001", "30/2/2026", DECOMPOSED],
    "text": [DECOMPOSED, "🙂" * 4_000, "\x00", "ab\u202ecd"],
}
DAYS = {"on", "begun_on", "due_on", "follow_up_on"}
ONE_BY_ONE = {"outreach:new", "outreach:new_for", "outreach:several", "outreach:calendar", "outreach:correct"}
WALKED = {
    "outreach:new", "outreach:new_for", "outreach:several", "outreach:calendar", "outreach:plan_person", "outreach:note_stock",
    "outreach:count_stock", "outreach:new_session", "outreach:fund", "outreach:accompany", "outreach:settle", "outreach:correct",
    "groups:new", "groups:stipends", "groups:meeting", "groups:leader", "groups:layer", "groups:count",
}  # fmt: skip
IDS = ("pk", "record", "meeting")


class Forms(HTMLParser):
    """Forms of a page that are posted: what stands in each field, and what kind of field it is."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.values, self.kinds, self.area, self.select = [], None, None, None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, kind = given.get("name"), given.get("type", "")
        if tag == "form" and given.get("method") == "post":
            self.values, self.kinds = {}, {}
            self.forms.append((given.get("action", ""), given.get("enctype", ""), self.values, self.kinds))
        elif self.values is None:
            return
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            if "selected" in given or self.select not in self.values:
                self.values[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.area, self.values[name], self.kinds[name] = name, "", "text"
        elif tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in given):
            self.values[name] = given.get("value", "")
            if kind in ("text", "number", ""):
                self.kinds[name] = "day" if name in DAYS else "number" if kind == "number" else "text"

    def handle_data(self, data):
        if self.area:
            self.values[self.area] += data.removeprefix("\n") if not self.values[self.area] else data

    def handle_endtag(self, tag):
        if tag == "form":
            self.values = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None


@pytest.fixture
def pages(lead, peer, acting):
    """Name and address of every page of these packages; what an address asks for is there."""
    at, today = timezone.now(), timezone.localdate()
    card = people.give_card(by=acting(peer), at=at, worker=peer, cue="sen hồng")
    seen = Observation(on=today, setting=Setting.CLUB, people=2)
    contact = outreach.note_contact(by=acting(peer), at=at, seen=seen, done_by=peer)
    going = outreach.note_accompaniment(by=acting(lead), at=at, worker=peer.pk, code="SRH", on=today, advance=50_000)
    group = groups.found_group(
        by=acting(lead), at=at, kind="club", title="Nhóm Sen", begun_on=today - timedelta(days=9)
    )
    found = {}
    for urls, pk in ((outreach_urls, going.pk), (groups_urls, group.pk)):
        known = {"person": card.pseudonym_id, "record": contact.record, "pk": pk}
        for pattern in urls.urlpatterns:
            asked = pattern.pattern.converters
            if set(asked) <= set(known):
                name = f"{urls.app_name}:{pattern.name}"
                found[name] = reverse(name, kwargs={one: known[one] for one in asked})
    found["outreach:calendar"] += f"?peer={peer.pk}&month=3/2026&week=2"
    return found


@pytest.fixture
def walk(pages, lead, peer, client_of):
    """Every form with something to type, as its page shows it to the first who may see it: address, name, values, kinds."""
    clients = [client_of(peer), client_of(lead)]

    def found():
        for name, url in pages.items():
            seen = ((client, client.get(url)) for client in clients)
            client, answer = next(((one, page) for one, page in seen if page.status_code == 200), (None, None))
            for action, enctype, values, kinds in Forms(answer.content.decode()).forms if answer else ():
                if kinds and "multipart" not in enctype:
                    yield client, action or url, name, values, kinds

    return found


def test_all_of_it_wrong_at_once(walk, outsider, acting):
    """Once with what no field can be; once with another club's card, and a hundred people where they are counted one by one."""
    others = people.give_card(by=acting(outsider), at=timezone.now(), worker=outsider).card
    names = set()
    for client, url, name, values, kinds in walk():
        names.add(name)
        asked = _asked(name, kinds)
        impossible = {field: _impossible(field, kind) for field, kind in asked.items()}
        _is_told(client, url, values, impossible, f"{name}: impossible")
        elsewhere = {field: others for field in asked if field.rpartition("-")[2] in ("who", "card", "cards")}
        if elsewhere:
            _is_told(client, url, values, elsewhere, f"{name}: another club's card")
        hundred = {field: "100" for field in asked if field.rpartition("-")[2] == "people"}
        if hundred and name in ONE_BY_ONE:
            _is_told(client, url, values, hundred, f"{name}: a hundred people")
    assert names >= WALKED


@pytest.mark.long
def test_each_field_wrong_by_itself(walk):
    """One kind of nonsense for each field, in turns: there are more fields than kinds."""
    turn = 0
    for client, url, name, values, kinds in walk():
        for field, kind in _asked(name, kinds).items():
            turn += 1
            text = BAD[kind][turn % len(BAD[kind])]
            _is_said_or_kept(client, url, values, {field: text}, f"{name}: {field} {text[:20]!r}")


def _asked(name, kinds):
    """Of many like lines the first two, and the line of those without a card."""
    if name not in ("outreach:several", "outreach:calendar"):
        return kinds
    lines = ("-0-", "-1-", "others-people", "others-given_condom")
    return {one: kind for one, kind in kinds.items() if "-" not in one or any(part in one for part in lines)}


def _impossible(field, kind):
    """Numbers of paper are typed into boxes of text."""
    return "-5" if field.rpartition("-")[2].startswith(("given_", "people")) else BAD[kind][0]


def _sent(values, typed):
    return {name: str(uuid7()) if name in IDS and _is_id(value) else value for name, value in values.items()} | typed


def _is_id(text):
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _is_told(client, url, values, typed, where):
    """422, a sentence, and every field as it was sent."""
    sent = _sent(values, typed)
    answer = client.post(url, sent)
    page = answer.content.decode()
    assert answer.status_code == 422, f"{where}: {answer.status_code}"
    assert "govuk-error" in page, f"{where}: no word of what is wrong"
    back = [shown for _action, _enctype, shown, _kinds in Forms(page).forms if set(typed) <= set(shown)]
    assert back, f"{where}: what was typed is gone"
    for name, text in sent.items():
        if name in back[0] and name != "csrfmiddlewaretoken":
            assert back[0][name] == text, f"{where}: {name}"


def _is_said_or_kept(client, url, values, typed, where):
    """A text that may stand there is kept, as it was or in the usual form of its letters; anything else is told."""
    sent = _sent(values, typed)
    answer = client.post(url, sent)
    assert answer.status_code in (302, 422), f"{where}: {answer.status_code}"
    if answer.status_code == 422:
        _is_told(client, url, values, typed, where)


def test_letters_are_kept_in_one_form(lead, client_of):
    """The same name typed on another keyboard is the same name."""
    client, today = client_of(lead), timezone.localdate().strftime("%d/%m/%Y")
    for form, status in (("NFD", 302), ("NFC", 422)):
        new = {"kind": "club", "title": unicodedata.normalize(form, "Nhóm Hoà 🌸"), "begun_on": today}
        assert client.post("/groups/new/", new).status_code == status
    assert Group.objects.get().title == unicodedata.normalize("NFC", "Nhóm Hoà 🌸")
