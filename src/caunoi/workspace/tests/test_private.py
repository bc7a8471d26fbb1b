"""What is kept under keys about one person: sealed by whoever looks after her, opened one at a time, gone with the page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.access.choices import RevealPurpose
from caunoi.audit.models import Entry
from caunoi.conftest import PASSPHRASE
from caunoi.people import actions as people
from caunoi.people.choices import Purpose, SealedKind
from caunoi.people.models import Reveal, Sealed
from caunoi.people.tests.keys import agree
from caunoi.people.vault.models import ContentKey

NAME, PHONE, HEARD = "Đoàn Thị Sim", "0900 123 456", "Nhà có người lạ hay nghe máy"


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def person(lead, peer, acting, at):
    session = people.begin_vault(by=acting(lead), at=at, passphrase=PASSPHRASE).session
    people.lock_vault(by=acting(lead), at=at, session=session)
    member = people.give_card(by=acting(peer), at=at, worker=peer, cue="sen hồng")
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    agree(acting, peer, at, member.pseudonym, Purpose.CONTACT)
    return member.pseudonym


@pytest.fixture
def at_work(client_of, lead):
    return client_of(lead)


@pytest.fixture
def peers(client_of, peer):
    return client_of(peer)


def page(name, person, *more):
    return reverse(f"workspace:{name}", args=[person.pk, *more])


def unlock(client):
    client.post(reverse("workspace:unlock"), {"words": PASSPHRASE})


def write(client, person, text, kind=SealedKind.CALLED):
    return client.post(page("seal", person, kind), {"text": text})


def opened(client, person, kind=SealedKind.CALLED, purpose=RevealPurpose.CALL_BACK):
    return client.post(page("reveal", person), {"kind": kind, "purpose": purpose})


def test_a_peer_seals_what_she_heard_and_never_reads_it_back(peers, person, at_work):
    write(peers, person, NAME)
    write(peers, person, HEARD, SealedKind.NOTE)
    assert Sealed.objects.count() == 2
    for name in ("private", "person"):
        text = peers.get(page(name, person)).content.decode()
        assert NAME not in text and HEARD not in text and page("reveal", person) not in text
    assert NAME not in peers.get(page("seal", person, "called")).content.decode()
    assert opened(peers, person).status_code == 403
    assert not Entry.objects.filter(action="reveal", outcome="done").exists()


def test_a_key_holder_opens_one_thing_for_this_page_and_it_stands_in_the_record_first(peers, at_work, person):
    write(peers, person, NAME)
    write(peers, person, PHONE, SealedKind.PHONE)
    unlock(at_work)
    before = Entry.objects.filter(action="reveal").count()
    answer = opened(at_work, person)
    text = answer.content.decode()
    assert NAME in text and PHONE not in text, "one at a time"
    assert answer["Cache-Control"].find("no-store") >= 0
    assert NAME not in text.split("</title>")[0] and NAME not in answer.request["PATH_INFO"]
    entry = Entry.objects.filter(action="reveal").latest("seq")
    assert Entry.objects.filter(action="reveal").count() == before + 1
    assert entry.subject == person.audit_handle and NAME.encode() not in bytes(entry.canonical)
    assert NAME not in at_work.get(page("private", person)).content.decode(), "gone with the page"


def test_locked_she_is_led_to_her_words_and_back_and_nothing_opens(peers, at_work, person):
    write(peers, person, NAME)
    answer = opened(at_work, person)
    assert reverse("workspace:unlock") in answer["Location"] and "private" in answer["Location"]
    unlock(at_work)
    assert NAME in opened(at_work, person).content.decode()
    at_work.post(reverse("workspace:lock"))
    after = opened(at_work, person)
    assert after.status_code == 302 and Reveal.objects.count() == 1


def test_nothing_is_written_that_she_did_not_agree_to(peers, person):
    form = peers.get(page("seal", person, "legal_name")).content.decode()
    assert "<textarea" not in form and 'name="text"' not in form
    answer = write(peers, person, NAME, SealedKind.LEGAL_NAME)
    assert answer.status_code == 422 and not Sealed.objects.exists()


def test_what_was_typed_is_still_there_after_a_mistake(peers, person):
    long = "á" * 81
    answer = write(peers, person, long)
    assert answer.status_code == 422 and long in answer.content.decode()


@pytest.mark.parametrize(
    "kind, purpose", [("called", "invite"), ("called", ""), ("nothing", "safety"), ("phone", "safety")]
)
def test_only_what_is_kept_and_only_for_a_purpose_from_the_list(peers, at_work, person, kind, purpose):
    write(peers, person, NAME)
    unlock(at_work)
    answer = opened(at_work, person, kind, purpose)
    assert answer.status_code == 422 and NAME not in answer.content.decode()
    assert not Reveal.objects.exists()


def test_taken_back_it_opens_only_when_she_asks(peers, at_work, person, acting, peer, at):
    write(peers, person, NAME)
    unlock(at_work)
    people.withdraw_consent(by=acting(peer), at=at, consent=person.consents.get(purpose=Purpose.CONTACT))
    assert opened(at_work, person).status_code == 422
    assert NAME in opened(at_work, person, purpose=RevealPurpose.SHE_ASKS).content.decode()


def test_while_her_use_is_restricted_nothing_opens_and_a_note_can_be_written(peers, at_work, person, lead, acting, at):
    write(peers, person, NAME)
    unlock(at_work)
    people.restrict_use(by=acting(lead), at=at, pseudonym=person, why="asked")
    assert opened(at_work, person).status_code == 404
    assert write(peers, person, "Khác").status_code == 404
    assert write(peers, person, HEARD, SealedKind.NOTE).status_code == 302
    assert Sealed.objects.get(kind="note")


@pytest.mark.long
def test_over_the_limit_nothing_opens_she_is_told_and_her_lead_sees_it(peers, at_work, person, client_of, deputy):
    write(peers, person, NAME)
    unlock(at_work)
    for _time in range(20):
        assert opened(at_work, person).status_code == 200
    last = opened(at_work, person)
    assert last.status_code == 429 and NAME not in last.content.decode()
    assert "giới hạn" in last.content.decode()
    assert "giới hạn" in client_of(deputy).get(reverse("workspace:day")).content.decode()


def test_a_changed_blob_shows_nothing_and_is_on_record(peers, at_work, person):
    write(peers, person, NAME)
    unlock(at_work)
    row = Sealed.objects.get()
    row.blob = bytes(row.blob)[:-1] + bytes([bytes(row.blob)[-1] ^ 1])
    row.save()
    answer = opened(at_work, person)
    assert NAME not in answer.content.decode() and "bị hỏng" in answer.content.decode()
    assert Entry.objects.filter(action="reveal", outcome="refused").exists()


def test_a_key_of_an_epoch_that_she_does_not_hold_shows_nothing(peers, at_work, person):
    """As after keys were put back from an older copy: her browser's vault knows another epoch."""
    write(peers, person, NAME)
    unlock(at_work)
    key = ContentKey.objects.get()
    key.wrapped = bytes(key.wrapped)[:40] + bytes(len(bytes(key.wrapped)) - 40)
    key.save()
    answer = opened(at_work, person)
    assert NAME not in answer.content.decode() and "bị hỏng" in answer.content.decode()


def test_removed_it_is_gone_with_its_key_and_twice_changes_nothing(peers, person):
    write(peers, person, NAME)
    for _time in range(2):
        assert peers.post(page("unseal", person, "called")).status_code == 302
    assert not Sealed.objects.exists() and not ContentKey.objects.exists()


def test_the_other_club_finds_no_such_page(person, client_of, outsider):
    client = client_of(outsider)
    for path in (page("private", person), page("seal", person, "note")):
        assert client.get(path).status_code == 404


def test_after_five_minutes_her_words_are_asked_before_anything_opens(peers, at_work, person, settings):
    write(peers, person, NAME)
    unlock(at_work)
    settings.FRESH_SECONDS = -1
    asked = opened(at_work, person)
    assert asked.status_code == 401 and NAME not in asked.content.decode() and not Reveal.objects.exists()
    sent = {"kind": "called", "purpose": "call_back", "again-passphrase": PASSPHRASE, "again-method": "POST"}
    assert NAME in at_work.post(page("reveal", person), sent).content.decode()
