"""A definition in sentences that somebody who does not program can check, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caunoi.indicators.catalogue import by_code
from caunoi.indicators.model import Definition, Filter, Indicator, Measure, Median, Ratio, Reading, Sensitivity, Text
from caunoi.indicators.words import COLUMN_WORDS, TABLE_WORDS, value_in_words

HOME = Text("đếm từ sổ, chỉ câu lạc bộ xem", "counted from records, for the club alone")
KINDS = {
    Indicator: Text("đếm từ sổ, cộng qua các câu lạc bộ", "counted from records, added over clubs"),
    Median: HOME,
    Ratio: Text("tính từ hai số đã nêu", "worked out from two numbers that are shown"),
}
CARE = {
    Sensitivity.PLAIN: Text("Nêu đúng như đếm được.", "Shown as counted."),
    Sensitivity.PEOPLE: Text(
        "Số người: từ 1 đến 7 không nêu, còn lại làm tròn đến 5.",
        "People: 1 to 7 are not shown, the rest is rounded to 5.",
    ),
    Sensitivity.SENSITIVE_EVENT: Text(
        "Việc nhạy cảm: từ 1 đến 7 không nêu, còn lại làm tròn đến 5, và chỉ khi có từ ba câu lạc bộ.",
        "Sensitive events: 1 to 7 are not shown, the rest is rounded to 5, and only where three clubs have some.",
    ),
}
EVIDENCE = Text(
    "Chỉ văn phòng chương trình đọc, mỗi năm một lần, cộng cả nước. Không cơ quan nhà nước, tỉnh, xã nào nhận; không có trong tệp nào.",
    "Read by the programme office alone, once a year, added over the country. No authority, province or commune gets it; it is in no file.",
)
OPERATIONS = {
    "is": Text("{column} là {value}", "{column} is {value}"),
    "is_not": Text("{column} không phải là {value}", "{column} is not {value}"),
    "one_of": Text("{column} là một trong: {value}", "{column} is one of: {value}"),
    "known": Text("có ghi {column}", "{column} is known"),
    "unknown": Text("không ghi {column}", "{column} is not known"),
    "at_least": Text("{column} từ {value} trở lên", "{column} is {value} or more"),
    "at_most": Text("{column} không quá {value}", "{column} is {value} at most"),
}
OWNERS = {"programme_officer": Text("cán bộ chương trình", "programme officer")}
UNKNOWN_DENOMINATOR = Text("không xác định mẫu số", "no denominator can be stated")
_LABELS = {
    "code": Text("Mã", "Code"),
    "kind": Text("Loại", "Kind"),
    "unit": Text("Đơn vị", "Unit"),
    "counts": Text("Đếm gì", "What is counted"),
    "rows": Text("Dòng nào", "Which rows"),
    "cut": Text("Chia theo", "Cut by"),
    "denominator": Text("Mẫu số", "Denominator"),
    "units": Text("Đơn vị hành chính", "Administrative units"),
    "care": Text("Bảo vệ người", "Care for people"),
    "evidence": Text("Ai được đọc", "Who reads it"),
    "source": Text("Nguồn", "Source"),
    "clause": Text("Theo", "Asked for by"),
    "owner": Text("Người chịu trách nhiệm", "Owner"),
    "checked": Text("Người đã kiểm tra", "Checked by"),
    "review": Text("Xem lại trước ngày", "Next review"),
}
IN_UNITS = Text(
    "Đơn vị nhập trọn vào đơn vị khác thì số đi theo. Đơn vị bị chia đứng riêng một dòng “không phân bổ được”, không đoán.",
    "Where a unit went over whole, its count goes along. A divided unit keeps a line of its own; nothing is guessed.",
)
_NOBODY = Text("chưa ai kiểm tra", "nobody yet")


@dataclass(frozen=True)
class Explanation:
    """Title, question, and one labelled sentence for each thing that has to be known."""

    code: str
    title: str
    question: str
    lines: tuple[tuple[str, str], ...]


def explain(definition: Definition, language: str) -> Explanation:
    """The definition in ``vi`` or ``en``."""
    lines = tuple((_LABELS[name].in_language(language), said) for name, said in _lines(definition, language) if said)
    return Explanation(
        definition.code, definition.title.in_language(language), definition.question.in_language(language), lines
    )


def kind_in_words(definition: Definition, language: str) -> str:
    stays = isinstance(definition, Indicator) and definition.stays
    return (HOME if stays else KINDS[type(definition)]).in_language(language)


def _lines(definition: Definition, language: str) -> Iterator[tuple[str, str]]:
    yield "code", definition.code
    yield "kind", kind_in_words(definition, language)
    yield "unit", definition.unit.words.in_language(language)
    if isinstance(definition, Reading):
        yield "counts", _what(definition, language)
        yield "rows", _which(definition, language)
    if isinstance(definition, Indicator):
        yield "cut", ", ".join(cut.title.in_language(language) for cut in definition.disaggregate_by)
        yield "units", IN_UNITS.in_language(language) if definition.needs_units else ""
        yield "care", "" if definition.stays else CARE[definition.sensitivity].in_language(language)
        yield "evidence", EVIDENCE.in_language(language) if definition.yearly_evidence else ""
    if isinstance(definition, Ratio):
        yield "counts", by_code(definition.numerator).title.in_language(language)
        yield "denominator", denominator(definition, language)
    yield "source", definition.source.in_language(language)
    yield "clause", definition.clause.in_language(language) if definition.clause else ""
    yield "owner", OWNERS[definition.owner].in_language(language)
    yield "checked", definition.checked_by or _NOBODY.in_language(language)
    yield "review", f"{definition.next_review:%d/%m/%Y}"


def denominator(ratio: Ratio, language: str) -> str:
    """What it is divided by; says so where nobody can state it."""
    said = ratio.of_what.in_language(language)
    return said if ratio.denominator else f"{UNKNOWN_DENOMINATOR.in_language(language)} ({said})"


def _what(definition: Reading, language: str) -> str:
    table = TABLE_WORDS[definition.fact].in_language(language)
    if isinstance(definition, Median):
        said = Text("số ở giữa của {column} trong bảng “{table}”", "the median of {column} in the table “{table}”")
        return said.in_language(language).format(column=_column(definition.column, language), table=table)
    assert isinstance(definition, Indicator)
    return _measure(definition.measure, language).format(
        table=table, column=_column(definition.measure.column or "", language)
    )


def _measure(measure: Measure, language: str) -> str:
    said = {
        "rows": Text("mỗi dòng của bảng “{table}” là một", "each row of the table “{table}” is one"),
        "sum": Text("cộng {column} trong bảng “{table}”", "{column} in the table “{table}”, added up"),
        "distinct": Text(
            "mỗi {column} khác nhau trong bảng “{table}” chỉ tính một lần; dòng không ghi {column} không tính",
            "each different {column} in the table “{table}” once; rows without one do not count",
        ),
    }
    return said[measure.kind].in_language(language)


def _which(definition: Reading, language: str) -> str:
    in_period = Text("{column} nằm trong kỳ", "{column} lies in the period").in_language(language)
    said = [in_period.format(column=_column(definition.date_column, language))]
    said += [filter_in_words(each, language) for each in definition.filters]
    return "; ".join(said)


def filter_in_words(condition: Filter, language: str) -> str:
    """One condition: "bước là đã gửi"."""
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    said = ", ".join(value_in_words(condition.column, value, language) for value in values)
    return OPERATIONS[condition.op].in_language(language).format(column=_column(condition.column, language), value=said)


def _column(name: str, language: str) -> str:
    return COLUMN_WORDS[name].in_language(language) if name else ""
