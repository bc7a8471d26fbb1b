"""From a need to a sent referral: never without a live consent of this person for this provider."""

from datetime import timedelta

import pytest

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.directory.choices import Cost, ServiceCode
from caunoi.directory.models import Service
from caunoi.lib.ids import is_code
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.organisations.choices import OrganisationKind
from caunoi.people import actions as people
from caunoi.people.choices import ConsentMethod, FieldClass, Purpose, Witness
from caunoi.referrals import actions, queries
from caunoi.referrals.actions import Agreed
from caunoi.referrals.choices import NeedStatus, State
from caunoi.referrals.models import Referral, Step


def consent(by, at, person, recipient, purpose=Purpose.REFERRAL, fields=(FieldClass.SLIP,)):
    return people.record_consent(
        by=by, at=at, pseudonym=person, purpose=purpose, recipient=recipient, field_classes=fields,
        method=ConsentMethod.PAPER, witness=Witness.NONE, language="vi",
    )  # fmt: skip


def test_she_agrees_and_it_is_sent(sent, provider, person):
    assert (sent.state, sent.provider, sent.consent.pseudonym) == (State.SENT, provider, person)
    assert is_code(sent.slip_code)
    assert list(Step.objects.filter(referral=sent).order_by("number").values_list("state", flat=True)) == [
        State.DRAFT, State.CONSENTED, State.SENT,
    ]  # fmt: skip


def test_the_consent_names_provider_text_and_fields(sent, provider):
    ledger = sent.consent
    assert (ledger.recipient, ledger.purpose, ledger.field_classes) == (provider, Purpose.REFERRAL, ["slip"])
    assert len(ledger.text_hash) == 64


def test_without_consent_she_only_carries_a_slip(slip_only, acting, provider_user):
    assert (slip_only.state, slip_only.consent) == (State.DRAFT, None)
    assert not queries.inbox(acting(provider_user)).exists()


def test_she_agrees_later(slip_only, acting, peer, now):
    actions.consent_and_send(by=acting(peer), at=now, referral=slip_only, agreed=Agreed(method=ConsentMethod.PAPER))
    assert Referral.objects.get().state == State.SENT


def test_somebody_without_a_card(acting, peer, now, service):
    by = acting(peer)
    need = actions.note_need(by=by, at=now, code="SRH", noted_on=now.date())
    referral = actions.refer(by=by, at=now, need=need, service=service, agreed=Agreed())
    assert (referral.state, referral.consent.pseudonym) == (State.SENT, None)


def test_a_consent_without_a_card_is_good_for_one_referral(acting, peer, now, service):
    by = acting(peer)
    need = actions.note_need(by=by, at=now, code="SRH", noted_on=now.date())
    first = actions.refer(by=by, at=now, need=need, service=service, agreed=Agreed())
    second = actions.make_referral(by=by, at=now, need=need, service=service)
    with pytest.raises(CannotDo):
        actions.send(by=by, at=now, referral=second, consent=first.consent)


@pytest.mark.parametrize(
    "fault", ["withdrawn", "expired", "other purpose", "other recipient", "other person", "no card"]
)
def test_a_consent_that_does_not_fit_sends_nothing(fault, slip_only, acting, peer, now, person, provider, other_club):
    by, later = acting(peer), now
    given = {
        "other purpose": lambda: consent(by, now, person, provider, Purpose.PACKET, [FieldClass.NAME]),
        "other recipient": lambda: consent(by, now, person, other_club),
        "other person": lambda: consent(by, now, people.give_card(by=by, at=now, worker=peer).pseudonym, provider),
        "no card": lambda: consent(by, now, None, provider),
    }.get(fault, lambda: consent(by, now, person, provider))()
    if fault == "withdrawn":
        people.withdraw_consent(by=by, at=now, consent=given)
    if fault == "expired":
        later = now + timedelta(days=400)
    with pytest.raises(CannotDo):
        actions.send(by=by, at=later, referral=slip_only, consent=given)
    slip_only.refresh_from_db()
    assert (slip_only.state, slip_only.consent) == (State.DRAFT, None)


def test_only_services_that_fit_the_need(acting, peer, now, need, provider):
    other = Service.objects.create(
        provider=provider, code=ServiceCode.LEG_ADV, name="Tư vấn", cost=Cost.FREE, folded="tu van", sort_key="t"
    )
    with pytest.raises(CannotDo):
        actions.make_referral(by=acting(peer), at=now, need=need, service=other)


def test_police_are_never_a_recipient(acting, peer, now, place_qn):
    from caunoi.conftest import make_organisation

    station = make_organisation(OrganisationKind.POLICE, "Công an phường", place_qn)
    papers = Service.objects.create(
        provider=station, code=ServiceCode.DOC_ID, name="Căn cước", folded=fold("Căn cước"), sort_key=sort_key("Căn")
    )
    need = actions.note_need(by=acting(peer), at=now, code=ServiceCode.DOC_ID, noted_on=now.date())
    with pytest.raises(CannotDo):
        actions.make_referral(by=acting(peer), at=now, need=need, service=papers)


def test_a_closed_need_starts_nothing(acting, peer, now, need, service):
    actions.conclude_need(by=acting(peer), at=now, need=need, status=NeedStatus.DROPPED)
    with pytest.raises(CannotDo):
        actions.make_referral(by=acting(peer), at=now, need=need, service=service)


@pytest.mark.parametrize("who", ["other_peer", "outsider", "lead", "caseworker", "provider_user"])
def test_others_refer_nobody_of_mine(request, acting, now, need, service, who):
    with pytest.raises(Refused):
        actions.refer(by=acting(request.getfixturevalue(who)), at=now, need=need, service=service, agreed=Agreed())
    assert not Referral.objects.exists()


def test_all_or_nothing(acting, peer, other_peer, now, need, service, person):
    """Who noted the need no longer looks after her: no consent can be recorded, so no slip is left behind."""
    from caunoi.people.models import Assignment

    Assignment.objects.filter(worker=peer).update(until=now)
    with pytest.raises(Refused):
        actions.refer(by=acting(peer), at=now, need=need, service=service, agreed=Agreed())
    assert not Referral.objects.exists()
