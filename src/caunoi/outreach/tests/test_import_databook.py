from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import damm

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.look.tests.books import bomb, xlsx
from caunoi.look.workbooks.headers import find_table
from caunoi.look.workbooks.problems import UnreadableWorkbook
from caunoi.look.workbooks.reading import read_workbook
from caunoi.outreach import actions as outreach
from caunoi.outreach import weighing
from caunoi.outreach.choices import Commodity, DatePrecision, Setting, Topic
from caunoi.outreach.databook.columns import HEADINGS
from caunoi.outreach.databook.importing import bring_in
from caunoi.outreach.databook.meaning import Given
from caunoi.outreach.models import Contact, MonthlyCount
from caunoi.outreach.weighing import Content, key_of
from caunoi.people import actions as people

HEAD = ["Ngày", "ĐĐV", "Mã thẻ", "Số người", "Nơi gặp", "Phường", "BCS", "Tờ rơi", "Nội dung", "Giới thiệu", "Bạo lực"]
DAY = "5/3/2026"


@pytest.fixture
def member(peer, acting, now):
    return people.give_card(by=acting(peer), at=now, worker=peer, cue="sen hồng")


@pytest.fixture
def bring(peer, acting, now):
    """Bring rows in as this user, the peer unless said; rows of cells under the usual heading."""

    def do(*rows, user=peer, head=HEAD, **more):
        return bring_in(by=acting(user), at=now, data=xlsx([head, *rows]), given=Given(), **more)

    return do


def row(on=DAY, peer="peer", card=None, people=None, where="quán", commune=None, condoms=None, leaflets=None, topics=None,
        told=None, violence=None):  # fmt: skip
    return [on, peer, card, people, where, commune, condoms, leaflets, topics, told, violence]


def back(outcome):
    """The rows that came back: what stands in the column "Cần sửa", and the table."""
    sheet = read_workbook(outcome.workbook)[0]
    table = find_table(sheet, HEADINGS)
    return table, [line.cells["mend"] for line in table.lines()]


def test_a_row_becomes_a_contact(bring, member, commune, peer, deployment):
    outcome = bring(row("ngày 5 tháng 3 năm 2026", card=member.card_code, commune="hong gai", condoms=20, leaflets="2",
                        topics="quyền; tránh thai", told="x"))  # fmt: skip
    assert (outcome.entered, outcome.workbook) == (1, None)
    contact = Contact.objects.get()
    assert (contact.pseudonym, contact.on, contact.precision) == (member.pseudonym, date(2026, 3, 5), DatePrecision.DAY)
    assert (contact.setting, contact.commune, contact.signposted) == (Setting.VENUE, commune, True)
    assert (contact.done_by, contact.entered_by, contact.deployment) == (peer, peer, deployment)
    assert {one.topic for one in contact.topics.all()} == {Topic.RIGHTS, Topic.CONTRACEPTION}
    assert {one.kind: one.quantity for one in contact.commodities.all()} == {Commodity.CONDOM: 20, Commodity.LEAFLET: 2}


def test_a_card_whose_front_zeros_a_spreadsheet_dropped(bring, member):
    member.card_code = "000001234" + damm.calc_check_digit("000001234")
    member.save()
    assert bring(row(card=int(member.card_code))).entered == 1


def test_a_week_is_kept_as_a_week(bring):
    bring(row("tuần 2 tháng 3/2026", people=4))
    contact = Contact.objects.get()
    assert (contact.on, contact.precision, contact.people) == (date(2026, 3, 8), DatePrecision.WEEK, 4)


def test_one_file_is_one_entry_in_the_record_without_values(bring, member):
    before = Entry.objects.count()
    bring(row(card=member.card_code), row(people=3), row("31/2/2026"))
    [entry] = Entry.objects.order_by("seq")[before:]
    assert entry.action == "import_contacts"
    said = bytes(entry.canonical)
    assert member.card_code.encode() not in said
    assert b'"entered":2' in said.replace(b" ", b"") and b'"returned":1' in said.replace(b" ", b"")


def test_what_cannot_enter_comes_back_with_a_sentence_and_enters_once_mended(bring, peer, acting, now):
    outcome = bring(row("31/2/2026"), row(people=2), row(condoms="mười"), row(on=now.date() + timedelta(days=2)), row(condoms=-3),
                    row(where="trên mây"), row(commune="Xã Không Có"), row(peer="ai-do"), row(card="1234567890"), 
                    row("1/1/1990"))  # fmt: skip
    assert (outcome.entered, len(outcome.returned)) == (1, 9)
    table, sentences = back(outcome)
    assert all(len(sentence) > 30 for sentence in sentences)
    assert "BCS" in sentences[1]
    mended = [list(one) for one in table.sheet.rows]
    for number, line in enumerate(mended[1:]):
        line[:7] = [DAY, "peer", None, number + 5, "ở nhà", None, 3]
    again = bring_in(by=acting(peer), at=now, data=xlsx(mended), given=Given())
    assert (again.entered, again.workbook) == (9, None)


