"""Pages of keys: made at the first sign-in, unlocked with her own words, locked from any page, brought back by paper."""

import re

import pytest
from django.urls import reverse

from caunoi.access.actions import revoke_grant
from caunoi.audit.models import Entry
from caunoi.conftest import PASSPHRASE
from caunoi.people.middleware import VAULT_COOKIE
from caunoi.people.queries import key_holders, recovery_sheets, vault_state

WRONG = "sai-mot sai-hai sai-ba sai-bon"
SHEET = re.compile(r"<ol class=\"keysheet__words\".*?</ol>", re.S)


@pytest.fixture
def at_work(client_of, lead):
    return client_of(lead)


def begin(client, words=PASSPHRASE):
    return client.post(reverse("workspace:keys_begin"), {"words": words})


def unlock(client, words=PASSPHRASE, **more):
    return client.post(reverse("workspace:unlock"), {"words": words, **more})


def sheets_in(page):
    return [" ".join(re.findall(r"<li>(\w+)</li>", each)) for each in SHEET.findall(page.content.decode())]


@pytest.fixture
def begun(at_work):
    """Three sheets of paper, and the vault open in the lead's browser."""
    return sheets_in(begin(at_work))


def test_the_first_sign_in_of_a_lead_leads_to_her_keys_and_she_may_put_it_off(at_work, acting, lead):
    start = at_work.get(reverse("workspace:start"))
    assert start["Location"] == reverse("workspace:keys_begin")
    assert reverse("account_start") in at_work.get(start["Location"]).content.decode()


def test_a_peer_is_never_led_there(client_of, peer):
    client = client_of(peer)
    assert client.get(reverse("workspace:start"))["Location"] == reverse("account_start")
    assert client.get(reverse("workspace:keys")).status_code == 403


def test_three_sheets_are_shown_once_and_never_again(at_work, begun, lead, now):
    assert len(begun) == 3 and all(len(sheet.split()) > 20 for sheet in begun)
    for page in ("keys", "sheets", "keys_begin"):
        assert not sheets_in(at_work.get(reverse(f"workspace:{page}"), follow=True))
    again = begin(at_work)
    assert again.status_code == 422 and not sheets_in(again)


def test_words_that_are_not_her_own_make_no_key(at_work, lead, acting, now):
    assert begin(at_work, WRONG).status_code == 422
    assert not vault_state(acting(lead), now).exists


def test_sheets_count_once_three_people_have_them(at_work, begun, lead, acting):
    half = at_work.post(reverse("workspace:sheets"), {"first": "on"})
    assert half.status_code == 422 and recovery_sheets(acting(lead)).handed_at is None
    at_work.post(reverse("workspace:sheets"), {"first": "on", "second": "on", "third": "on"})
    assert recovery_sheets(acting(lead)).handed_at
    assert Entry.objects.filter(action="note_sheets_handed").count() == 1


def test_the_bar_stands_on_every_page_until_it_is_locked(at_work, begun):
    lock = reverse("workspace:lock")
    for page in ("workspace:day", "workspace:people", "releases:month", "workspace:keys"):
        assert lock in at_work.get(reverse(page)).content.decode(), page
    assert at_work.get(lock).status_code == 405, "a link locks nothing and opens nothing"
    answer = at_work.post(lock)
    assert answer.status_code == 302 and not answer.cookies[VAULT_COOKIE].value
    assert lock not in at_work.get(reverse("workspace:day")).content.decode()


def test_unlocking_comes_back_to_where_she_was_and_never_leads_away(at_work, begun):
    at_work.post(reverse("workspace:lock"))
    people = reverse("workspace:people")
    asked = at_work.get(reverse("workspace:unlock"), {"next": people}).content.decode()
    assert f'value="{people}"' in asked
    assert unlock(at_work, next=people)["Location"] == people
    for away in ("https://example.org/", "//example.org", "javascript:alert(1)", "\\\\example.org"):
        assert unlock(at_work, next=away)["Location"] == reverse("workspace:keys")


