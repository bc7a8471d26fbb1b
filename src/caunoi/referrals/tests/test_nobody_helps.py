"""A place that cannot help leaves her need with her worker: it waits on the day until another place is tried."""

from caunoi.referrals import actions, queries
from caunoi.referrals.choices import Event, Reason


def test_a_declined_referral_waits_until_another_place_is_tried(peer, acting, now, sent, provider_user, client_of):
    day = now.date()
    assert sent not in queries.due(acting(peer), day)
    actions.answer(by=acting(provider_user), at=now, referral=sent, event=Event.DECLINE, reason=Reason.WAITING_LIST)
    assert sent in queries.due(acting(peer), day)
    page = client_of(peer).get("/work/").content.decode()
    assert "tìm nơi khác" in page
    actions.conclude_need(by=acting(peer), at=now, need=sent.need, status="dropped")
    assert sent not in queries.due(acting(peer), day)


def test_lines_of_a_list_without_a_number_are_said(peer, service, client_of):
    sent = {"provider": service.provider_id, "text": "Bảng kê của phòng khám\n2741 883 057; 1"}
    page = client_of(peer).post("/referrals/statement/", sent).content.decode()
    assert "1 dòng không có số phiếu" in page
