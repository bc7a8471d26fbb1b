"""The ledger: nothing until she agrees, one line per purpose and recipient, and from a withdrawal on nothing again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.ids import is_code, uuid7
from caunoi.people import actions as people
from caunoi.people.choices import ConsentMethod, FieldClass, Purpose, Witness
from caunoi.people.consent_rules import RULES
from caunoi.people.models import Assignment, Consent, Restriction
from caunoi.people.queries import live_consents

OWN = {"recipient": None, "field_classes": [FieldClass.CONTACT]}
START = datetime(2026, 11, 22, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
MINUTES = st.integers(min_value=-10_000, max_value=2_000_000)


def live(member, at):
    return live_consents(member.pseudonym_id, Purpose.REFERRAL, at)


def test_nothing_is_agreed_to_until_she_says_so(member, now):
    assert live(member, now) == []


def test_a_consent_names_its_recipient_and_ends_by_its_purpose(peer, provider, member, agree, now):
    consent = agree(peer, now, member.pseudonym)
    assert consent.recipient == provider
    assert live(member, now) == [consent]
    assert live(member, now + RULES[Purpose.REFERRAL].lasts) == []


def test_each_has_a_receipt_with_a_number_of_its_own(peer, member, agree, now):
    codes = {agree(peer, now, member.pseudonym).receipt_code for _again in range(3)}
    assert len(codes) == 3 and all(is_code(code) for code in codes)


def test_sent_twice_it_is_one_line(peer, member, agree, now):
    pk = uuid7()
    assert agree(peer, now, member.pseudonym, pk=pk) == agree(peer, now + timedelta(hours=1), member.pseudonym, pk=pk)
    with pytest.raises(Refused):
        agree(peer, now, None, pk=pk)


def test_withdrawal_counts_from_that_moment_and_twice_changes_nothing(peer, member, agree, acting, now):
    consent = agree(peer, now, member.pseudonym)
    later = now + timedelta(hours=1)
    people.withdraw_consent(by=acting(peer), at=later, consent=consent)
    people.withdraw_consent(by=acting(peer), at=later + timedelta(hours=1), consent=consent)
    consent.refresh_from_db()
    assert consent.withdrawn_at == later
    assert live(member, later) == []
    assert Entry.objects.filter(action="withdraw_consent").count() == 1


def test_a_clock_that_runs_behind_does_not_bring_it_back(peer, member, agree, acting, now):
    """She agreed at a machine that is an hour ahead of the one where she changes her mind."""
    consent = agree(peer, now + timedelta(hours=1), member.pseudonym)
    people.withdraw_consent(by=acting(peer), at=now, consent=consent)
    consent.refresh_from_db()
    assert consent.withdrawn_at == consent.given_at
    assert not any(live(member, now + timedelta(hours=hour)) for hour in (0, 1, 2))


@given(lasts=st.integers(1, 1_000_000), withdrawn=st.none() | MINUTES, moments=st.lists(MINUTES, min_size=2))
def test_once_over_never_again(lasts, withdrawn, moments):
    """Whatever the clocks: a consent that is not live any more is not live later either."""
    minutes = timedelta(minutes=1)
    ended = None if withdrawn is None else START + max(0, withdrawn) * minutes
    consent = Consent(given_at=START, expires_at=START + lasts * minutes, withdrawn_at=ended)
    over = False
    for moment in sorted(moments):
        is_live = consent.is_live(START + moment * minutes)
        assert not (over and is_live)
        over = over or (moment >= 0 and not is_live)
        assert not (is_live and (moment < 0 or moment >= lasts or withdrawn is not None))


@pytest.mark.parametrize(
    "fault",
    [
        {"recipient": None},
        {"field_classes": []},
        {"field_classes": [FieldClass.SLIP, FieldClass.NAME]},
        {"purpose": Purpose.MEETING},
        {"method": "silence"},
        {"purpose": Purpose.PACKET, "field_classes": [FieldClass.NAME]},
        {"purpose": Purpose.IDENTITY, **OWN},
    ],
    ids=lambda fault: "-".join(fault),
)
def test_what_the_table_does_not_allow_is_not_written(fault, peer, member, agree, now):
    with pytest.raises(CannotDo):
        agree(peer, now, member.pseudonym, **fault)
    assert Consent.objects.exclude(purpose=Purpose.CARD).count() == 0


def test_private_details_with_a_witness_or_on_paper(peer, member, agree, now):
    agree(peer, now, member.pseudonym, purpose=Purpose.IDENTITY, witness=Witness.CHOSEN, **OWN)
    agree(peer, now, member.pseudonym, purpose=Purpose.IDENTITY, method=ConsentMethod.PAPER, **OWN)
    assert Consent.objects.filter(purpose=Purpose.IDENTITY).count() == 2


def test_the_state_receives_nothing(peer, member, agree, now, place_qn):
    from caunoi.conftest import make_organisation

    for kind in ("police", "inspection", "compulsory_centre", "state_management"):
        with pytest.raises(CannotDo):
            agree(peer, now, member.pseudonym, recipient=make_organisation(kind, "Cơ quan", place_qn))


def test_without_a_card_only_a_referral_can_be_agreed_to(peer, agree, now):
    assert agree(peer, now, None).pseudonym is None
    with pytest.raises(CannotDo):
        agree(peer, now, None, purpose=Purpose.CONTACT, **OWN)


def test_another_worker_cannot_say_it_for_her(other_peer, outsider, provider_user, member, agree, acting, peer, now):
    for stranger in (other_peer, outsider, provider_user):
        with pytest.raises(Refused):
            agree(stranger, now, member.pseudonym)
    without_card = agree(peer, now, None)
    for stranger in (outsider, provider_user):
        with pytest.raises(Refused):
            people.withdraw_consent(by=acting(stranger), at=now, consent=without_card)
    with pytest.raises(Refused):
        agree(provider_user, now, None)


def test_giving_the_card_back_ends_everything(peer, member, agree, acting, now):
    agree(peer, now, member.pseudonym)
    agree(peer, now, member.pseudonym, purpose=Purpose.MEETING, **OWN)
    card = Consent.objects.get(purpose=Purpose.CARD)
    people.withdraw_consent(by=acting(peer), at=now + timedelta(days=1), consent=card)
    assert not Consent.objects.live(now + timedelta(days=2)).exists()
    assert not Assignment.objects.now().exists()
    assert Restriction.objects.now().get().why == "returned"


def test_the_act_and_its_record_are_one(peer, member, agree, acting, now, monkeypatch):
    from caunoi.audit import actions as audit

    def broken(**_what):
        raise RuntimeError("the record cannot be written")

    consent = agree(peer, now, member.pseudonym)
    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError):
        people.withdraw_consent(by=acting(peer), at=now, consent=consent)
    consent.refresh_from_db()
    assert consent.withdrawn_at is None
