"""Counts for the lead: how far needs came, how long it took, why some stopped. Never a list of people, never another club's."""

from datetime import timedelta

import pytest
from django.urls import reverse

from caunoi.directory.choices import ServiceCode
from caunoi.lib.workdays import add_working_days
from caunoi.look.charts import Bars
from caunoi.people.actions import give_card
from caunoi.referrals import actions
from caunoi.referrals.choices import Event, NeedStatus, Reason, Source, State
from caunoi.referrals.funnel import funnel, waiting
from caunoi.referrals.machine import Figure
from caunoi.referrals.models import Need, Referral, Step


@pytest.fixture
def world(peer, acting, now, service):
    """Five needs: served and confirmed; declined; only a slip; unmet; of somebody without a card, sent."""
    by, begun = acting(peer), now - timedelta(days=20)

    def need(pseudonym=None, code=ServiceCode.SRH):
        return actions.note_need(by=by, at=begun, code=code, noted_on=begun.date(), pseudonym=pseudonym)

    def send(one, at):
        return actions.refer(by=by, at=at, need=one, service=service, agreed=actions.Agreed())

    people = [give_card(by=by, at=begun, worker=peer).pseudonym for _number in range(3)]
    helped = send(need(people[0]), begun + timedelta(days=2))
    actions.record(by=by, at=begun + timedelta(days=6), referral=helped, event=Event.SERVE, source=Source.PHONE)
    actions.confirm(by=by, at=begun + timedelta(days=9), referral=helped)
    declined = send(need(people[1]), begun + timedelta(days=4))
    actions.record(
        by=by, at=now, referral=declined, event=Event.DECLINE, source=Source.PHONE, reason=Reason.MISSING_PAPERS
    )
    actions.make_referral(by=by, at=begun, need=need(people[1]), service=service)
    unmet = need(people[2], ServiceCode.SHELTER)
    actions.conclude_need(by=by, at=now, need=unmet, status=NeedStatus.UNMET, reason=Reason.NOT_OFFERED)
    send(need(), begun)
    return begun.date()


def test_each_step(world, lead, acting):
    found = funnel(acting(lead), world)
    assert found.needs == 5
    assert found.reached == {
        Figure.OFFERED: 3, Figure.ACCEPTED: 1, Figure.ATTENDED: 1, Figure.SERVED: 1, Figure.OUTCOME: 1,
    }  # fmt: skip
    assert found.days == {
        Figure.OFFERED: 2, Figure.ACCEPTED: 4, Figure.ATTENDED: 0, Figure.SERVED: 0, Figure.OUTCOME: 3,
    }  # fmt: skip
    assert found.reasons == [(Reason.MISSING_PAPERS, 1)] and found.unmet == [(Reason.NOT_OFFERED, 1)]
    assert found.stopped == [(State.DECLINED, 1)]
    assert found.people == {"all": 3, "open": 1, "met": 1, "unmet": 1, "dropped": 0} and found.without_card == 1


def test_what_was_told_late_took_as_long_as_it_took(sent, lead, peer, acting, now):
    """The stub lay in the box for a week; she had waited for one day."""
    Need.objects.update(noted_on=now.date() - timedelta(days=9))
    Step.objects.update(at=now - timedelta(days=9))
    went = {"event": Event.SERVE, "source": Source.STUB, "happened_on": now.date() - timedelta(days=8)}
    actions.record(by=acting(peer), at=now, referral=sent, **went)
    found = funnel(acting(lead), now.date() - timedelta(days=30))
    assert found.days == {Figure.OFFERED: 0, Figure.ACCEPTED: 1, Figure.ATTENDED: 0, Figure.SERVED: 0}


def test_needs_before_the_day_are_not_among_them(world, lead, acting):
    assert funnel(acting(lead), world + timedelta(days=1)).needs == 0


def test_a_mistake_counts_nowhere(world, lead, peer, acting, now):
    for one in Referral.objects.filter(state=State.SENT):
        actions.enter_in_error(by=acting(peer), at=now, referral=one)
    assert funnel(acting(lead), world).reached[Figure.OFFERED] == 2


@pytest.mark.parametrize("who", ["peer", "outsider", "provider_user", "caseworker"])
def test_others_count_nothing(request, world, acting, who):
    by = acting(request.getfixturevalue(who))
    assert funnel(by, world).needs == 0 and waiting(by, world) == []


def test_what_waits_by_worker(sent, lead, peer, acting, now):
    over = add_working_days(now.date(), 5)
    assert waiting(acting(lead), over) == []
    assert waiting(acting(lead), over + timedelta(days=1)) == [(peer.handle, 1, 0)]
    assert waiting(acting(lead), add_working_days(over, 5) + timedelta(days=1)) == [(peer.handle, 1, 1)]


@pytest.mark.parametrize("months", ["", "3", "6", "12", "99", "x"])
def test_the_page_has_its_table_definition_and_unit(world, client_of, lead, months, sent):
    page = client_of(lead).get(reverse("referrals:funnel"), {"months": months}).content.decode()
    assert page.count("<svg") >= 4 and page.count("Xem dạng bảng") >= 4 and "Đơn vị tính: trường hợp" in page
    assert "<script" not in page.split("<main")[1] and "style=" not in page.split("<main")[1]
    assert not [cue for cue in Referral.objects.values_list("pseudonym__member__cue", flat=True) if cue and cue in page]


def test_an_empty_club_is_told_what_comes(client_of, lead):
    assert "Chưa ghi nhu cầu nào" in client_of(lead).get(reverse("referrals:funnel")).content.decode()


def test_bars_are_as_wide_as_their_numbers(now):
    chart = Bars("a", "b", "c", now.date(), [("x", 200), ("y", 50), ("z", 0)])
    widths = [bar.width for bar in chart.drawn]
    assert abs(widths[0] - 4 * widths[1]) <= 2 and widths[1] > 0 == widths[2]
    assert [row[0][1] for row in chart.table.body] == ["x", "y", "z"]
    assert Bars("a", "b", "c", now.date(), []).drawn == []