def test_the_same_file_twice_adds_nothing(bring, member):
    rows = [
        row(card=member.card_code, condoms=5, topics="quyền"),
        row(people=3),
        row(people=4),
        row("tuần 1 tháng 3/2026"),
    ]
    assert bring(*rows).entered == 4
    again = bring(*reversed(rows))
    assert (again.entered, again.known, again.workbook) == (0, 4, None)
    assert Contact.objects.count() == 4


def test_a_row_that_says_otherwise_is_for_a_person_to_decide(bring, member):
    bring(row(card=member.card_code, condoms=5))
    outcome = bring(row(card=member.card_code, condoms=9, told="x"))
    [conflict] = outcome.conflicts
    assert "bao cao su" in conflict.what and "9" not in conflict.what and "5" not in conflict.what
    assert Contact.objects.get().commodities.get().quantity == 5
    table, _sentences = back(outcome)
    assert "occurrence" in table.columns, "a column to answer in"
    line = list(table.sheet.rows[1])
    line[table.columns["occurrence"]] = 2
    answered = bring(line, head=table.sheet.rows[0])
    assert (answered.entered, Contact.objects.count()) == (1, 2)
    assert bring(line, head=table.sheet.rows[0]).known == 1


def test_within_a_file_a_card_twice_on_a_day_is_asked_about_and_groups_are_not(bring, member):
    outcome = bring(row(card=member.card_code, condoms=5), row(card=member.card_code, condoms=6), row(people=2), row(people=3),
                    row(people=3))  # fmt: skip
    assert (outcome.entered, [one.number for one in outcome.conflicts]) == (3, [3, 6])
    assert [("dòng 2" in one.what.lower(), "dòng 5" in one.what) for one in outcome.conflicts] == [
        (True, False),
        (False, True),
    ]


def test_what_the_phone_noted_is_known_to_the_paper(bring, member, peer, acting, now):
    seen = outreach.Observation(on=date(2026, 3, 5), setting=Setting.VENUE, pseudonym=member.pseudonym)
    contact = outreach.note_contact(by=acting(peer), at=now, seen=seen, done_by=peer)
    assert bring(row(card=member.card_code)).known == 1
    changed = outreach.Observation(on=seen.on, setting=Setting.HOME, pseudonym=member.pseudonym)
    outreach.correct_contact(by=acting(peer), at=now, contact=contact, seen=changed)
    assert bring(row(card=member.card_code)).known == 1, "a file that is older than a correction does not undo it"
    assert Contact.objects.current().get().setting == Setting.HOME


def test_what_was_taken_back_does_not_come_again(bring, peer, acting, now):
    bring(row(people=2))
    outreach.take_back_contact(by=acting(peer), at=now, contact=Contact.objects.get())
    assert bring(row(people=2)).entered == 0
    outcome = bring(row(people=3))
    assert (outcome.entered, len(outcome.conflicts)) == (0, 1)


def test_a_peer_enters_her_own_rows_and_a_lead_those_of_all(bring, peer, other_peer, lead):
    outcome = bring(row(people=2), row(peer="peer-two", people=3))
    assert (outcome.entered, len(outcome.returned)) == (1, 1)
    outcome = bring(row(people=2), row(peer="peer-two", people=3), user=lead)
    assert (outcome.entered, outcome.known) == (1, 1)
    assert Contact.objects.get(done_by=other_peer).entered_by == lead


def test_another_clubs_card_worker_and_name_do_not_exist_here(bring, outsider, peer, acting, now):
    theirs = people.give_card(by=acting(outsider), at=now, worker=outsider)
    outcome = bring(row(card=theirs.card_code), row(peer=outsider.handle), row(people=2), head=HEAD)
    assert (outcome.entered, len(outcome.returned)) == (1, 2)
    named = bring([*row("6/3/2026"), "Nhóm Hoa Nắng"], [*row("6/3/2026"), "nhom sao mai"], head=[*HEAD, "CLB"])
    assert (named.entered, len(named.returned)) == (1, 1)


