"""The day is one list by what matters; a lead's weeks are numbers that a recount of the rows gives again; hand-over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.groups import actions as groups
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.actions import Moved, Observation
from caunoi.outreach.choices import Commodity, Setting, Topic
from caunoi.outreach.models import Contact, ContactCommodity, ContactTopic
from caunoi.people import actions as people
from caunoi.people.models import Assignment, Sealed
from caunoi.workspace.waiting import DUE, LATER, MEETINGS, MONEY, OVERDUE, SAFETY, SUPPLIES, waiting


@pytest.fixture
def two(peer, acting):
    at = timezone.now() - timedelta(days=60)
    return [people.give_card(by=acting(peer), at=at, worker=peer, cue=cue) for cue in ("mây xanh", "sen hồng")]


def test_what_matters_most_stands_first(peer, two, lead, acting):
    at = timezone.now()
    by, today = acting(peer), timezone.localdate(at)
    group = groups.found_group(by=acting(lead), at=at, kind="club", title="Nhóm Sen", begun_on=today)
    held = groups.Gathering(today, "meeting", "life", 9, follow_up_on=today)
    groups.note_meeting(by=by, at=at, group=group, held=held)
    earlier = at - timedelta(days=3)
    for day_at, member in ((earlier, two[0]), (at, two[1])):
        outreach.plan_follow_up(
            by=by, at=day_at, pseudonym=member.pseudonym, due_on=timezone.localdate(day_at), why="bring"
        )
    moved = Moved(Commodity.CONDOM, "handed", 1, today, peer.pk)
    outreach.note_stock(by=by, at=at, moved=moved)
    seen = Observation(on=today, setting=Setting.CLUB, commodities={Commodity.CONDOM: 5})
    outreach.note_contact(by=by, at=at, seen=seen, done_by=peer)
    outreach.note_accompaniment(by=acting(lead), at=at, worker=peer.pk, code="SRH", on=today, advance=50_000)
    outreach.go_out(by=by, at=at - timedelta(hours=3), hours=2)
    found = waiting(by, at)
    assert [item.rank for item in found] == [SAFETY, OVERDUE, DUE, MEETINGS, SUPPLIES, MONEY, LATER]
    assert [item.title for item in found[1:3]] == ["mây xanh", "sen hồng"]
    theirs = waiting(acting(lead), at)
    assert [item.rank for item in theirs] == [SAFETY, MEETINGS, SUPPLIES, MONEY]
    assert not [item for item in theirs if "sen hồng" in item.title + item.text], "a lead sees no people here"


def test_the_pages_of_a_day(peer, lead, two, client_of):
    for user in (peer, lead):
        assert client_of(user).get("/work/").status_code == 200
    assert client_of(lead).get("/work/charts/").status_code == 200
    assert client_of(peer).get("/work/charts/").status_code == 403


def test_every_number_is_a_recount_of_the_rows(peer, other_peer, lead, two, acting, client_of):
    at, today = timezone.now(), timezone.localdate()
    for number in range(20):
        seen = Observation(
            on=today - timedelta(days=3 * number), setting=Setting.CLUB,
            pseudonym=two[number % 2].pseudonym if number % 3 else None, people=1 if number % 3 else number + 1,
            topics=[Topic.RIGHTS], commodities={Commodity.CONDOM: number},
        )  # fmt: skip
        outreach.note_contact(by=acting(peer), at=at, seen=seen, done_by=peer)
    outreach.take_back_contact(by=acting(peer), at=at, contact=Contact.objects.first())
    found = queries.club_weeks(acting(lead), today, 8)
    assert found is not None and queries.club_weeks(acting(peer), today, 8) is None
    for week in found.weeks:
        rows = Contact.objects.current().filter(on__range=(week, week + timedelta(days=6)))
        assert found.contacts[week] == rows.count()
        assert found.cards[week] == len(set(rows.filter(pseudonym__isnull=False).values_list("pseudonym", flat=True)))
        assert found.anonymous[week] == sum(rows.filter(pseudonym__isnull=True).values_list("people", flat=True))
    inside = Contact.objects.current().filter(on__gte=found.weeks[0])
    assert found.topics == {"rights": ContactTopic.objects.filter(contact__in=inside).count()}
    assert found.pieces == {
        "condom": sum(ContactCommodity.objects.filter(contact__in=inside).values_list("quantity", flat=True))
    }
    page = client_of(lead).get("/work/charts/").content.decode()
    assert "<svg" in page and "<script" not in page.split("<svg", 1)[1].split("</svg>")[0]
    assert f"{sum(found.contacts.values())}" and two[0].card not in page and two[0].cue not in page


def test_a_worker_hands_over_those_she_chooses(peer, other_peer, two, acting, client_of):
    form = {"people": [str(two[0].pseudonym_id)], "to": str(other_peer.pk), "note": ""}
    assert client_of(peer).post("/people/hand-over/", form).status_code == 302
    now_with = dict(Assignment.objects.now().values_list("pseudonym", "worker"))
    assert now_with == {two[0].pseudonym_id: other_peer.pk, two[1].pseudonym_id: peer.pk}
    assert "mây xanh" not in client_of(peer).get("/people/").content.decode()
    assert client_of(peer).post("/people/hand-over/", form).status_code == 422, "she is no longer hers"


def test_a_lead_moves_a_whole_caseload_unseen(peer, other_peer, lead, outsider, two, acting, client_of):
    page = client_of(lead).get("/people/hand-over/").content.decode()
    assert not [one for one in two if one.card in page or one.cue in page]
    form = {"worker": str(peer.pk), "to": str(other_peer.pk)}
    assert client_of(lead).post("/people/hand-over/", form).status_code == 302
    assert set(Assignment.objects.now().values_list("worker", flat=True)) == {other_peer.pk}
    at = timezone.now()
    with pytest.raises(Refused):
        people.hand_over(by=acting(lead), at=at, worker=other_peer.pk, to=peer.pk, people=[two[0].pseudonym_id])
    with pytest.raises((Refused, CannotDo)):  # behind the wall of PostgreSQL there is nobody to hand over
        people.hand_over(by=acting(outsider), at=at, worker=other_peer.pk, to=outsider.pk)
    with pytest.raises(CannotDo):
        people.hand_over(by=acting(lead), at=at, worker=other_peer.pk, to=lead.pk)


def test_a_note_is_sealed_or_nothing_is_handed_over(peer, other_peer, two, acting):
    """Without keys nothing can be sealed: it is said, and the caseload stays as it was."""
    with pytest.raises(CannotDo):
        people.hand_over(by=acting(peer), at=timezone.now(), worker=peer.pk, to=other_peer.pk, note="gọi buổi sáng")
    assert set(Assignment.objects.now().values_list("worker", flat=True)) == {peer.pk} and not Sealed.objects.exists()
