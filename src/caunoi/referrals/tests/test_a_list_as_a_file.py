"""A provider's list of the month as a file: what is clear enters, the rest comes back to be mended, twice is safe."""

import io
import re
from base64 import b64decode
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caunoi.audit.models import Entry
from caunoi.lib.ids import new_code, spaced_code
from caunoi.look.tests.books import bomb, far_cell, xlsx
from caunoi.look.uploads import LARGEST
from caunoi.look.workbooks.cells import Sheet
from caunoi.look.workbooks.headers import find_table
from caunoi.look.workbooks.reading import read_workbook
from caunoi.look.workbooks.values import Unclear
from caunoi.referrals import actions, stated
from caunoi.referrals.choices import Event, Source, State
from caunoi.referrals.models import Referral, Step

HEAD = ["STT", "Số phiếu", "Kết quả", "Ngày", "Ghi chú"]


@pytest.fixture
def made(peer, acting, now, need, service):
    """Seven referrals that were sent."""
    by = acting(peer)
    return [actions.refer(by=by, at=now, need=need, service=service, agreed=actions.Agreed()) for _n in range(7)]


@pytest.fixture
def send(client_of, peer, provider):
    browser = client_of(peer)

    def do(data, **more):
        fields = {"provider": provider.pk, "text": "", "file": SimpleUploadedFile("so.xlsx", data), **more}
        return browser.post(reverse("referrals:statement"), {name: v for name, v in fields.items() if v is not None})

    return do


def returned(answer):
    found = re.search(r'href="data:[^;]+;base64,([^"]+)"', answer.content.decode())
    return b64decode(found[1]) if found else b""


def states():
    return dict(Referral.objects.values_list("slip_code", "state"))


def test_a_list_of_a_month(send, made, now):
    one, two, three, four, five, six, seven = (each.slip_code for each in made)
    went, later = now.date() - timedelta(days=9), now.date() + timedelta(days=20)
    unknown = next(code for code in iter(new_code, "") if code not in states())
    rows = [
        ["Danh sách phiếu trong tháng"],
        HEAD,
        [1, spaced_code(one), "đã đến", f"{went:%d/%m/%Y}", "chị mặc áo xanh"],
        [2, int(two) if two[0] != "0" else two, 2, "", ""],
        [3, three, "Hẹn mới", f"{later:%d/%m/%Y}", ""],
        [4, four, "chắc là có", "", ""],
        [5, five[:-1], "1", "", ""],
        [6, unknown, "1", "", ""],
        [7, six, "1", f"{later:%d/%m/%Y}", ""],
        [8, seven, "hẹn lại", "", ""],
        ["", "Cộng", 8, "", ""],
    ]
    answer = send(xlsx(rows))
    assert answer.status_code == 200
    assert [states()[code] for code in (one, two, three)] == [State.SERVED, State.PARTLY_SERVED, State.SCHEDULED]
    assert {states()[code] for code in (four, five, six, seven)} == {State.SENT}
    step = Step.objects.get(referral__slip_code=one, event=Event.SERVE)
    assert (step.source, step.happened_on, step.at.date()) == (
        Source.PROVIDER,
        went,
        now.astimezone(step.at.tzinfo).date(),
    )
    entry = Entry.objects.get(action="enter_statement")
    assert all(word in bytes(entry.canonical) for word in (b'"noted":3', b'"known":0', b'"returned":5'))
    (sheet,) = read_workbook(returned(answer))
    back = {str(row[0]): row[-1] for row in sheet.rows[2:]}
    assert sheet.rows[1][-1] == "Cần sửa" and set(back) == {"4", "5", "6", "7", "8"} and all(back.values())
    again = send(xlsx(rows))
    assert again.status_code == 200 and Step.objects.filter(event=Event.SERVE).count() == 1
    assert Entry.objects.filter(action="enter_statement").count() == 2, "one entry for each file"
    assert b'"known":3' in bytes(Entry.objects.filter(action="enter_statement").order_by("seq").last().canonical)