def test_who_may_not_is_refused_and_it_is_recorded(now, caseworker, acting, peer):
    content = Content(1, Setting.HOME, None, False, frozenset(), frozenset())
    entry = weighing.Entry(0, 1, key_of(peer.pk, None, date(2026, 3, 5), "day", content), content, None)
    with pytest.raises(Refused):
        outreach.import_contacts(by=acting(caseworker), at=now, entries=[entry], file="")
    assert not Contact.objects.exists()
    assert b"refused" in bytes(Entry.objects.order_by("-seq")[0].canonical)


def test_if_the_record_cannot_be_written_nothing_entered(bring, monkeypatch):
    from caunoi.audit import actions as audit

    def broken(**_said):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError):
        bring(row(people=2))
    assert not Contact.objects.exists()


def test_violence_is_only_a_number_of_the_month(bring, peer, member):
    bring(row(card=member.card_code, violence="x"), row("6/3/2026", people=3, violence=2), row("6/4/2026", people=3))
    bring(row(card=member.card_code, violence="x"))
    count = MonthlyCount.objects.get()
    assert (count.worker, count.month, count.count) == (peer, date(2026, 3, 1), 3)


def test_a_dry_run_tells_and_changes_nothing(bring, member):
    before = Entry.objects.count()
    outcome = bring(row(people=2), row("31/2/2026"), dry_run=True)
    assert (outcome.entered, len(outcome.returned)) == (1, 1)
    assert not Contact.objects.exists()
    assert Entry.objects.count() == before


def test_columns_that_nothing_is_made_of_are_named(bring):
    assert bring([*row(people=2), "Lan"], head=[*HEAD, "Họ tên"]).unread == ["Họ tên"]


def test_a_formula_is_asked_for_its_value(peer, acting, now):
    data = xlsx([HEAD, row(condoms=1)], formulas={(1, 6): ("=10+5", 15)})
    outcome = bring_in(by=acting(peer), at=now, data=data, given=Given())
    assert "công thức" in outcome.returned[0].what
    assert not Contact.objects.exists()


def test_a_table_without_days_and_a_bomb_are_told(bring, peer, acting, now):
    with pytest.raises(CannotDo):
        bring(["a", 1], head=["Mã thẻ", "Số người"])
    with pytest.raises(UnreadableWorkbook):
        bring_in(by=acting(peer), at=now, data=bomb(), given=Given())


LINES = st.fixed_dictionaries(
    {
        "on": st.sampled_from(["5/3/2026", "6/3/2026", "tuần 1 tháng 3/2026", "31/2/2026", ""]),
        "people": st.sampled_from([None, 2, 3]),
        "where": st.sampled_from(["quán", "ở nhà", "?"]),
        "condoms": st.sampled_from([None, 5, "mười"]),
    }
)


@settings(max_examples=settings().max_examples // 10)
@given(lines=st.lists(LINES, min_size=1, max_size=8))
def test_every_row_enters_is_known_or_comes_back_and_twice_adds_nothing(lines, bring):
    rows = [row(**line) for line in lines]
    first = bring(*rows)
    assert first.entered + first.known + len(first.conflicts) + len(first.returned) == first.rows == len(rows)
    count = Contact.objects.count()
    second = bring(*rows)
    assert (second.entered, Contact.objects.count()) == (0, count)
    assert second.known == first.entered + first.known


def test_the_command_enters_and_writes_what_comes_back(tmp_path, club, peer, member):
    file = tmp_path / "so.xlsx"
    file.write_bytes(xlsx([HEAD, row(peer=None, people=2), row("31/2/2026", peer=None)]))
    out = StringIO()
    call_command("import", "databook", str(file), "--peer", "peer", "--dry-run", stdout=out)
    assert not Contact.objects.exists() and not (tmp_path / "so-can-sua.xlsx").exists()
    call_command("import", "databook", str(file), "--peer", "peer", "--club", "sao mai", stdout=out)
    assert (Contact.objects.get().done_by, Contact.objects.get().entered_by) == (peer, peer)
    assert read_workbook((tmp_path / "so-can-sua.xlsx").read_bytes())[0].rows[1][0] == "31/2/2026"
    assert "31/2/2026" in out.getvalue()


def test_the_command_says_what_is_wrong(tmp_path, club, other_club):
    with pytest.raises(CommandError, match="--club"):
        call_command("import", "databook", str(tmp_path / "x"))
    with pytest.raises(CommandError):
        call_command("import", "databook", str(tmp_path / "x"), "--club", "sao mai")
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(CommandError, match="trống|empty"):
        call_command("import", "databook", str(tmp_path / "x"), "--club", "sao mai")
