"""An app beside the words: required of some roles outside the demo, asked for at sign-in, each code once."""

import pytest
from django.conf import settings as installed
from django.test import Client

from caunoi.access.choices import Role
from caunoi.access.fresh import FRESH
from caunoi.access.models import RecoveryCode, SecondStep
from caunoi.access.roles import ROLES
from caunoi.access.stamps import cookie
from caunoi.account.tests.codes import set_up_app
from caunoi.audit.models import Entry
from caunoi.conftest import PASSPHRASE, make_organisation, make_user

LOGIN, CODE, STEP = "/account/login/", "/account/code/", "/account/second-step/"
SIGNED_IN, TO_LOGIN = 200, 302


@pytest.fixture
def outside_the_demo(settings):
    settings.SECOND_STEP_REQUIRED = True


@pytest.fixture
def app_and_paper(admin, client_of):
    return set_up_app(client_of(admin))


def at_the_code(handle="admin"):
    """A browser that has said the right words."""
    browser = Client()
    assert browser.post(LOGIN, {"login": handle, "password": PASSPHRASE})["Location"] == CODE
    return browser


def is_in(browser) -> bool:
    return browser.get("/account/own/").status_code == SIGNED_IN


@pytest.mark.parametrize("role", [role for role in Role if installed.KIND in ROLES[role].installations])
def test_who_must_have_one(role, place_qn, client_of, outside_the_demo):
    needed = {
        "club": {"club_lead", "deputy_lead", "case_worker", "provider_staff", "administrator"},
        "hub": {"programme_officer", "administrator"},
    }[installed.KIND]
    somebody = make_user("somebody", role, make_organisation(min(ROLES[role].organisations), "Nơi làm việc", place_qn))
    sent = client_of(somebody).get("/account/start/", follow=True).redirect_chain
    assert any(address == STEP for address, _status in sent) == (role in needed)


def test_without_it_nothing_opens_but_its_own_pages_and_public_ones(admin, client_of, outside_the_demo):
    browser = client_of(admin)
    for closed in ("/administration/", "/account/own/", "/account/own/words/"):
        assert browser.get(closed)["Location"] == STEP
        assert browser.post(closed)["Location"] == STEP
    for opened in (STEP, STEP + "app/", "/account/logout/", "/", "/healthz"):
        assert browser.get(opened).status_code == 200
    set_up_app(browser)
    assert browser.get("/administration/").status_code == 200


def test_in_the_demo_nobody_is_asked(admin, client_of):
    assert client_of(admin).get("/administration/").status_code == 200


def test_the_words_alone_open_nothing_and_the_code_opens(app_and_paper):
    app, _paper = app_and_paper
    browser = at_the_code()
    assert not is_in(browser)
    assert browser.post(CODE, {"code": app.code()}).status_code == 302
    assert is_in(browser)


def test_a_code_is_used_up_with_all_before_it(app_and_paper):
    app, _paper = app_and_paper
    at_the_code().post(CODE, {"code": app.code(1)})
    for seen in (app.code(1), app.code(0), app.code(-1)):
        browser = at_the_code()
        assert browser.post(CODE, {"code": seen}).status_code == 422
        assert not is_in(browser)


@pytest.mark.parametrize("typed", ["", "000000", "12345", "abcdef", "٣٤٥٦٧٨", "1" * 11])
def test_other_codes_do_not_open_and_are_on_record(typed, app_and_paper, admin):
    browser = at_the_code()
    assert browser.post(CODE, {"code": typed}).status_code == 422
    assert not is_in(browser)
    assert Entry.objects.filter(action="pass_second_step", subject=admin.pk).exists() == bool(typed)


def test_five_wrong_codes_close_the_step_for_a_while(app_and_paper):
    app, paper = app_and_paper
    for _guess in range(5):
        assert at_the_code().post(CODE, {"code": "000000"}).status_code == 422
    for right in (app.code(), paper[0]):
        assert at_the_code().post(CODE, {"code": right}).status_code == 429


