"""Files of collected figures are taken whole, come back whole with sentences, and are safe to send again."""

import pytest
from django.core.management import CommandError, call_command

from caunoi.audit.models import Entry
from caunoi.look.workbooks.reading import read_workbook
from caunoi.published import collected_files, intake
from caunoi.published.intake import Outcome
from caunoi.published.models import CollectedReport, CollectedValue, SourceDocument
from caunoi.published.tests.collected_world import (
    JULY,
    LONG,
    country_with_quang_ninh,
    paper,
    sample,
    samples,
    services,
    table,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes(db):
    return country_with_quang_ninh()[1]


@pytest.fixture
def take(communes, programme, acting):
    def taken(*files, dry_run=False):
        named = [(f"{number}.xlsx", data) for number, data in enumerate(files)]
        return list(intake.take(by=acting(programme), at=JULY, files=named, dry_run=dry_run))

    return taken


def long_line(**changes):
    line = {"period": "2019-H1C", "place": "22", "indicator": "legal", "unit": "người", "value": "12", "qualifier": "",
            "source": "Báo cáo", "publisher": ""}  # fmt: skip
    return [{**line, **changes}[name] for name in LONG]


def test_all_samples_are_taken_and_sending_them_again_changes_nothing(take):
    files = [data for _name, data in samples()]
    assert {one.outcome for one in take(*files)} == {Outcome.ENTERED}
    before = CollectedReport.objects.count()
    assert {one.outcome for one in take(*files)} == {Outcome.HERE}
    assert CollectedReport.objects.count() == before
    assert not CollectedReport.objects.filter(version__gt=1).exists()


def test_the_samples_keep_both_periods_of_the_project_and_the_right_date(take):
    take(*(data for _name, data in samples()))
    clubs = CollectedValue.objects.filter(row="clubs_formed").select_related("report__place")
    assert {one.report.place.name for one in clubs} == {"Quảng Ninh", "Thành phố Hồ Chí Minh", "Cần Thơ"}
    assert {one.report.period_key for one in clubs} == {"2014-07-01..2017-06-30"}
    members = CollectedValue.objects.get(row="club_members")
    assert (members.value, members.report.period_key) == (726, "2013-07-01..2017-06-30")
    assert SourceDocument.objects.filter(note__contains="07/3/2016", note_en__contains="7 March 2016").exists()


def test_no_row_of_police_or_inspectors_ships(take):
    take(*(data for _name, data in samples()))
    assert not CollectedValue.objects.filter(value__in=[549, 541, 270, 72, 159]).exists()


def test_qualifiers_and_unknown_values_are_kept(take):
    take(sample("dan-sinh-2024"), sample("t2-national-2020-h1"))
    stated = {(one.row, one.value, one.qualifier) for one in CollectedValue.objects.all()}
    assert {("informed", 300, "nearly"), ("establishments_reached", 150, "about"), ("health", None, "exact")} <= stated


def test_the_same_figures_in_other_bytes_are_here_already(take):
    rows = services(20, 8, 12)
    assert [one.outcome for one in take(paper("07000", rows=rows))] == [Outcome.ENTERED]
    assert [one.outcome for one in take(paper("07000", rows=rows, extra=[("", "", "", "")]))] == [Outcome.HERE]
    assert CollectedReport.objects.count() == 1


def test_other_figures_are_a_new_version_and_both_stay(take):
    take(paper("07000", rows=services(20, 8, 12)))
    (answer,) = take(paper("07000", rows=services(21, 9, None)))
    assert answer.outcome is Outcome.RESTATED
    assert "bản 2" in answer.sentences[0] and "Y tế" in answer.sentences[1]
    first, second = CollectedReport.objects.order_by("version")
    assert (first.version, second.version, second.supersedes) == (1, 2, first)
    assert first.values.get(row="supported").value == 20 and second.values.get(row="supported").value == 21


def test_one_entry_in_the_record_for_each_file(take):
    take(sample("care-local-2014-2017"), paper("07000", rows=services(20, 8, 12)))
    entries = Entry.objects.filter(action="enter_collected")
    assert entries.count() == 2


def test_a_dry_run_saves_nothing(take):
    (answer,) = take(paper("07000", rows=services(20, 8, 12)), dry_run=True)
    assert answer.outcome is Outcome.ENTERED and "Chưa lưu gì" in answer.sentences[0]
    assert not CollectedReport.objects.exists() and not Entry.objects.filter(action="enter_collected").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"indicator": "số người bị xử phạt"}, "công an"),
        ({"indicator": "điều gì đó"}, "không phải là dòng"),
        ({"unit": "cơ sở"}, "không bao giờ được cộng"),
        ({"unit": "ngựa"}, "không phải là đơn vị"),
        ({"value": "-"}, "không phải là số nguyên"),
        ({"value": ""}, "Thiếu số liệu"),
        ({"value": "gần 12", "qualifier": "hơn"}, "Hai từ khác nhau"),
        ({"qualifier": "đâu đó"}, "gần, khoảng, hơn"),
        ({"period": "Tháng 11/2026"}, "2026-11A"),
        ({"period": "mùa xuân"}, "không phải là một kỳ"),
        ({"place": "99999"}, "không phải là địa phương"),
        ({"place": "07000"}, "30/06/2019"),  # the ward did not stand then
        ({"source": ""}, "cột Nguồn"),
    ],
)
def test_what_does_not_fit_comes_back_with_a_sentence_and_nothing_is_saved(take, change, said):
    good, bad = long_line(), long_line(**{"indicator": "health", **change})
    (answer,) = take(table(good, bad))
    assert answer.outcome is Outcome.RETURNED
    assert answer.sentences[0].startswith("Dòng 3") and said in answer.sentences[0]
    assert not CollectedReport.objects.exists() and not SourceDocument.objects.exists()
    (sheet,) = read_workbook(answer.workbook)
    assert sheet.rows[0][-1] == "Cần sửa" and sheet.rows[1][-1] is None and said in sheet.rows[2][-1]


