"""Names of rows in both languages. A hub has no outreach tables, so the words cannot come from there."""

from collections.abc import Mapping

from caunoi.indicators.disclosure import FOOTNOTES, MERGED_KEY, NOT_STATED, SUPPRESSED
from caunoi.indicators.facts import UNALLOCATED
from caunoi.indicators.model import RESIDUAL, SENSITIVE_PART, Disaggregation, Text

UNALLOCATED_TITLE = Text("đã chia, không phân bổ được", "divided, cannot be allocated")
RESIDUAL_TITLE = Text("Chưa phân tổ", "Not broken down")
TOTAL_TITLE = Text("Tổng", "Total")
MARKS: Mapping[str, Text] = {
    SUPPRESSED: Text("* không nêu (số nhỏ)", "* suppressed (small number)"),
    NOT_STATED: Text("không nêu được", "cannot be shown"),
}
NOTES: Mapping[str, Text] = {
    "suppressed": Text(
        "* không nêu (số nhỏ), để không ai bị nhận ra.",
        "* suppressed (small number), so that nobody can be recognised.",
    ),
    "rounded": Text(
        "≈ làm tròn đến 5; các dòng có thể không cộng đúng bằng tổng.",
        "≈ rounded to the nearest 5; rows may not add to the total.",
    ),
    NOT_STATED: Text("– không nêu được.", "– cannot be shown."),
}
"""Footnotes that explain a mark beside a number."""
ROUNDED = Text("làm tròn", "rounded")
TITLES: Mapping[str, Mapping[str, Text]] = {
    "setting": {
        "street": Text("Ngoài trời", "Outdoors"),
        "venue": Text("Tại nơi làm việc", "At a workplace"),
        "home": Text("Tại nhà", "At home"),
        "club": Text("Tại nơi sinh hoạt", "At the meeting place"),
        "phone": Text("Qua điện thoại", "By telephone"),
        "online": Text("Trên mạng", "Online"),
    },
    "topic": {
        "health": Text("Sức khoẻ sinh sản", "Reproductive health"),
        "infections": Text("Phòng lây nhiễm", "Preventing infections"),
        "contraception": Text("Tránh thai", "Contraception"),
        "violence": Text("Bạo lực và an toàn", "Violence and safety"),
        "rights": Text("Quyền và pháp luật", "Rights and law"),
        "harm_reduction": Text("Giảm hại", "Harm reduction"),
        "papers": Text("Giấy tờ và bảo hiểm", "Papers and insurance"),
        "work": Text("Việc làm, học nghề, vay vốn", "Work, training and loans"),
        "feelings": Text("Lo lắng và cảm xúc", "Worries and feelings"),
    },
    "kind": {
        "condom": Text("Bao cao su", "Condoms"),
        "lubricant": Text("Chất bôi trơn", "Lubricant"),
        "needle": Text("Bơm kim tiêm sạch", "Clean needles"),
        "self_test": Text("Bộ tự xét nghiệm", "Self-test kits"),
        "leaflet": Text("Tờ rơi", "Leaflets"),
        "hygiene": Text("Bộ vệ sinh cá nhân", "Hygiene kits"),
    },
    "group": {
        "legal": Text("Pháp lý và giấy tờ", "Legal advice and papers"),
        "psychological": Text("Tâm lý", "Counselling"),
        "health": Text("Y tế", "Health care"),
        "education": Text("Học văn hoá", "Schooling"),
        "work": Text("Học nghề và việc làm", "Vocational training and jobs"),
        "loan": Text("Vay vốn", "Loans"),
        "welfare": Text("Trợ giúp xã hội và bảo hiểm", "Social assistance and insurance"),
    },
}


def row_title(cut: Disaggregation, part: str, language: str) -> str:
    """The name of a row; of a merged row, the names of what was merged."""
    found = _title(cut, part)
    if found:
        return found.in_language(language)
    if part.endswith(UNALLOCATED):
        return f"{part.removesuffix(UNALLOCATED)} ({UNALLOCATED_TITLE.in_language(language)})"
    if MERGED_KEY in part:
        return ", ".join(row_title(cut, each, language) for each in part.split(MERGED_KEY))
    if part.endswith(SENSITIVE_PART):
        return row_title(cut, part.removesuffix(SENSITIVE_PART), language) + " (*)"
    return part


def known_values(cut: Disaggregation) -> set[str]:
    """Every value that has a name here: nothing else may name a row, least of all a word typed by somebody."""
    named = {*cut.standing_values, *cut.titles, *TITLES.get(cut.column, {}), RESIDUAL}
    return named | {value + SENSITIVE_PART for value in named if cut.sensitive_flag and not cut.parent(value)}


def footnote(code: str, language: str) -> str:
    return (NOTES.get(code) or FOOTNOTES[code]).in_language(language)


def _title(cut: Disaggregation, part: str) -> Text | None:
    if part == RESIDUAL:
        return RESIDUAL_TITLE
    return cut.titles.get(part) or TITLES.get(cut.column, {}).get(part)
