"""The law's own report as a page and as an official paper: figures reported, and what stands beside them now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from caunoi.indicators.disclosure import THRESHOLD
from caunoi.lib.periods import Period, from_key
from caunoi.look.official import Paper
from caunoi.look.tables import Column, Table
from caunoi.places.choices import Level, PlaceKind
from caunoi.places.models import Place
from caunoi.places.queries import forms_on, responsible_body
from caunoi.published import returns, statutory
from caunoi.published.models import StatutoryReturn
from caunoi.published.statutory import FORM, Entry, FormRow
from caunoi.published.titles import RESIDUAL_TITLE
from caunoi.published.words import grouped

Entries = Mapping[str, Entry]


@dataclass(frozen=True)
class Line:
    """One row of the form as words: number, title, unit, reported, now, the period before, a year before."""

    number: str
    title: str
    unit: str
    figures: tuple[str, str, str, str]
    clubs: int | None = None
    """How many of them counted it in all of the period, where that was kept."""


def table(found: StatutoryReturn) -> Table:
    """Reported beside now, with what came before."""
    columns = [
        Column(_("Row")), Column(_("Figures reported"), numeric=True), Column(_("Figures now"), numeric=True),
        Column(_("Period before"), numeric=True), Column(_("A year before"), numeric=True),
    ]  # fmt: skip
    rows = [[f"{line.number} {line.title} ({line.unit})".strip(), *line.figures] for line in lines(found)]
    return Table(title(found), columns, rows, note=" ".join(notes(found)))


def lines(found: StatutoryReturn) -> list[Line]:
    """Every row of the form; what the parts of a row leave over of it follows its last part."""
    stated = [returns.entries(found.entries), returns.entries(found.now)]
    stated += [returns.entries(one.entries) if one else {} for one in returns.before(found)]
    made = []
    for number, row in enumerate(FORM):
        made.append(_line(row, stated))
        is_last_part = row.part_of and (number + 1 == len(FORM) or FORM[number + 1].part_of != row.part_of)
        if is_last_part and any(statutory.residual(row.part_of, one) for one in stated):
            made.append(_residual(row, stated))
    return made


def title(found: StatutoryReturn) -> str:
    return f"{found.place.name}, {from_key(found.period_key).label(_language())}"


def notes(found: StatutoryReturn) -> list[str]:
    """How complete it is, and what marks mean."""
    said = _("%(reported)s of %(expected)s clubs sent every month of the period.") % {
        "reported": found.clubs_reported, "expected": found.clubs_expected,
    }  # fmt: skip
    below = _("“below 8” stands where fewer than 8 people were counted.")
    overlap = _("People are added over clubs; somebody may be counted in two of them.")
    return [said, below, overlap]


def paper(found: StatutoryReturn) -> Paper:
    """The official paper; always in Vietnamese, in whatever language the page is read."""
    with override("vi"):
        return _paper(found)


def _paper(found: StatutoryReturn) -> Paper:
    period, day = from_key(found.period_key), found.locked_at.date()
    body, above = responsible_body(Level.PROVINCE, day), responsible_body(Level.CENTRE, day)
    name = found.place.name
    return Paper(
        body=(f"ỦY BAN NHÂN DÂN {_full_name(found.place, day).upper()}", body.name.upper() if body else name.upper()),
        number="Số: ……/BC-……",
        place_and_day=f"{name}, ngày …… tháng …… năm {day.year}",
        title="BÁO CÁO",
        subject=f"Kết quả hỗ trợ, cung cấp dịch vụ {_period_words(period)}",
        addressed=f"Kính gửi: {_addressed(above)}",
        words=(
            "[Nhận xét chung về tình hình trong kỳ.]",
            "[Khó khăn, kiến nghị.]",
            "Số liệu trong kỳ như biểu dưới đây.",
        ),
        columns=("TT", "Nội dung", "Đơn vị", "Kỳ này", "Kỳ trước", "Cùng kỳ năm trước", "Nguồn"),
        rows=tuple(
            (one.number, one.title, one.unit, one.figures[0], one.figures[2], one.figures[3], _source(found, one))
            for one in lines(found)
        ),  # fmt: skip
        notes=tuple(notes(found)),
        copies=("Như trên;", "Lưu: VT."),
        signs="[CHỨC VỤ, CHỮ KÝ CỦA NGƯỜI CÓ THẨM QUYỀN]",
        numeric=(3, 4, 5),
    )


def _full_name(place: Place, day: date) -> str:
    """With what it was that day: a province may have become a city."""
    state = next(iter(forms_on(place, day)), place)
    kind = "Thành phố" if state.kind == PlaceKind.CITY else "Tỉnh"
    return state.name if state.name.startswith(kind) else f"{kind} {state.name}"


def _addressed(above: object) -> str:
    office, name = getattr(above, "office", ""), getattr(above, "name", "")
    return f"{name} ({office})" if office else name or "……"


def _source(found: StatutoryReturn, line: Line) -> str:
    clubs = found.clubs_reported if line.clubs is None else line.clubs
    return f"đếm từ sổ, {clubs}/{found.clubs_expected} CLB"


def _period_words(period: Period) -> str:
    words = period.label("vi")
    return words[0].lower() + words[1:]


def _line(row: FormRow, stated: Sequence[Entries]) -> Line:
    language = _language()
    figures = [_figure(one.get(row.code)) for one in stated]
    unit = row.unit.words.in_language(language)
    reported, now, before, year_before = figures
    clubs = stated[0][row.code].clubs if row.code in stated[0] else None
    return Line(row.number, row.title.in_language(language), unit, (reported, now, before, year_before), clubs)


def _residual(row: FormRow, stated: Sequence[Entries]) -> Line:
    left = [statutory.residual(row.part_of, one) for one in stated]
    figures = ["" if one is None else grouped(one, _language()) for one in left]
    title = RESIDUAL_TITLE.in_language(_language())
    return Line("", title, row.unit.words.in_language(_language()), (figures[0], figures[1], figures[2], figures[3]))


def _figure(entry: Entry | None) -> str:
    if entry is None:
        return ""
    if entry.is_below:
        return _("below %(threshold)s") % {"threshold": THRESHOLD}
    return _("not counted") if entry.count is None else grouped(entry.count, _language())


def _language() -> str:
    return get_language() or "vi"
