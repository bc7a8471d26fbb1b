"""Plain Django forms become fields with label, hint, error and the right links between them."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import override

VOID = {"input", "br", "meta", "link"}


class Elements(HTMLParser):
    """Every start tag with its attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def by(self, **wanted: str) -> dict[str, str | None]:
        return next(attrs for _, attrs in self.found if all(attrs.get(name) == value for name, value in wanted.items()))

    @property
    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.found if "id" in attrs]


class Visit(forms.Form):
    when = forms.DateField(label="Ngày gặp", help_text="Ví dụ: 27/3/2026")
    count = forms.IntegerField(label="Số buổi", min_value=0)
    topic = forms.ChoiceField(label="Nội dung", choices=[("a", "Một"), ("b", "Hai")], widget=forms.RadioSelect)
    place = forms.ChoiceField(label="Nơi đến", choices=[("1", "Trạm")])
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="Đã đồng ý")
    secret = forms.CharField(label="Cụm mật khẩu", widget=forms.PasswordInput)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def test_every_field_has_its_label_and_look() -> None:
    html = Visit().render()
    page = Elements(html)
    assert page.by(name="when")["class"] == "govuk-input govuk-input--width-10"
    assert page.by(name="when")["type"] == "text"
    assert page.by(name="when")["aria-describedby"] == "id_when_helptext"
    assert page.by(name="count")["inputmode"] == "numeric"
    assert "min" not in page.by(name="count")
    assert page.by(name="topic", value="a")["class"] == "govuk-radios__input"
    assert page.by(name="place")["class"] == "govuk-select"
    assert page.by(name="note")["class"] == "govuk-textarea"
    assert "class" not in page.by(name="hidden")
    labelled = {attrs["for"] for tag, attrs in page.found if tag == "label"}
    for name in ("when", "count", "topic_0", "topic_1", "place", "note", "agreed", "secret"):
        assert f"id_{name}" in labelled
    assert not any("required" in attrs for _, attrs in page.found)


def test_optional_is_said_only_where_it_is_so() -> None:
    with override("vi"):
        html = Visit().render()
    assert html.count("(không bắt buộc)") == 1


def test_errors_lead_from_the_summary_to_an_element_that_exists() -> None:
    form = Visit({"when": "31/02/2026"})
    form.add_error(None, "Hai mục không khớp nhau.")
    summary = Elements(render_to_string("look/error_summary.html", {"forms": [form]}))
    page = Elements(form.render())
    targets = [str(attrs["href"])[1:] for tag, attrs in summary.found if tag == "a"]
    assert targets == ["form-errors", "id_when", "id_count", "id_topic_0", "id_place", "id_agreed", "id_secret"]
    assert set(targets) <= set(page.ids)
    assert page.by(name="when")["aria-describedby"] == "id_when_helptext id_when_error"
    assert page.by(name="when")["aria-invalid"] == "true"
    assert "govuk-input--error" in str(page.by(name="when")["class"])
    assert len(page.ids) == len(set(page.ids))


def test_what_was_typed_stays_and_is_escaped() -> None:
    html = Visit({"note": "<b>chợ</b>", "when": '"><script>'}).render()
    assert "&lt;b&gt;chợ&lt;/b&gt;" in html
    assert "<script" not in html


def test_a_date_is_read_in_the_vietnamese_order() -> None:
    for typed in ("27/3/2026", "27-3-2026", "27.3.2026", "27/03/26", "2026-03-27"):
        for language in ("vi", "en"):
            with override(language):
                assert str(forms.DateField().clean(typed)) == "2026-03-27"


def test_a_filter_form_does_not_call_its_fields_optional() -> None:
    class Filter(forms.Form):
        mark_optional = False
        q = forms.CharField(label="Tìm", required=False)

    assert "optional" not in Filter().render()


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_error_pages_draw_with_no_context_at_all(name: str, language: str) -> None:
    with override(language):
        html = render_to_string(f"{name}.html")
    assert "<h1" in html
    assert "style=" not in html
    assert "<title></title>" not in html
