import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caunoi.groups import actions as groups
from caunoi.outreach import actions as outreach
from caunoi.people import actions as people
from caunoi.people.models import Assignment
from caunoi.workspace.queries import thread


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
    assert "21/11/2026" in page and "Ngoài trời" in page


def test_what_she_came_to_with_her_card_stands_in_her_thread(
    peer, other_peer, lead, caseworker, member, acting, client_of
):
    at, today = timezone.now(), timezone.localdate()
    group = groups.found_group(by=acting(lead), at=at, kind="club", title="Nhóm Sen", begun_on=today)
    for came in ([member.pseudonym], []):
        held = groups.Gathering(today, "talk", "violence", 9, people=came)
        groups.note_meeting(by=acting(lead), at=at, group=group, held=held)
    held = outreach.Held(today, "SRH", people=[member.pseudonym])
    outreach.note_session(by=acting(other_peer), at=at, held=held, done_by=other_peer.pk)
    taken_back = outreach.note_session(by=acting(lead), at=at, held=held, done_by=lead.pk)
    outreach.take_back_session(by=acting(lead), at=at, session=taken_back)
    assert sorted(str(moment.kind) for moment in thread(acting(peer), member.pseudonym_id)) == [
        "buổi dịch vụ tại chỗ", "buổi sinh hoạt",
    ]  # fmt: skip
    page = client_of(peer).get(f"/people/{member.pseudonym_id}/").content.decode()
    assert "Nhóm Sen" in page and f"/groups/{group.pk}/" in page
    assert not thread(acting(lead), member.pseudonym_id), "whom she did not open by card"
    Assignment.objects.create(pseudonym=member.pseudonym, worker=caseworker, since=at)
    hers = thread(acting(caseworker), member.pseudonym_id)
    assert len(hers) == 2 and not any(moment.url for moment in hers), "her role has no page for them"
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    people.restrict_use(by=acting(lead), at=at, pseudonym=member.pseudonym, why="asked")
    assert not thread(acting(peer), member.pseudonym_id), "nothing of it is used while she wants it to rest"
