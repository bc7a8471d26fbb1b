import pytest

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.ids import is_code
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.choices import Purpose
from caunoi.people.consent_texts import text_for
from caunoi.people.models import Assignment, Consent, Member, Pseudonym


def give(peer, acting, now, **extra):
    return people.give_card(by=acting(peer), at=now, worker=peer, **extra)


def test_a_card_is_consented_to_and_she_joins_the_caseload(peer, acting, now):
    member = give(peer, acting, now, cue="sen hồng")
    assert is_code(member.card_code)
    assert list(queries.caseload(acting(peer))) == [member]
    consent = Consent.objects.get()
    assert (consent.purpose, consent.pseudonym, consent.text_hash) == (
        Purpose.CARD, member.pseudonym, text_for(Purpose.CARD, "vi").hash,
    )  # fmt: skip


def test_without_a_consent_that_stands_in_the_ledger_there_is_no_card(peer, acting, now):
    """The consent is written in the act of giving, under the table; a way of agreeing that is not there gives nothing."""
    with pytest.raises(CannotDo):
        give(peer, acting, now, method="silence")
    assert not Pseudonym.objects.exists() and not Member.objects.exists()


def test_the_record_knows_her_by_a_handle_that_is_not_her_id(peer, acting, now):
    member = give(peer, acting, now)
    entry = Entry.objects.get(action="give_card")
    assert entry.subject == member.pseudonym.audit_handle != member.pseudonym_id
    assert str(member.pseudonym_id).encode() not in bytes(entry.canonical)


@pytest.mark.parametrize("who", ["lead", "caseworker", "provider_user"])
def test_others_are_refused_and_the_refusal_stays(who, request, acting, now):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        give(user, acting, now)
    assert not Pseudonym.objects.exists()
    assert Entry.objects.get().outcome == "refused"


@pytest.mark.parametrize("name", ["Lan", "chị Hoa", "sen", "sen Hồng Nhung", "hồng sen"])
def test_a_name_cannot_be_a_memory_cue(name, peer, acting, now):
    with pytest.raises(CannotDo):
        give(peer, acting, now, cue=name)
    assert not Pseudonym.objects.exists()


def test_the_month_is_kept_and_the_day_is_not(peer, acting, now):
    assert give(peer, acting, now).joined.day == 1


def test_a_card_of_another_club_does_not_exist_here(peer, outsider, acting, now):
    member = give(peer, acting, now)
    assert queries.member_by_card(acting(outsider), member.card) is None
    assert queries.member_by_card(acting(peer), member.card) == member


def test_nobody_sees_another_workers_caseload(peer, other_peer, lead, outsider, acting, now):
    give(peer, acting, now)
    for other in (other_peer, lead, outsider):
        assert not queries.caseload(acting(other)).exists()
        assert not queries.people(acting(other)).exists()


def test_no_field_holds_a_name_or_a_number_of_a_person():
    names = {field.name for model in (Pseudonym, Member, Assignment, Consent) for field in model._meta.get_fields()}
    assert not names & {"name", "full_name", "phone", "address", "national_id", "photo", "birthday", "email"}
