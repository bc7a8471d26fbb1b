"""What people ask for by right, carried out by number: taken down on her page, told, opened, done, erased."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.choices import Role
from caunoi.audit.models import Entry
from caunoi.conftest import make_user
from caunoi.outreach import actions as outreach
from caunoi.outreach.actions import Observation
from caunoi.outreach.models import Contact
from caunoi.people import actions as people
from caunoi.people.choices import RightChannel, RightKind, RightOutcome
from caunoi.people.models import Member, OneTimeCode, Pseudonym, RightsRequest

LIST = "/club/requests/"


@pytest.fixture
def member(peer, acting):
    return people.give_card(by=acting(peer), at=timezone.now(), worker=peer, cue="sen hồng")


@pytest.fixture
def ask(acting, peer, member):
    def asked(kind, at=None):
        return people.ask_right(
            by=acting(peer), at=at or timezone.now(), pseudonym=member.pseudonym, kind=kind, channel=RightChannel.SPOKEN
        )

    return asked


@pytest.fixture
def own_caseworker(club):
    return make_user("case", Role.CASE_WORKER, club)


def page(client, path=LIST):
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def path_of(request, what=""):
    return f"{LIST}{request.pk}/{what}"


def test_taken_down_on_her_page_with_a_number_to_tell_her(client_of, peer, member):
    client = client_of(peer)
    assert f"/people/{member.pseudonym_id}/ask/" in page(client, f"/people/{member.pseudonym_id}/")
    said = client.post(f"/people/{member.pseudonym_id}/ask/", {"kind": "copy", "channel": "spoken"}, follow=True)
    assert RightsRequest.objects.get().number in said.content.decode()


def test_nothing_chosen_nothing_taken_down(client_of, peer, member):
    assert client_of(peer).post(f"/people/{member.pseudonym_id}/ask/", {}).status_code == 422
    assert not RightsRequest.objects.exists()


def test_the_list_has_numbers_and_no_person(client_of, lead, ask, member):
    ask(RightKind.COPY)
    told = page(client_of(lead))
    assert RightsRequest.objects.get().number in told
    for trace in (member.cue, member.card, member.card_code, str(member.pseudonym_id)):
        assert trace not in told


def test_overdue_stands_first(client_of, lead, ask):
    ask(RightKind.COPY)
    old = ask(RightKind.ERASE, timezone.now() - timedelta(days=90))
    told = page(client_of(lead))
    assert told.index(f">Số {old.number}<") < told.index(">Số 1/") if old.serial != 1 else "trễ" in told


def test_peers_have_no_such_list_and_others_do_not_find_it(client_of, peer, outsider, caseworker, ask):
    request = ask(RightKind.COPY)
    assert client_of(peer).get(LIST).status_code == 403
    assert client_of(outsider).get(path_of(request)).status_code == 403
    assert client_of(caseworker).get(path_of(request)).status_code == 404, "of another organisation"


def test_what_she_told_of_her_treatment_is_not_there(client_of, lead, ask):
    complaint = ask(RightKind.COMPLAINT)
    assert complaint.number not in page(client_of(lead))
    assert client_of(lead).get(path_of(complaint)).status_code == 404


def test_told_then_opened_then_done(client_of, lead, ask, member):
    client, request = client_of(lead), ask(RightKind.COPY)
    client.post(path_of(request, "told/"))
    assert member.cue not in page(client, path_of(request)), "not before her page was opened"
    client.post(path_of(request, "open/"))
    assert member.cue in page(client, path_of(request))
    assert member.cue in page(client, f"/people/{member.pseudonym_id}/")
    opened = Entry.objects.get(action="open_for_request")
    assert opened.subject == member.pseudonym.audit_handle
    client.post(path_of(request, "end/"), {"outcome": RightOutcome.DONE})
    request.refresh_from_db()
    assert (request.outcome, request.ended_by, bool(request.acknowledged_at)) == (RightOutcome.DONE, lead, True)


def test_a_case_worker_opens_for_what_was_asked_and_nothing_else(client_of, own_caseworker, ask, member):
    client, request = client_of(own_caseworker), ask(RightKind.RESTRICT)
    assert client.get(f"/people/{member.pseudonym_id}/").status_code == 404
    client.post(path_of(request, "open/"))
    assert client.get(f"/people/{member.pseudonym_id}/restriction/").status_code == 200
    assert client.post(f"/people/{member.pseudonym_id}/copy/").status_code == 200


def test_an_end_is_chosen(client_of, lead, ask):
    request = ask(RightKind.COPY)
    for wrong in ({}, {"outcome": RightOutcome.ERASED}):
        assert client_of(lead).post(path_of(request, "end/"), wrong).status_code == 422
    request.refresh_from_db()
    assert request.outcome == RightOutcome.OPEN


def test_more_days_where_the_law_gives_them(client_of, lead, ask):
    copy, restrict = ask(RightKind.COPY), ask(RightKind.RESTRICT)
    for request in (copy, restrict):
        client_of(lead).post(path_of(request, "more-days/"))
        request.refresh_from_db()
    assert (copy.extended, restrict.extended) == (False, True)


@pytest.fixture
def erasing(client_of, lead, ask, peer, acting, member):
    at = timezone.now()
    seen = Observation(on=timezone.localdate(at), setting="venue", pseudonym=member.pseudonym)
    outreach.note_contact(by=acting(peer), at=at, seen=seen, done_by=peer)
    people.give_own_code(by=acting(peer), at=at, pseudonym=member.pseudonym)
    request = ask(RightKind.ERASE)
    client = client_of(lead)
    client.post(path_of(request, "open/"))
    return client, request


def test_before_erasing_she_is_opened(client_of, lead, ask):
    assert client_of(lead).get(path_of(ask(RightKind.ERASE), "erase/")).status_code == 302


@pytest.mark.parametrize("typed", [{}, {"number": "999/1999", "sure": "on"}, {"number": "right"}])
def test_a_slip_erases_nobody(erasing, typed):
    client, request = erasing
    if typed.get("number") == "right":
        typed = {"number": request.number}
    assert client.post(path_of(request, "erase/"), typed).status_code == 422
    assert Member.objects.exists()


def test_erased_for_good_and_the_number_stands(erasing, ask, member):
    client, request = erasing
    copy, complaint = ask(RightKind.COPY), ask(RightKind.COMPLAINT)
    assert "1 lượt tiếp cận" in page(client, path_of(request, "erase/"))
    client.post(path_of(request, "erase/"), {"number": request.number, "sure": "on"})
    for asked in (request, copy, complaint):
        asked.refresh_from_db()
    assert [one.outcome for one in (request, copy, complaint)] == [RightOutcome.DONE, RightOutcome.ERASED, ""]
    assert not Pseudonym.objects.filter(pk=member.pseudonym_id).exists()
    assert not RightsRequest.objects.filter(pseudonym__isnull=False).exists(), "no number leads to rows any more"
    assert not OneTimeCode.objects.exists() and Contact.objects.count() == 1
    assert request.number in page(client)


def test_a_request_for_something_else_erases_nobody(client_of, lead, ask, member):
    request, client = ask(RightKind.COPY), client_of(lead)
    client.post(path_of(request, "open/"))
    client.post(path_of(request, "erase/"), {"number": request.number, "sure": "on"})
    assert Member.objects.filter(pk=member.pk).exists()


def test_somebody_on_the_protective_path_is_carried_out_by_the_protection_person(
    client_of, acting, peer, deputy, lead, member, ask
):
    request = ask(RightKind.COPY)
    now = timezone.now()
    people.protect(by=acting(peer), at=now, pseudonym=member.pseudonym, reason="from_16_to_17", limits_told_at=now)
    answer = client_of(deputy).post(path_of(request, "open/"), follow=True).content.decode()
    assert "người phụ trách bảo vệ" in answer.casefold() and member.cue not in answer
    assert member.cue in page(client_of(lead), path_of(request)), "the lead is the protection person here"
