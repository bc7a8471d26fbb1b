"""Small things that make a screen plain: whose advance it is, who can be chosen, one language on one page."""

from django.utils import timezone, translation

from caunoi.access.choices import Role
from caunoi.conftest import make_user
from caunoi.outreach import actions as outreach
from caunoi.outreach.forms.paper import workers_field


def test_screens_of_a_club_say_whose_and_in_whose_words(lead, peer, club, acting, client_of):
    make_user("guardian", Role.DATA_GUARDIAN, club)
    at, client = timezone.now(), client_of(lead)
    going = outreach.note_accompaniment(
        by=acting(lead), at=at, worker=peer.pk, code="SRH", on=timezone.localdate(), advance=50_000
    )
    page = client.get(f"/contacts/fund/along/{going.pk}/").content.decode()
    assert "peer" in page.partition("<main")[2] and "50.000 đồng" in page
    assert "guardian" not in dict(workers_field(acting(lead)).choices)
    for path, said in (("/contacts/calendar/", "Tháng"), ("/groups/stipends/", "Tháng")):
        assert "Chốt tháng" not in client.get(path).content.decode().partition("<main")[2], path
        assert said in client.get(path).content.decode()
    definitions = client.get("/club/definitions/").content.decode()
    assert "Được làm ra thế nào" in definitions and "How it is made" not in definitions
    with translation.override("en"):
        assert "How it is made" in client.get("/en/club/definitions/").content.decode()
