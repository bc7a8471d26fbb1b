"""Conditions as data: what they ask, who gets to know, and a word on whether it fits, from answers that nobody keeps."""

import logging

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.audit.models import Entry
from caunoi.conftest import make_organisation
from caunoi.directory.choices import GateCode, ServiceCode
from caunoi.directory.eligibility import Answers, Verdict, verdict
from caunoi.directory.offers import asks_papers, asks_residence, gate, usual_gates
from caunoi.organisations.choices import OrganisationKind

LEGAL_AID = usual_gates(ServiceCode.LEG_AID)
LOAN = usual_gates(ServiceCode.LOAN_VBSP)
CODES = [code for code in GateCode if code is not GateCode.AGE]


@pytest.mark.parametrize(
    "age, said, expected",
    [
        (None, {}, Verdict.ASK),
        (15, {}, Verdict.FITS),
        (30, {GateCode.POOR: True}, Verdict.FITS),
        (30, {GateCode.HARMED: True}, Verdict.ASK),
        (30, {GateCode.HARMED: True, GateCode.HARD: True}, Verdict.FITS),
        (
            30,
            {GateCode.POOR: False, GateCode.YOUNG_CASE: False, GateCode.SOLD: False, GateCode.HARD: False},
            Verdict.NOT,
        ),
    ],
)
def test_legal_aid_has_several_ways_in(age, said, expected):
    assert verdict(LEGAL_AID, Answers(age, said)) is expected


def test_a_loan_asks_for_all_of_it():
    everything = dict.fromkeys((one.code for one in LOAN), True)
    assert verdict(LOAN, Answers(said=everything)) is Verdict.FITS
    assert verdict(LOAN, Answers(said={**everything, GateCode.LISTED: False})) is Verdict.NOT
    assert (asks_papers(LOAN), asks_residence(LOAN), asks_papers(LEGAL_AID)) == (True, True, False)


GATES = st.lists(
    st.builds(
        lambda code, way, low, high: gate(code, way=way, ages=(low, high) if code is GateCode.AGE else (None, None)),
        st.sampled_from([GateCode.AGE, *CODES[:5]]), st.integers(0, 3), st.none() | st.integers(0, 60), st.none() | st.integers(0, 60),
    ),
    max_size=8,
)  # fmt: skip


@given(
    gates=GATES,
    age=st.integers(0, 90),
    said=st.fixed_dictionaries(dict.fromkeys(CODES[:5], st.booleans())),
    data=st.data(),
)
def test_a_yes_or_no_is_never_taken_back_by_a_further_answer(gates, age, said, data):
    left_open = data.draw(st.sets(st.sampled_from(CODES[:5])))
    partly = {code: answer for code, answer in said.items() if code not in left_open}
    before = verdict(gates, Answers(data.draw(st.sampled_from([age, None])), partly))
    after = verdict(gates, Answers(age, said))
    assert after is not Verdict.ASK
    assert before in (Verdict.ASK, after)


@pytest.fixture
def aid(offered, provider):
    return offered(provider, "Trợ giúp pháp lý", ServiceCode.LEG_AID, gates=usual_gates(ServiceCode.LEG_AID))


def test_what_they_ask_and_who_gets_to_know_stands_on_the_card(aid):
    text = Client().get(f"/services/{aid.pk}/").content.decode()
    assert "Họ sẽ hỏi gì, ai sẽ biết" in text
    assert "Giấy chứng nhận hộ nghèo" in text and "ai sẽ biết: Uỷ ban nhân dân xã, phường" in text.replace(
        "\n", " "
    ).casefold().replace("uỷ ban", "Uỷ ban")


def test_answers_lead_to_a_word_and_are_kept_nowhere(aid, offered, provider, caplog):
    offered(provider, "Hỏi luật sư", ServiceCode.LEG_ADV)
    caplog.set_level(logging.DEBUG)
    client, before = Client(), Entry.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.post(
            f"/services/{aid.pk}/check/", {"AGE": "31", "POOR": "no", "SOLD": "no", "HARD": "no", "YOUNG-CASE": "no"}
        )
    text = answer.content.decode()
    assert answer.status_code == 200 and "Có lẽ họ sẽ không nhận" in text and "Hỏi luật sư" in text
    assert not answer.cookies and not client.cookies and not Session.objects.exists()
    assert Entry.objects.count() == before
    assert all(query["sql"].lstrip().upper().startswith(("SELECT", "SET", "SAVEPOINT", "RELEASE")) for query in asked)
    assert not [record for record in caplog.records if not record.name.startswith("django.db")]
    assert answer.headers["Cache-Control"] == "no-store"


def test_bad_answers_lose_nothing(aid):
    answer = Client().post(f"/services/{aid.pk}/check/", {"AGE": "x", "POOR": "yes", "SOLD": "nonsense"})
    assert answer.status_code == 422 and 'value="x"' in answer.content.decode()


def test_no_token_is_needed_because_nothing_changes(aid):
    assert Client(enforce_csrf_checks=True).post(f"/services/{aid.pk}/check/", {"AGE": "15"}).status_code == 200


def test_police_are_listed_with_papers_alone_and_somebody_goes_along(offered, place_qn):
    station = make_organisation(OrganisationKind.POLICE, "Công an phường", place_qn)
    card = offered(station, "Đăng ký cư trú", ServiceCode.DOC_RES, place=place_qn)
    assert "nhờ người đi cùng" in Client().get(f"/services/{card.pk}/").content.decode()
    for code in (ServiceCode.PSY, ServiceCode.SHELTER, ServiceCode.GBV_CM):
        with pytest.raises(CannotDo):
            offered(station, "Khác", code)


@pytest.mark.parametrize("kind", [OrganisationKind.INSPECTION, OrganisationKind.COMPULSORY_CENTRE])
def test_who_is_no_place_to_go(offered, place_qn, kind):
    with pytest.raises(CannotDo):
        offered(make_organisation(kind, "Đội 178", place_qn), "Bất kỳ", ServiceCode.LEG_ADV)
