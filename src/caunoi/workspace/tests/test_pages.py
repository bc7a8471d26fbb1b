import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.people import actions as people


@pytest.fixture
def member(peer, acting, now):
    return people.give_card(by=acting(peer), at=now, worker=peer, cue="sen hồng")


@pytest.mark.parametrize("path", ["/work/", "/people/", "/contacts/", "/contacts/new/", "/referrals/", "/needs/"])
def test_looking_writes_nothing(path, peer, member, client_of):
    client = client_of(peer)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    assert [row["sql"] for row in seen if not row["sql"].startswith("SELECT")] == []


def test_a_worker_sees_her_own_people_by_cue_and_card(peer, member, client_of):
    page = client_of(peer).get("/people/").content.decode()
    assert "sen hồng" in page and member.card in page


def test_a_lead_opens_one_person_by_card(lead, member, client_of):
    client = client_of(lead)
    assert client.get(f"/people/{member.pseudonym_id}/").status_code == 404
    wrong = client.post("/people/", {"card": "2741 883 057"})
    assert wrong.status_code == 422
    opened = client.post("/people/", {"card": member.card}, follow=True)
    assert opened.status_code == 200 and "sen hồng" in opened.content.decode()


def test_her_thread_holds_what_happened(peer, member, client_of):
    client = client_of(peer)
    client.post("/contacts/new/", {"who": "sen hong", "setting": "street", "on": "21/11/2026", "topics": ["rights"]})
    page = client.get(f"/people/{member.pseudonym_id}/").content.decode()
    assert "21/11/2026" in page and "ngoài trời" in page
