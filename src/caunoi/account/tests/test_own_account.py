"""One's own account: other words, out of every browser at once."""

import re

from caunoi.account.tests.test_second_step import is_in
from caunoi.audit.models import Entry
from caunoi.conftest import PASSPHRASE

WORDS = "/account/own/words/"


def offered(page) -> tuple[str, str]:
    text = page.content.decode()
    words = " ".join(re.findall(r"<li>([a-z-]+)</li>", text))
    return words, re.search(r'name="offered" value="([^"]+)"', text).group(1)


def test_new_words_count_at_once_and_only_this_browser_stays(admin, client_of, client):
    here, elsewhere = client_of(admin), client_of(admin)
    words, signed = offered(here.get(WORDS))
    assert here.post(WORDS, {"offered": signed, "again": words}).status_code == 302
    assert is_in(here) and not is_in(elsewhere)
    client.post("/account/login/", {"login": "admin", "password": PASSPHRASE})
    assert not is_in(client)
    client.post("/account/login/", {"login": "admin", "password": words})
    assert is_in(client)
    assert Entry.objects.filter(action="change_passphrase", subject=admin.pk).exists()


def test_words_typed_wrong_are_shown_once_more_and_nothing_changes(admin, client_of, client):
    here = client_of(admin)
    words, signed = offered(here.get(WORDS))
    answer = here.post(WORDS, {"offered": signed, "again": "mot hai ba bon"})
    assert answer.status_code == 422
    assert offered(answer)[0] == words
    client.post("/account/login/", {"login": "admin", "password": PASSPHRASE})
    assert is_in(client)


def test_nobody_chooses_her_own_words(admin, client_of, client):
    client_of(admin).post(
        WORDS, {"offered": "con-meo con-cho con-ga con-vit:x:y", "again": "con-meo con-cho con-ga con-vit"}
    )
    client.post("/account/login/", {"login": "admin", "password": PASSPHRASE})
    assert is_in(client)


def test_out_everywhere(admin, client_of):
    here, elsewhere = client_of(admin), client_of(admin)
    assert here.post("/account/own/everywhere/")["Location"] == "/account/login/"
    assert not is_in(here) and not is_in(elsewhere)
    assert Entry.objects.filter(action="sign_out_everywhere", subject=admin.pk).exists()


def test_a_link_signs_nobody_out_everywhere(admin, client_of):
    here = client_of(admin)
    assert here.get("/account/own/everywhere/").status_code == 405
    assert is_in(here)
