"""Who cannot help may say who could; she is sent on by her own worker, under a consent of its own."""

import pytest
from django.urls import reverse

from caunoi.access.actions import CannotDo
from caunoi.conftest import make_organisation
from caunoi.directory.choices import Cost, ServiceCode
from caunoi.directory.models import Service
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.organisations.choices import OrganisationKind
from caunoi.people.choices import FieldClass
from caunoi.referrals import actions, queries
from caunoi.referrals.actions import Agreed
from caunoi.referrals.choices import Event, Reason, Source, State
from caunoi.referrals.models import Referral, Step
from caunoi.referrals.passing import may_pass


@pytest.fixture
def elsewhere(place_qn):
    clinic = make_organisation(OrganisationKind.PROVIDER, "Trạm y tế phường", place_qn)
    name = "Khám phụ khoa"
    return Service.objects.create(
        provider=clinic, code=ServiceCode.SRH, name=name, cost=Cost.FREE, folded=fold(name), sort_key=sort_key(name)
    )


def decline(sent, by, now, **more):
    return actions.answer(by=by, at=now, referral=sent, event=Event.DECLINE, reason=Reason.WAITING_LIST, **more)


def test_a_provider_names_another_place(sent, acting, provider_user, peer, now, elsewhere, need):
    assert decline(sent, acting(provider_user), now, alternative=elsewhere)
    assert Step.objects.get(event=Event.DECLINE).alternative == elsewhere
    on = actions.refer(by=acting(peer), at=now, need=need, service=elsewhere, agreed=Agreed(), parent=sent)
    assert (on.parent, on.state) == (sent, State.SENT)
    assert on.consent != sent.consent and on.consent.recipient == elsewhere.provider
    assert queries.followers(acting(peer), sent).get() == on


@pytest.mark.parametrize("which", ["itself", "police", "other need"])
def test_not_every_place_can_be_named(sent, acting, provider_user, now, elsewhere, service, which):
    if which == "police":
        type(elsewhere.provider).objects.filter(pk=elsewhere.provider_id).update(kind=OrganisationKind.POLICE)
    if which == "other need":
        Service.objects.filter(pk=elsewhere.pk).update(code=ServiceCode.LEG_AID)
    with pytest.raises(CannotDo):
        decline(sent, acting(provider_user), now, alternative=service if which == "itself" else elsewhere)
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_nobody_is_sent_on_from_where_nothing_was_sent(slip_only, acting, peer, now, elsewhere, need):
    with pytest.raises(CannotDo):
        actions.make_referral(by=acting(peer), at=now, need=need, service=elsewhere, parent=slip_only)
    assert Referral.objects.count() == 1


def test_the_pages_lead_on(client_of, provider_user, peer, sent, elsewhere, need):
    answer = {"answer-event": "decline", "answer-reason": "cost", "answer-alternative": elsewhere.pk}
    client_of(provider_user).post(reverse("referrals:answer", args=[sent.pk]), answer)
    browser = client_of(peer)
    page = browser.get(reverse("referrals:referral", args=[sent.pk])).content.decode()
    link = f"{reverse('referrals:new', args=[need.pk])}?from={sent.pk}&amp;to={elsewhere.pk}"
    assert link in page and elsewhere.name in page
    form = browser.get(link.replace("&amp;", "&")).content.decode()
    assert f'value="{sent.pk}"' in form and "checked" in form
    data = {"service": elsewhere.pk, "parent": sent.pk, "send": "1", "asked_back": "on", "method": "spoken"}
    made = browser.post(reverse("referrals:new", args=[need.pk]), {**data, "witness": "none"})
    assert made.status_code == 302 and Referral.objects.get(parent=sent).state == State.SENT
    assert elsewhere.name in browser.get(reverse("referrals:referral", args=[sent.pk])).content.decode()


def test_no_other_place_where_she_was_helped(client_of, peer, acting, sent, elsewhere, now):
    actions.record(by=acting(peer), at=now, referral=sent, event=Event.SERVE, source=Source.PHONE)
    page = client_of(peer).get(reverse("referrals:referral", args=[sent.pk])).content.decode()
    assert "?from=" not in page


@pytest.mark.parametrize("junk", ["?from=x&to=y", "?from=&to=", "?from=00000000-0000-0000-0000-000000000000"])
def test_a_mangled_address_is_only_a_plain_page(client_of, peer, need, service, junk):
    assert client_of(peer).get(reverse("referrals:new", args=[need.pk]) + junk).status_code == 200


def test_every_service_says_what_may_pass(client_of, peer, need, service):
    assert all(may_pass(code) <= set(FieldClass) - {FieldClass.SLIP, FieldClass.CODE} for code in ServiceCode)
    assert FieldClass.NAME not in may_pass(ServiceCode.HIV)
    page = client_of(peer).get(reverse("referrals:new", args=[need.pk])).content.decode()
    assert "số phiếu" in page and str(FieldClass.CONTACT.label) in page
