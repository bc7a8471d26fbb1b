"""What staff give her of her own page: a code, the page on paper, and a copy of everything that is kept."""

import re
from datetime import UTC

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from caunoi.audit.models import Entry
from caunoi.outreach import actions as outreach
from caunoi.outreach.actions import Observation
from caunoi.people import actions as people
from caunoi.people.choices import RightChannel, RightKind
from caunoi.people.models import Pseudonym
from caunoi.portal.kept import kept_about, way_to_her


@pytest.fixture
def person(sent, acting, peer, moment):
    seen = Observation(
        on=timezone.localdate(moment), setting="venue", pseudonym=sent.pseudonym, topics=["rights"], commodities={"condom": 5}
    )  # fmt: skip
    outreach.note_contact(by=acting(peer), at=moment, seen=seen, done_by=peer)
    return sent.pseudonym


def pressed(client, person, what):
    return client.post(f"/people/{person.pk}/{what}/")


def test_her_page_leads_to_the_code_and_the_code_opens_her_page(client_of, peer, person):
    client = client_of(peer)
    thread = client.get(f"/people/{person.pk}/").content.decode()
    assert all(f"/people/{person.pk}/{what}/" in thread for what in ("own-code", "own-page", "copy"))
    shown = pressed(client, person, "own-code").content.decode()
    code = re.search(r'slip__code">([\d ]+)<', shown)[1]
    assert Client().post("/me/", {"card": person.member.card, "code": code}).status_code == 302
    assert Entry.objects.filter(action="give_own_code", subject=person.audit_handle, outcome="done").count() == 1


def test_the_paper_shows_what_her_page_shows_and_she_is_told(client_of, peer, person):
    paper = pressed(client_of(peer), person, "own-page").content.decode()
    assert "Những điều chị đã đồng ý" in paper and "Tôi đổi ý" not in paper
    again = pressed(client_of(peer), person, "own-page").content.decode()
    assert "In trang này cho chị" in again


def test_the_copy_holds_contacts_needs_and_referrals(client_of, peer, person, sent):
    paper = pressed(client_of(peer), person, "copy").content.decode()
    for word in (person.member.card, "quyền và pháp luật", sent.provider.name, "nhân viên số"):
        assert word.casefold() in paper.casefold(), word
    assert peer.handle not in re.sub(r"<[^>]*>", "", paper.split('class="sheet"')[-1]), "staff stand there as numbers"
    assert str(person.pk) not in paper.split('class="sheet"')[-1]


def test_a_lead_prints_after_opening_by_card_only(client_of, lead, acting, person):
    client = client_of(lead)
    for what in ("own-code", "own-page", "copy"):
        assert pressed(client, person, what).status_code == 404
    people.open_by_card(by=acting(lead), at=timezone.now(), card=person.member.card)
    for what in ("own-code", "own-page", "copy"):
        assert pressed(client, person, what).status_code == 200


@pytest.mark.parametrize("stranger", ["other_peer", "outsider", "caseworker", "provider_user"])
def test_others_print_nothing(stranger, request, client_of, acting, person):
    user = request.getfixturevalue(stranger)
    for what in ("own-code", "own-page", "copy"):
        assert pressed(client_of(user), person, what).status_code in (403, 404)
    with pytest.raises(Pseudonym.DoesNotExist):
        kept_about(acting(user), person.pk)


def test_looking_at_the_addresses_does_nothing(client_of, peer, person):
    before = Entry.objects.count()
    for what in ("own-code", "own-page", "copy"):
        assert client_of(peer).get(f"/people/{person.pk}/{what}/").status_code == 405
    assert Entry.objects.count() == before


def test_what_she_told_of_her_treatment_staff_do_not_print(client_of, acting, peer, person, moment):
    by = acting(peer)
    for kind in (RightKind.COMPLAINT, RightKind.ERASE):
        people.ask_right(by=by, at=moment, pseudonym=person, kind=kind, channel=RightChannel.SPOKEN)
    for what in ("own-page", "copy"):
        paper = pressed(client_of(peer), person, what).content.decode().casefold()
        assert RightKind.ERASE.label.casefold() in paper and RightKind.COMPLAINT.label.casefold() not in paper


def test_her_rights_stay_while_nothing_else_is_used(client_of, acting, peer, lead, person, moment):
    people.open_by_card(by=acting(lead), at=timezone.now(), card=person.member.card)
    people.restrict_use(by=acting(lead), at=moment, pseudonym=person, why="asked")
    assert pressed(client_of(peer), person, "copy").status_code == 200


def test_what_is_about_nobody_is_not_in_the_copy():
    assert way_to_her(apps.get_model("outreach.MonthlyCount")) == ""
    assert way_to_her(apps.get_model("referrals.Step")) == "referral__pseudonym"


def test_the_copy_tells_the_hour_of_viet_nam(client_of, peer, person, sent):
    paper = pressed(client_of(peer), person, "copy").content.decode()
    made = timezone.localtime(sent.made_at)
    assert f"{made:%d/%m/%Y %H:%M}" in paper
    assert f"{sent.made_at.astimezone(UTC):%d/%m/%Y %H:%M}" not in paper
