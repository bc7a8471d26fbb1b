"""Numbers, dates, chips, QR codes and tables as they stand on a page."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from caunoi.look.tables import Column, Link, Table


def draw(source: str, **context: object) -> str:
    return Template("{% load look %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (1234, "1.234", "1,234"),
        (-1234567, "-1.234.567", "-1,234,567"),
        (Decimal("1234.50"), "1.234,50", "1,234.50"),
        (0.5, "0,5", "0.5"),
        ("*", "*", "*"),
        ("dưới 8", "dưới 8", "dưới 8"),
        (None, "", ""),
    ],
)
def test_numbers(value: object, vietnamese: str, english: str) -> None:
    with override("vi"):
        assert draw("{{ value|number }}", value=value) == vietnamese
    with override("en"):
        assert draw("{{ value|number }}", value=value) == english


@pytest.mark.parametrize("language", ["vi", "en"])
def test_dates_are_the_same_in_both_languages(language: str) -> None:
    with override(language):
        assert draw("{{ d|day }} {{ d|month }}", d=date(2026, 3, 7)) == "07/03/2026 03/2026"
        assert draw("{{ d|day }}{{ d|moment }}", d=None) == ""


def test_a_moment_is_told_in_the_time_of_viet_nam() -> None:
    late = datetime(2026, 3, 7, 18, 30, tzinfo=UTC)
    assert draw("{{ t|moment }} {{ t|day }}", t=late) == "08/03/2026 01:30 08/03/2026"


def test_words_in_a_chip_are_escaped_and_its_tone_is_known() -> None:
    assert draw("{% tag t 'good' %}", t="<b>") == '<span class="chip chip--good">&lt;b&gt;</span>'
    with pytest.raises(TemplateSyntaxError):
        draw("{% tag 'x' 'pink' %}")


def test_a_qr_code_carries_no_text_style_or_script_into_the_page() -> None:
    html = draw("{% qr c l %}", c='"><script>alert(1)</script>', l='Mã "1" <b>')
    assert html.count("<svg") == 1
    assert "script" not in html
    assert "style" not in html
    assert 'aria-label="Mã &quot;1&quot; &lt;b&gt;"' in html


def test_a_qr_code_differs_with_what_it_says() -> None:
    assert draw("{% qr 'A1' 'x' %}") != draw("{% qr 'A2' 'x' %}")


def test_the_quick_exit_leads_where_the_installation_says() -> None:
    assert draw("{% exit_address %}").startswith("https://")
    assert draw("{% exit_address %}", exit_url="https://thoitiet.example/") == "https://thoitiet.example/"


def test_a_table_says_its_units_and_aligns_its_numbers() -> None:
    table = Table(
        "Lượt theo nội dung",
        [Column("Nội dung"), Column("Tháng này", unit="lượt", numeric=True)],
        [[Link("Sức khoẻ", "/x/"), 1234], ["Giấy tờ", "*"]],
        total=["Cộng", 1300],
    )
    with override("vi"):
        html = render_to_string("look/table.html", {"table": table})
    assert "Tháng này (lượt)" in html
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">1.234</td>' in html
    assert html.count('scope="row"') == 3
    assert '<a class="govuk-link" href="/x/">Sức khoẻ</a>' in html


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        list(Table("x", [Column("a"), Column("b")], [[1]]).body)


@pytest.mark.parametrize("frame", ["look/page.html", "look/public.html", "look/print.html"])
def test_frames_hold_no_inline_style_or_script_and_call_nobody(frame: str) -> None:
    request = RequestFactory().get("/")
    html = render_to_string(frame, {"display_name": "Sổ Tay", "handle": "lan"}, request=request)
    assert " style=" not in html
    assert "<style" not in html
    assert " on" not in html.replace(" once", "").replace(" one", "")
    assert "<title> – Sổ Tay</title>" in html
    assert ("data-exit" in html) == (frame == "look/public.html")