def test_wrong_words_open_nothing_say_so_and_are_on_record(at_work, begun):
    at_work.post(reverse("workspace:lock"))
    for _try in range(6):
        wrong = unlock(at_work, WRONG)
        assert wrong.status_code == 422 and VAULT_COOKIE not in wrong.cookies
    assert "15" in wrong.content.decode(), "after five tries she is told to wait"
    assert Entry.objects.filter(action="unlock_vault", outcome="refused").count() == 6
    assert WRONG not in wrong.content.decode()


def test_a_colleague_waits_until_she_is_let_in(at_work, begun, client_of, deputy, lead, acting):
    hers = client_of(deputy)
    assert hers.get(reverse("workspace:start"))["Location"] == reverse("workspace:own_key")
    hers.post(reverse("workspace:own_key"), {"words": PASSPHRASE})
    assert unlock(hers).status_code == 422
    admit = reverse("workspace:admit_key", args=[deputy.pk])
    assert hers.post(admit).status_code == 404, "nobody lets herself in"
    assert admit in at_work.get(reverse("workspace:keys")).content.decode()
    at_work.post(admit)
    assert unlock(hers).status_code == 302
    assert all(holder.admitted and not holder.waits for holder in key_holders(acting(lead)))


def test_locked_she_is_led_to_her_words_before_she_lets_anybody_in(at_work, begun, client_of, deputy):
    client_of(deputy).post(reverse("workspace:own_key"), {"words": PASSPHRASE})
    at_work.post(reverse("workspace:lock"))
    answer = at_work.post(reverse("workspace:admit_key", args=[deputy.pk]))
    assert answer["Location"].startswith(reverse("workspace:unlock"))


def test_somebody_who_left_is_named_and_new_keys_are_made_at_the_next_unlocking(
    at_work, begun, client_of, deputy, lead, acting, now
):
    client_of(deputy).post(reverse("workspace:own_key"), {"words": PASSPHRASE})
    at_work.post(reverse("workspace:admit_key", args=[deputy.pk]))
    revoke_grant(by=acting(lead), at=now, grant=deputy.grants.get())
    assert "không còn làm ở đây" in at_work.get(reverse("workspace:keys")).content.decode()
    unlock(at_work)
    assert [holder.user for holder in key_holders(acting(lead))] == [lead]
    assert not vault_state(acting(lead), now).renewal_due


def test_new_words_for_signing_in_keep_the_key(at_work, begun, client_of, lead):
    lead.set_password("trang-tron ga-den nui-xa cau-tre")
    lead.save()
    at_work = client_of(lead)
    new = "trang-tron ga-den nui-xa cau-tre"
    said = unlock(at_work, new)
    assert said.status_code == 422 and reverse("workspace:key_passphrase") in said.content.decode()
    at_work.post(reverse("workspace:key_passphrase"), {"old": PASSPHRASE, "new": new})
    assert unlock(at_work, new).status_code == 302


def test_two_sheets_bring_everything_back(at_work, begun, lead, acting):
    two = {"first": begun[2], "second": begun[0]}
    recover = reverse("workspace:recover")
    assert at_work.post(recover, {**two, "second": begun[2], "words": PASSPHRASE}).status_code == 422
    assert at_work.post(recover, {**two, "words": WRONG}).status_code == 422
    fresh = sheets_in(at_work.post(recover, {**two, "words": PASSPHRASE}))
    assert len(fresh) == 3 and set(fresh).isdisjoint(begun)
    assert recovery_sheets(acting(lead)).handed_at is None
    assert at_work.post(recover, {**two, "words": PASSPHRASE}).status_code == 422, "the old sheets open nothing"


def test_new_sheets_and_new_keys_need_an_open_vault(at_work, begun):
    for page in ("new_sheets", "renew_keys"):
        assert at_work.post(reverse(f"workspace:{page}")).status_code in (200, 302)
    at_work.post(reverse("workspace:lock"))
    for page in ("new_sheets", "renew_keys"):
        assert reverse("workspace:unlock") in at_work.post(reverse(f"workspace:{page}"))["Location"]
