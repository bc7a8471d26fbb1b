"""The pages as people use them, and as people who should not try to."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.people.actions import give_card
from caunoi.referrals import actions
from caunoi.referrals.actions import Agreed
from caunoi.referrals.choices import Event, NeedStatus, Source, State
from caunoi.referrals.models import Need, Referral, Step


@pytest.fixture
def now():
    """Pages read the clock: here it is the real one."""
    return timezone.now()


@pytest.fixture
def need(peer, acting, now, person, deployment):
    day = timezone.localdate(now)
    return actions.note_need(by=acting(peer), at=now, code="SRH", noted_on=day, pseudonym=person, deployment=deployment)


def today():
    return f"{timezone.localdate():%d/%m/%Y}"


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def typed(**more):
    return {"code": "SRH", "beneficiary": "self", "noted_on": today(), **more}


AGREED = {"asked_back": "on", "method": "spoken", "witness": "none"}


def test_six_taps_from_the_person_to_a_sent_referral(client_of, peer, person, service, deployment):
    """Her page → "Ghi nhu cầu" (1) → kind (2) → save (3) → place (chosen: the only one) → asked back (4) → send (5)."""
    browser = client_of(peer)
    form = browser.get(reverse("referrals:need_new_for", args=[person.pk]))
    assert person.member.cue in text(form)
    choose = browser.post(form.request["PATH_INFO"], typed(refer="1"), follow=True)
    assert service.name in text(choose) and "checked" in choose.content.decode()
    done = browser.post(choose.request["PATH_INFO"], {"service": service.pk, **AGREED, "send": "1"}, follow=True)
    referral = Referral.objects.get()
    assert referral.state == State.SENT and referral.consent.text_language == "vi"
    assert "Đã gửi" in text(done) and "<svg" in done.content.decode()


def test_nothing_is_sent_unless_she_was_asked_back(client_of, peer, need, service):
    page = client_of(peer).post(
        reverse("referrals:new", args=[need.pk]),
        {"service": service.pk, "method": "spoken", "witness": "none", "send": "1"},
    )
    assert page.status_code == 422 and "Chưa đồng ý thì chưa gửi gì" in text(page)
    assert not Referral.objects.exists()


def test_slip_only(client_of, peer, need, service):
    browser = client_of(peer)
    done = browser.post(
        reverse("referrals:new", args=[need.pk]),
        {"service": service.pk, "method": "spoken", "witness": "none", "slip": "1"},
        follow=True,
    )
    referral = Referral.objects.get()
    assert referral.state == State.DRAFT and "Mới chỉ giới thiệu" in text(done)
    done = browser.post(
        reverse("referrals:consent", args=[referral.pk]), {f"consent-{k}": v for k, v in AGREED.items()}, follow=True
    )
    assert Referral.objects.get().state == State.SENT and "Đã gửi" in text(done)


def test_the_way_to_her_own_word(client_of, peer, provider_user, sent, need):
    page = reverse("referrals:referral", args=[sent.pk])
    inbox = client_of(provider_user)
    assert "Mới" in text(inbox.get(reverse("referrals:list")))
    assert "đã xem" in text(inbox.post(reverse("referrals:open", args=[sent.pk]), follow=True))
    day = f"{timezone.localdate() + timedelta(days=9):%d/%m/%Y}"
    when = {"answer-event": "schedule", "answer-day": day, "answer-hour": "08:30"}
    assert f"{day} 08:30" in text(inbox.post(f"{page}answer/", when, follow=True))
    assert "Cảm ơn" in text(inbox.post(f"{page}answer/", {"answer-event": "serve"}, follow=True))
    worker = client_of(peer)
    assert "Chị ấy xác nhận" in text(worker.get(page))
    done = worker.post(f"{page}confirm/", {"confirm-source": "person"}, follow=True)
    assert "Đã xác nhận" in text(done)
    need.refresh_from_db()
    assert (Referral.objects.get().state, need.status) == (State.CLOSED, NeedStatus.MET)


def test_news_by_telephone(client_of, peer, sent):
    page = reverse("referrals:referral", args=[sent.pk])
    wrong = client_of(peer).post(f"{page}news/", {"news-event": "decline", "news-source": "phone"})
    assert wrong.status_code == 422 and "Hãy chọn một lý do" in text(wrong)
    client_of(peer).post(f"{page}news/", {"news-event": "decline", "news-source": "phone", "news-reason": "cost"})
    assert Step.objects.get(event=Event.DECLINE).source == Source.PHONE


def test_sending_a_form_twice(client_of, peer, sent):
    page = reverse("referrals:referral", args=[sent.pk])
    data = {"news-event": "accept", "news-source": "phone"}
    client_of(peer).post(f"{page}news/", data)
    again = client_of(peer).post(f"{page}news/", data)
    assert again.status_code == 422  # the page no longer offers it
    assert Step.objects.filter(event=Event.ACCEPT).count() == 1


def hidden(response):
    return re.search(r'name="pk" value="([^"]+)"', response.content.decode())[1]


def test_tapping_send_twice_sends_once(client_of, peer, service, deployment):
    browser, path = client_of(peer), reverse("referrals:need_new")
    data = typed(pk=hidden(browser.get(path)), refer="1")
    first, second = (browser.post(path, data).headers["Location"] for _tap in range(2))
    assert first == second and Need.objects.count() == 1
    data = {"service": service.pk, "pk": hidden(browser.get(first)), **AGREED, "send": "1"}
    places = {browser.post(first, data).headers["Location"] for _tap in range(2)}
    assert len(places) == 1 and Referral.objects.get().state == State.SENT
    assert Step.objects.count() == 3


def test_the_id_of_somebody_elses_row_gives_nothing(client_of, outsider, need, sent):
    browser = client_of(outsider)
    assert browser.post(reverse("referrals:need_new"), typed(pk=str(need.pk))).status_code == 403
    assert Need.objects.count() == 1


@pytest.mark.parametrize(
    ("event", "state"),
    [("withdraw", State.REVOKED), ("lose", State.LOST_CONTACT), ("mistake", State.ENTERED_IN_ERROR)],
)
def test_it_stops(client_of, peer, provider_user, sent, event, state):
    client_of(peer).post(reverse("referrals:stop", args=[sent.pk]), {"stop-event": event})
    assert Referral.objects.get().state == state
    assert client_of(provider_user).get(reverse("referrals:referral", args=[sent.pk])).status_code == 404


def test_lists_have_no_dead_end(client_of, peer, provider_user, deployment):
    for name in ("referrals:needs", "referrals:list"):
        assert 'class="govuk-button"' in client_of(peer).get(reverse(name)).content.decode()
    assert "Nhập số phiếu" in text(client_of(provider_user).get(reverse("referrals:list")))


def test_the_slip_on_paper_says_nothing(client_of, peer, sent, club, provider, service, person):
    page = client_of(peer).get(reverse("referrals:slip", args=[sent.pk])).content.decode()
    assert sent.slip_code[:4] in page and "<svg" in page
    words = [
        club.name,
        provider.name,
        service.name,
        person.member.cue,
        person.member.card,
        "HIV",
        "Cầu Nối",
        peer.handle,
    ]
    assert not [word for word in words if word.casefold() in page.casefold()]


def test_a_provider_sees_no_person_and_no_worker(client_of, provider_user, sent, person, peer, club):
    page = text(client_of(provider_user).get(reverse("referrals:referral", args=[sent.pk])))
    assert sent.service.name in page
    for secret in (person.member.cue, person.member.card, club.name, str(person.pk)):
        assert secret not in page
    assert f" {peer.handle} " not in page


def every_page(need, referral, person):
    for name in ("need_new", "needs", "list"):
        yield "get", reverse(f"referrals:{name}")
    yield "get", reverse("referrals:need_new_for", args=[person.pk])
    yield "get", reverse("referrals:need", args=[need.pk])
    yield "post", reverse("referrals:conclude", args=[need.pk])
    yield "get", reverse("referrals:new", args=[need.pk])
    yield "post", reverse("referrals:new", args=[need.pk])
    for name in ("referral", "slip"):
        yield "get", reverse(f"referrals:{name}", args=[referral.pk])
    for name in ("open", "answer", "news", "consent", "confirm", "stop"):
        yield "post", reverse(f"referrals:{name}", args=[referral.pk])


@pytest.mark.parametrize("who", ["outsider", "other_peer", "lead", "caseworker"])
def test_others_reach_nothing(request, client_of, need, sent, person, service, who):
    browser = client_of(request.getfixturevalue(who))
    steps = Step.objects.count()
    for method, path in every_page(need, sent, person):
        response = getattr(browser, method)(path, {"status": "dropped", "stop-event": "mistake", **AGREED})
        if str(need.pk) in path or str(sent.pk) in path or str(person.pk) in path:
            assert response.status_code in (403, 404), path
        else:
            assert response.status_code == 200 and person.member.cue not in text(response)
            assert sent.service.name not in text(response)
    assert (Step.objects.count(), Referral.objects.count(), Need.objects.count()) == (steps, 1, 1)


def test_a_provider_reaches_only_its_slips(client_of, provider_user, need, sent, person):
    browser = client_of(provider_user)
    for method, path in every_page(need, sent, person):
        expected = (
            (200, 302, 422)
            if path.endswith(("/open/", "/answer/", f"{sent.pk}/")) or path == "/referrals/"
            else (403, 404)
        )
        assert getattr(browser, method)(path).status_code in expected, path


def test_nobody_without_an_account(client, need, sent, person):
    for method, path in every_page(need, sent, person):
        response = getattr(client, method)(path)
        assert response.status_code == 302 and response.headers["Location"].startswith("/account/login/")


def test_a_form_of_another_page_is_refused(peer, sent, client_of):
    browser = client_of(peer)
    browser.handler.enforce_csrf_checks = True
    assert browser.post(reverse("referrals:stop", args=[sent.pk]), {"stop-event": "mistake"}).status_code == 403
    assert Referral.objects.get().state == State.SENT


def test_another_persons_need_is_not_reached_through_my_own(client_of, other_peer, acting, now, need, service, peer):
    """A colleague with a caseload of her own changes nothing of mine by swapping ids."""
    hers = give_card(by=acting(other_peer), at=now, worker=other_peer).pseudonym
    own = actions.note_need(by=acting(other_peer), at=now, code="SRH", noted_on=timezone.localdate(now), pseudonym=hers)
    actions.refer(by=acting(other_peer), at=now, need=own, service=service, agreed=Agreed())
    browser = client_of(other_peer)
    assert browser.get(reverse("referrals:needs")).content.decode().count('class="card"') == 1
    assert (
        browser.post(reverse("referrals:new", args=[need.pk]), {"service": service.pk, "slip": "1"}).status_code == 404
    )


@pytest.mark.parametrize("language", ["", "/en"])
def test_both_languages(client_of, peer, need, sent, language):
    browser = client_of(peer)
    for path in (
        "/needs/",
        f"/needs/{need.pk}/",
        f"/referrals/new/{need.pk}/",
        "/referrals/",
        f"/referrals/{sent.pk}/",
    ):
        page = text(browser.get(language + path))
        assert ("Chuyển gửi" in page) is (language == ""), path


def test_a_list_asks_the_database_little(client_of, peer, acting, now, need, service, django_assert_max_num_queries):
    for _number in range(12):
        actions.refer(by=acting(peer), at=now, need=need, service=service, agreed=Agreed())
    browser = client_of(peer)
    with django_assert_max_num_queries(16):
        browser.get(reverse("referrals:list"))
