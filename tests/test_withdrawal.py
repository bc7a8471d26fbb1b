"""A withdrawal, seen from every side: the club's thread, the slip's page, the provider's list, the packet. Within a minute."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as measure
from hypothesis import strategies as st

pytestmark = pytest.mark.skipif(settings.KIND != "club", reason="a hub has no rows of people")

if settings.KIND == "club":
    from caunoi.access.actions import CannotDo
    from caunoi.access.policies import Refused
    from caunoi.lib.actor import CLOCK
    from caunoi.people import actions as people
    from caunoi.people.models import Consent, Packet
    from caunoi.referrals import actions as referrals
    from caunoi.referrals import queries
    from caunoi.referrals.choices import Event, State
    from caunoi.referrals.machine import OPEN_STATES
    from caunoi.referrals.models import Referral

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now():
    """Pages ask the real clock."""
    return timezone.localtime()


@pytest.fixture
def person(peer, acting, now):
    return people.give_card(by=acting(peer), at=now, worker=peer).pseudonym


@pytest.fixture
def sent(peer, acting, now, person, service, deployment):
    by, day = acting(peer), timezone.localdate(now)
    need = referrals.note_need(by=by, at=now, code="SRH", noted_on=day, pseudonym=person, deployment=deployment)
    return referrals.refer(by=by, at=now, need=need, service=service, agreed=referrals.Agreed())


def test_both_sides_see_it_at_once(sent, person, peer, provider_user, acting, client_of, now):
    slip, club, place = Client(), client_of(peer), client_of(provider_user)
    assert slip.get(f"/r/{sent.slip_code}/").status_code == 200
    assert sent.service.name in place.get("/referrals/").content.decode()
    done = club.post(f"/people/{person.pk}/consents/{sent.consent_id}/withdraw/", follow=True)
    assert "Đã rút lại" in done.content.decode()
    assert slip.get(f"/r/{sent.slip_code}/").status_code == 410
    assert slip.post(f"/r/{sent.slip_code}/", {"event": "accept"}).status_code == 409
    assert sent.service.name not in place.get("/referrals/").content.decode()
    assert place.get(f"/referrals/{sent.pk}/").status_code == 404
    assert "dừng (rút đồng ý)" in club.get(f"/people/{person.pk}/").content.decode()


def test_the_page_says_first_what_will_end(sent, person, peer, client_of):
    page = client_of(peer).get(f"/people/{person.pk}/consents/{sent.consent_id}/withdraw/").content.decode()
    assert sent.service.name in page
    sent.refresh_from_db()
    assert sent.state == State.SENT, "looking ends nothing"


@pytest.mark.parametrize("skew", [-3600, 0, 3600], ids=["clock behind", "same clock", "clock ahead"])
def test_without_the_door_the_clock_settles_within_a_minute(skew, sent, peer, provider_user, acting, now):
    """The consent was withdrawn at a machine whose clock differs: reading stops at once, the rest with the next minute."""
    at = now + timedelta(seconds=skew)
    people.withdraw_consent(by=acting(peer), at=at, consent=sent.consent)
    assert not queries.inbox(acting(provider_user)).exists()
    with pytest.raises(Refused):
        referrals.answer(by=acting(provider_user), at=now, referral=sent, event=Event.ACCEPT)
    referrals.settle_referrals(by=CLOCK, at=now + MINUTE)
    sent.refresh_from_db()
    assert sent.state == State.REVOKED
    assert referrals.settle_referrals(by=CLOCK, at=now + 2 * MINUTE) == 0


def test_a_consent_that_has_run_out_is_read_no_more(sent, provider_user, acting, now):
    Consent.objects.filter(pk=sent.consent_id).update(given_at=now - 2 * MINUTE, expires_at=now - MINUTE)
    sent.refresh_from_db()
    assert not queries.inbox(acting(provider_user)).exists()
    assert Client().get(f"/r/{sent.slip_code}/").status_code == 410
    referrals.settle_referrals(by=CLOCK, at=now)
    sent.refresh_from_db()
    assert sent.state == State.EXPIRED


def test_the_packet_goes_with_it(sent, peer, acting, provider, now):
    for at in (now, now + MINUTE):
        Packet.objects.create(
            referral=sent.pk, pseudonym=sent.pseudonym, recipient=provider, consent=sent.consent, schema=1, blob=b"x",
            sealed_at=at, sealed_by=peer,
        )  # fmt: skip
        if at == now:
            people.settle_packets(by=CLOCK, at=now - timedelta(hours=1))
            assert Packet.objects.exists(), "a clock that runs behind deletes nothing that stands"
            people.withdraw_consent(by=acting(peer), at=now, consent=sent.consent)
            people.settle_packets(by=CLOCK, at=now + MINUTE)
        else:
            referrals.settle_referrals(by=CLOCK, at=now + 2 * MINUTE)
        assert not Packet.objects.exists()


def test_giving_the_card_back_ends_what_was_sent(sent, person, peer, client_of):
    card = Consent.objects.get(purpose="card")
    page = client_of(peer).get(f"/people/{person.pk}/consents/{card.pk}/withdraw/").content.decode()
    assert sent.service.name in page
    assert client_of(peer).post(f"/people/{person.pk}/consents/{card.pk}/withdraw/").status_code == 302
    sent.refresh_from_db()
    assert sent.state == State.REVOKED
    assert client_of(peer).get(f"/people/{person.pk}/").status_code == 404


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "withdraw", "settle", "send"]),
        st.deferred(lambda: st.sampled_from([Event.ACCEPT, Event.ATTEND, Event.SERVE])),  # a hub has no such word
        st.integers(-120, 60 * 24 * 200),
    ),
    max_size=12,
)


@measure(max_examples=measure().max_examples // 2)
@given(acts=ACTS)
def test_nothing_outlives_its_consent(acts, acting, peer, provider_user, person, service, deployment, now):
    """Whatever happens in whatever order and by whatever clock: after one settling, nothing open rests on an ended consent."""
    by, place = acting(peer), acting(provider_user)
    need = referrals.note_need(by=by, at=now, code="SRH", noted_on=timezone.localdate(now), pseudonym=person)
    referral = referrals.refer(by=by, at=now, need=need, service=service, agreed=referrals.Agreed())
    latest = now
    for act, event, minutes in acts:
        referral = Referral.objects.select_related("consent", "provider", "pseudonym").get(pk=referral.pk)
        at = now + minutes * MINUTE
        latest = max(latest, at)
        withdrawn = Consent.objects.filter(pk=referral.consent_id, withdrawn_at__isnull=False).exists()
        try:
            if act == "answer":
                referrals.answer(by=place, at=at, referral=referral, event=event)
                assert not withdrawn, "answered after she withdrew"
            elif act == "withdraw":
                people.withdraw_consent(by=by, at=at, consent=referral.consent)
            elif act == "settle":
                referrals.settle_referrals(by=CLOCK, at=at)
            else:
                referrals.send(by=by, at=at, referral=referral, consent=referral.consent)
                assert not withdrawn, "sent after she withdrew"
        except (CannotDo, Refused):
            pass
    referrals.settle_referrals(by=CLOCK, at=latest)
    resting = Referral.objects.filter(consent__withdrawn_at__isnull=False, state__in=sorted(OPEN_STATES))
    assert not resting.exists()