def test_a_paper_code_opens_once(app_and_paper):
    _app, paper = app_and_paper
    assert len(set(paper)) == 8
    browser = at_the_code()
    browser.post(CODE, {"code": paper[3]})
    assert is_in(browser)
    assert at_the_code().post(CODE, {"code": paper[3]}).status_code == 422
    assert RecoveryCode.objects.count() == 7


def test_new_paper_codes_end_the_old(app_and_paper, admin, client_of):
    app, old = app_and_paper
    browser = client_of(admin)
    page = browser.post(STEP + "paper/").content.decode()
    assert old[0] not in page
    assert at_the_code().post(CODE, {"code": old[0]}).status_code == 422


def test_codes_of_one_do_not_open_for_another(app_and_paper, office, client_of):
    other = make_user("other", Role.ADMINISTRATOR, office)
    set_up_app(client_of(other))
    app, paper = app_and_paper
    for stranger in (app.code(), paper[0]):
        assert at_the_code("other").post(CODE, {"code": stranger}).status_code == 422


def test_the_code_page_without_the_words_leads_to_the_door(app_and_paper, client):
    app, _paper = app_and_paper
    assert client.get(CODE)["Location"] == LOGIN
    assert client.post(CODE, {"code": app.code()})["Location"] == LOGIN


def test_a_made_up_secret_is_not_taken(admin, client_of):
    answer = client_of(admin).post(STEP + "app/", {"offered": "JBSWY3DPEHPK3PXP:x:y", "code": "123456"})
    assert answer.status_code == 200
    assert not SecondStep.objects.exists()


def test_a_copy_of_the_table_makes_no_codes(app_and_paper):
    app, paper = app_and_paper
    kept = repr([list(SecondStep.objects.values()), list(RecoveryCode.objects.values())])
    assert app.codes.get_provisioning_uri("x", "y").split("secret=")[1].split("&")[0] not in kept
    assert not [code for code in paper if code.replace(" ", "") in kept]


def test_adding_and_removing_sign_other_browsers_out_and_leave_this_one(admin, client_of):
    here, elsewhere = client_of(admin), client_of(admin)
    set_up_app(here)
    assert is_in(here) and not is_in(elsewhere)
    elsewhere = client_of(admin)
    here.post(f"{STEP}{SecondStep.objects.get().pk}/remove/")
    assert is_in(here) and not is_in(elsewhere)
    assert not SecondStep.objects.exists() and not RecoveryCode.objects.exists()


def test_the_last_one_stays_where_the_role_needs_it(app_and_paper, admin, client_of, outside_the_demo):
    client_of(admin).post(f"{STEP}{SecondStep.objects.get().pk}/remove/")
    assert SecondStep.objects.exists()


def test_nobody_removes_the_step_of_another(app_and_paper, office, client_of):
    other = client_of(make_user("other", Role.ADMINISTRATOR, office))
    assert other.post(f"{STEP}{SecondStep.objects.get().pk}/remove/").status_code == 404


def test_saying_the_words_again_takes_a_code_too(app_and_paper, admin, client_of):
    app, _paper = app_and_paper
    browser = client_of(admin)
    del browser.cookies[cookie(FRESH)]
    asked = {"again-passphrase": PASSPHRASE, "again-method": "GET"}
    assert b"again-code" in browser.get("/account/own/words/").content
    assert browser.post("/account/own/words/", asked).status_code == 422
    assert browser.post("/account/own/words/", {**asked, "again-code": "000000"}).status_code == 422
    assert browser.post("/account/own/words/", {**asked, "again-code": app.code()}).status_code == 302


def test_a_session_keeps_neither_when_nor_how(app_and_paper):
    app, _paper = app_and_paper
    browser = at_the_code()
    browser.post(CODE, {"code": app.code()})
    assert set(browser.session.keys()) <= {"_auth_user_id", "_auth_user_backend", "_auth_user_hash", "_session_expiry"}
