from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.outreach.calendar import LINES, content, printed_calendar
from caunoi.people import actions as people

MARCH = date(2026, 3, 1)
NEVER = ("mại dâm", "HIV", "câu lạc bộ", "nhóm", "bao cao su", "Cầu Nối", "condom", "club", "Sao Mai")


@pytest.fixture
def member(peer, acting, now):
    return people.give_card(by=acting(peer), at=now, worker=peer, cue="sen hồng")


def test_a_page_for_each_week_with_codes_cues_and_blank_lines(member):
    paper = [member.pseudonym.assignments.get()]
    sheets = content(paper, MARCH)["sheets"]
    assert [sheet["week"] for sheet in sheets] == ["1 (1–7)", "2 (8–14)", "3 (15–21)", "4 (22–31)"]
    assert sheets[0]["lines"][0] == {"line": "1", "card": member.card, "cue": "sen hồng"}
    assert all(len(sheet["lines"]) == LINES and sheet["lines"][-1]["card"] == "" for sheet in sheets)
    assert len(content(paper * 9, MARCH)["sheets"]) == 8


def test_it_is_a_pdf_with_its_typeface_inside_and_its_printing_is_recorded(peer, member, acting, now):
    data = printed_calendar(by=acting(peer), at=now, worker=peer, month=MARCH)
    assert data.startswith(b"%PDF")
    assert b"/FontFile" in data
    entry = Entry.objects.order_by("-seq")[0]
    assert entry.action == "print_calendar"
    assert member.card_code.encode() not in bytes(entry.canonical)


def test_no_word_on_it_says_what_it_is_for(member):
    said = str(content([member.pseudonym.assignments.get()], MARCH))
    words = said.replace("'club'", "").replace("'condom'", "")  # names of drawings, which stand nowhere on paper
    assert not [word for word in NEVER if word in words]


def test_nobody_prints_anothers(peer, other_peer, lead, outsider, member, acting, now):
    for other in (other_peer, lead, outsider):
        with pytest.raises(Refused):
            printed_calendar(by=acting(other), at=now, worker=peer, month=MARCH)


def test_the_command_writes_a_file(peer, member, tmp_path):
    path = tmp_path / "lich.pdf"
    call_command("print", "peer-calendar", "--peer", "peer", "--month", "2026-03", "--out", str(path))
    assert path.read_bytes().startswith(b"%PDF")
    with pytest.raises(CommandError):
        call_command("print", "peer-calendar", "--peer", "ai-do", "--month", "2026-03", "--out", str(path))
    with pytest.raises(CommandError):
        call_command("print", "peer-calendar", "--peer", "peer", "--month", "03/2026", "--out", str(path))


def test_on_the_page_a_worker_takes_her_own(peer, member, client_of):
    answer = client_of(peer).post("/contacts/calendar/print/", {"month": "2026-03"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="lich-2026-03.pdf"'
    assert Client().post("/contacts/calendar/print/", {"month": "2026-03"}).status_code == 302