def test_what_was_mended_enters_and_nothing_twice(send, made):
    rows = [HEAD, [1, made[0].slip_code, "1", "", ""], [2, made[1].slip_code, "hm", "", ""]]
    (sheet,) = read_workbook(returned(send(xlsx(rows))))
    mended = [[cell or "" for cell in row] for row in sheet.rows]
    mended[1][2] = "không đến"
    answer = send(xlsx(mended))
    assert "hẹn" in answer.content.decode(), "who had no appointment cannot miss it: told, not guessed"
    mended[1][2] = "một phần"
    assert not returned(send(xlsx(mended)))
    assert (
        sorted(states().values())[:2] == [State.PARTLY_SERVED, State.SENT]
        and Step.objects.filter(event="serve").count() == 1
    )


def test_a_plain_table_is_read_too(send, made):
    for one, separator in zip(made, (",", ";", "\t"), strict=False):
        lines = [separator.join(("Số phiếu", "Kết quả")), separator.join((one.slip_code, "đã đến"))]
        assert send("\n".join(lines).encode()).status_code == 200
        assert states()[one.slip_code] == State.SERVED


@pytest.mark.long
def test_a_bad_file_is_told_and_nothing_is_saved(send, sent):
    code = sent.slip_code
    good = xlsx([HEAD, [1, code, "1", "", ""]])
    files = {
        "bomb": bomb(), "far cell": far_cell(), "half": good[:2500], "rubbish": bytes(range(256)) * 4000, "empty": b"",
        "large": b"a,b\n" * (LARGEST // 4 + 9), "many": ("Số phiếu,Kết quả\n" + f"{code},1\n" * 501).encode(),
        "other columns": xlsx([["Tên", "Tuổi"], ["x", 3]]),
    }  # fmt: skip
    answers = {name: send(data) for name, data in files.items()}
    answers |= {"none": send(b"", file=None), "both": send(good, text=f"{code}; 1")}
    for name, answer in answers.items():
        assert (name, answer.status_code) == (name, 422) and "hưa lưu gì" in answer.content.decode(), name
    assert states() == {code: State.SENT} and not Entry.objects.filter(action="enter_statement").exists()


def test_too_many_typed_lines_are_told_and_none_is_dropped(client_of, peer, provider, made):
    text = f"{made[0].slip_code};1\n" * 501
    answer = client_of(peer).post(reverse("referrals:statement"), {"provider": provider.pk, "text": text})
    assert answer.status_code == 422 and "500" in answer.content.decode()
    assert states()[made[0].slip_code] == State.SENT


def test_another_places_list_moves_nothing(send, made, other_club, service):
    service.pk = None
    service.provider = other_club
    service.save(force_insert=True)
    answer = send(xlsx([HEAD, [1, made[0].slip_code, "1", "", ""]]), provider=other_club.pk)
    assert answer.status_code == 200 and returned(answer) and states()[made[0].slip_code] == State.SENT


def test_without_the_form_token_nothing_is_taken(client_of, peer, provider):
    client = client_of(peer)
    client.handler.enforce_csrf_checks = True
    data = {"provider": provider.pk, "file": io.BytesIO(b"a,b")}
    assert client.post(reverse("referrals:statement"), data).status_code == 403


CELLS = st.one_of(st.none(), st.text(max_size=12), st.integers(), st.booleans(), st.dates(), st.floats(allow_nan=False))


@settings(suppress_health_check=list(HealthCheck))
@given(st.lists(CELLS, min_size=3, max_size=3))
def test_any_cell_is_a_line_or_a_sentence(cells):
    table = find_table(Sheet("T11", [["Số phiếu", "Kết quả", "Ngày"], cells]), stated.HEADINGS)
    for row in table.lines():
        try:
            line = stated._line(table, row, timezone.localdate())
        except Unclear as problem:
            assert str(problem)
        else:
            assert len(line.code) == 10 and line.box in "1234"
