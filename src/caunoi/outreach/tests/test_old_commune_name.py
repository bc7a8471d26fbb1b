"""A commune typed by a name of another day is offered as what it is now, in one tap; nothing is guessed and nothing typed is lost."""

import re
from datetime import date

import pytest
from django.utils import timezone

from caunoi.lib.ids import reference_id, uuid7
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.organisations.models import Organisation
from caunoi.outreach.choices import Topic
from caunoi.outreach.models import Area, Contact
from caunoi.people import actions as people
from caunoi.people.tests.keys import WORDS
from caunoi.places.choices import PlaceKind, SuccessionKind
from caunoi.places.models import Place, Succession

pytestmark = pytest.mark.django_db

URL = "/contacts/new/"
CHANGE = date(2025, 7, 1)


@pytest.fixture
def ha_khau(place_qn):
    """A ward that was divided between two."""
    Place.objects.filter(pk=place_qn.pk).update(valid_from=None)
    city = unit("193", "Thành phố Hạ Long", PlaceKind.PROVINCIAL_CITY, place_qn, old=True)
    old = unit("06655", "Phường Hà Khẩu", PlaceKind.WARD, city, old=True)
    for code, name in (("06661", "Phường Việt Hưng"), ("06706", "Phường Tuần Châu")):
        new = unit(code, name, PlaceKind.WARD, place_qn, old=False)
        Succession.objects.create(id=uuid7(), old=old, new=new, kind=SuccessionKind.PART)
    return old


def unit(code, name, kind, parent, *, old):
    span = {"valid_to": CHANGE} if old else {"valid_from": CHANGE}
    return Place.objects.create(
        id=reference_id("place", f"{code}@{'' if old else CHANGE}"), code=code, name=name, kind=kind, parent=parent,
        decree="", folded=fold(name), sort_key=sort_key(name), **span,
    )  # fmt: skip


def typed(**values):
    today = timezone.localdate().strftime("%d/%m/%Y")
    return {"setting": "venue", "on": today, "people": "3", "topics": [Topic.RIGHTS, Topic.VIOLENCE], **values}


def test_an_old_name_is_offered_and_one_tap_saves(ha_khau, peer, client_of):
    browser = client_of(peer)
    answer = browser.post(URL, typed(commune="ha khau"))
    page = answer.content.decode()
    assert answer.status_code == 422 and not Contact.objects.exists()
    assert "Phường Hà Khẩu (Thành phố Hạ Long) nay là Phường Tuần Châu hoặc Phường Việt Hưng" in page
    buttons = re.findall(r'name="commune_code" value="(\d+)">([^<]+)<', page)
    assert buttons == [("06706", "Phường Tuần Châu"), ("06661", "Phường Việt Hưng")]

    again = browser.post(URL, typed(commune="ha khau", commune_code="06661"))
    assert again.status_code == 302
    contact = Contact.objects.get()
    assert (contact.commune.name, contact.people, contact.topics.count()) == ("Phường Việt Hưng", 3, 2)


def test_the_return_key_does_not_choose(ha_khau, peer, client_of):
    page = client_of(peer).post(URL, typed(commune="Hà Khẩu")).content.decode()
    form = page[page.index("<form method") :]
    assert "name=" not in re.search(r"<button[^>]*>", form)[0]


def test_a_choice_is_kept_when_something_else_is_amiss(ha_khau, peer, client_of):
    answer = client_of(peer).post(URL, typed(commune="ha khau", commune_code="06661", people="x"))
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="Phường Việt Hưng"' in page
    assert page.count("checked") == 3  # two topics and the setting


def test_before_the_change_the_old_name_is_the_name(ha_khau, peer, client_of):
    assert client_of(peer).post(URL, typed(commune="Hà Khẩu", on="30/06/2025")).status_code == 302
    assert Contact.objects.get().commune == ha_khau


def test_a_code_from_elsewhere_chooses_nothing(ha_khau, peer, client_of):
    assert client_of(peer).post(URL, typed(commune="ha khau", commune_code="00004")).status_code == 422


def test_a_club_of_the_whole_country_gets_no_list_of_three_thousand(ha_khau, peer, club, client_of):
    Organisation.objects.filter(pk=club.pk).update(place=None)
    page = client_of(peer).get(URL).content.decode()
    assert "Tuần Châu" not in page
    assert client_of(peer).post(URL, typed(commune="Tuần Châu")).status_code == 302


def test_an_area_is_offered_it_too(ha_khau, peer, lead, acting, now, client_of):
    people.begin_vault(by=acting(lead), at=now, passphrase=WORDS)
    form = {"name": "sau chợ", "commune": "hà khẩu"}
    page = client_of(peer).post("/contacts/areas/", form)
    assert page.status_code == 422 and 'value="06706"' in page.content.decode() and "sau chợ" in page.content.decode()
    assert client_of(peer).post("/contacts/areas/", form | {"commune_code": "06706"}).status_code == 302
    assert Area.objects.get().commune.code == "06706"