def test_a_workbook_that_came_back_is_mended_and_sent_again(take):
    (answer,) = take(paper("07000", rows=[("legal", "lượt", "tám", "")]))
    (sheet,) = read_workbook(answer.workbook)
    line = next(row for row in sheet.rows if row[0] == "legal")
    line[3] = 8
    reading = collected_files.understand([sheet])
    assert not reading.comes_back
    (draft,) = reading.drafts
    assert [amount.value for amount in draft.values.values()] == [8] and draft.place.code == "07000"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04half", b"\x00\xff" * 5000])
def test_what_is_no_workbook_is_answered(take, data):
    (answer,) = take(data)
    assert not answer.is_good and answer.sentences[0] and not CollectedReport.objects.exists()


def test_a_file_far_too_large_is_not_read(take):
    (answer,) = take(b"a,b\n" * 1_300_000)
    assert answer.outcome is Outcome.UNREADABLE


def test_a_formula_is_no_number(take):
    (answer,) = take(paper("07000", rows=[("legal", "lượt", "=1+1", "")]))
    assert answer.outcome is Outcome.RETURNED and "công thức" in answer.sentences[0]


def test_an_empty_paper_is_not_zero_but_a_tick_is(take):
    empty = [("supported", "lượt", "", ""), ("legal", "lượt", "", "")]
    (answer,) = take(paper("07000", rows=empty))
    assert answer.outcome is Outcome.RETURNED and "xác nhận số 0" in answer.sentences[0]
    (answer,) = take(paper("07000", rows=empty, zero="x"))
    assert answer.outcome is Outcome.ENTERED and CollectedReport.objects.get().is_zero
    (answer,) = take(paper("07001", rows=services(3, 1, 2), zero="x"))
    assert answer.outcome is Outcome.RETURNED and not CollectedReport.objects.filter(place__code="07001").exists()


def test_one_hundred_workbooks_at_once(take, db):
    others = country_with_more(96)
    files = [paper(code, rows=services(20, 8, 12)) for code in ["07000", "07001", "07002", "07003", *others]]
    files[50] = paper("09999", rows=services(1, 1, 0))
    files[51] = b"rubbish"
    answers = take(*files)
    assert len(answers) == 100 and [n for n, one in enumerate(answers) if not one.is_good] == [50, 51]
    assert CollectedReport.objects.count() == 98
    assert Entry.objects.filter(action="enter_collected").count() == 98


def country_with_more(number):
    from datetime import date

    from caunoi.places.choices import PlaceKind
    from caunoi.places.models import Place
    from caunoi.published.tests.collected_world import place

    within = Place.objects.get(code="22")
    codes = [f"0{8000 + each}" for each in range(number)]
    for code in codes:
        place(code, f"Phường {code}", PlaceKind.WARD, within, date(2025, 7, 1))
    return codes


@pytest.mark.parametrize("who", ["authority_hp", "national", "donor", "hub_admin"])
def test_only_the_programme_enters(request, who, communes, acting):
    from caunoi.access.policies import Refused

    by = acting(request.getfixturevalue(who))
    with pytest.raises(Refused):
        list(intake.take(by=by, at=JULY, files=[("x", sample("t1-national-2019-h1"))]))
    assert not CollectedReport.objects.exists()


def test_the_command_line(communes, tmp_path, capsys):
    good, bad = tmp_path / "t1.csv", tmp_path / "bad.csv"
    good.write_bytes(sample("t1-national-2019-h1"))
    bad.write_bytes(table(long_line(value="tám")))
    call_command("import", "collected", str(good), "--dry-run")
    assert not CollectedReport.objects.exists() and "1/1 t1.csv" in capsys.readouterr().out
    with pytest.raises(CommandError, match="1"):
        call_command("import", "collected", str(bad), str(good))
    out = capsys.readouterr().out
    assert "1/2 bad.csv: Dòng 2" in out and "2/2 t1.csv: Việt Nam" in out
    assert (tmp_path / "bad-can-sua.xlsx").exists() and CollectedReport.objects.count() == 1
