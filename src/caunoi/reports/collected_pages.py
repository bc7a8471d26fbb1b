"""Collected figures as a page, a file or a listing shows them: rows, the total as it was stated, what is left over."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caunoi.indicators.disclosure import MERGED_KEY
from caunoi.indicators.model import Text, Unit
from caunoi.look.tables import Column, Table
from caunoi.published import collected, rows, stated_periods
from caunoi.published.amounts import Amount, Qualifier, grouped
from caunoi.published.collected import Document
from caunoi.published.models import CollectedLine, CollectedReport, CollectedTable, SourceDocument
from caunoi.published.titles import RESIDUAL_TITLE, footnote
from caunoi.published.words import SHORT_MARKS
from caunoi.reports.files import safe

COLLECTED_TOTAL = Text("Tổng theo nguồn", "Total as the source states it")
ADDED_TOTAL = Text("Tổng của các báo cáo", "Total of the reports")
NOTES = {
    "partial": Text(
        "Có nơi không ghi một số dòng; chỗ trống không được tính là 0.",
        "Some places leave rows out; an empty box is not counted as 0.",
    ),
    "no_total": Text("Không phải nơi nào cũng ghi tổng, nên không nêu tổng.", "Not every place states a total: none is shown."),
}  # fmt: skip
COLUMNS = ("period", "place", "group", "row", "value", "qualifier", "unit", "made", "source", "version", "note")


@dataclass(frozen=True)
class Shown:
    """One document on the page."""

    number: int
    where: str
    tables: list[Table]
    comparison: str
    source: str
    published: str
    address: str
    note: str
    version: int
    earlier: list[str]


@dataclass(frozen=True)
class Province:
    """One province's sums on the page."""

    number: int
    title: str
    completeness: str
    published_at: object
    tables: list[Table]


def documents(found: Iterable[Document]) -> list[Shown]:
    every = list(found)
    often = Counter(_where(one.report) for one in every)
    return [_document(number, one, rivals=often[_where(one.report)] > 1) for number, one in enumerate(every, start=1)]


def provinces(found: Iterable[CollectedTable]) -> list[Province]:
    """Tables by province and period."""
    by_title: dict[tuple[object, str], list[CollectedTable]] = {}
    for table in found:
        by_title.setdefault((table.place_id, table.period_key), []).append(table)
    return [_province(number, tables) for number, tables in enumerate(by_title.values(), start=1)]


def overview(found: Iterable[Document]) -> Table:
    """Every document in a line or more: its totals with what they leave over, or its single numbers."""
    lines = [
        [f"{_where(one.report).partition(' (')[0]}: {name}", number, left]
        for one in found
        for name, number, left in _totals(one)
    ]
    columns = [
        Column(_("Row")), Column(_("As stated"), numeric=True),
        Column(RESIDUAL_TITLE.in_language(_language()), numeric=True),
    ]  # fmt: skip
    return Table(_("Collected from reports"), columns, lines)


def listing(found: Iterable[Document]) -> list[list[str]]:
    """One line per number, for the command line and for a file. Total and residual are rows of their own."""
    return [line for one in found for line in _lines(one)]


def as_csv(found: Iterable[Document], tables: Iterable[CollectedTable]) -> str:
    """Exactly what the page shows, one line per number."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([safe(cell) for cell in line] for line in listing(found))
    writer.writerows([safe(cell) for cell in line] for table in tables for line in _province_lines(table))
    return "\ufeff" + out.getvalue()


# --- a published document -------------------------------------------------------------------------------------------


def _document(number: int, one: Document, *, rivals: bool) -> Shown:
    """`rivals`: whether another source speaks of the same place and period, so that each table names its own."""
    report = one.report
    if report.source is None:
        raise ValueError("what has no source is not published")
    of = _where(report).partition(" (")[0] + (f", {report.source.name}" if rivals else "")
    return Shown(
        number, _where(report), [_table(each, of) for each in one.tables], report.comparison, report.source.name,
        _published(report.source), report.source.address, _note(report.source), report.version,
        [_earlier(each) for each in one.earlier],
    )  # fmt: skip


def _published(source: SourceDocument) -> str:
    day = f"{source.published_on:%d/%m/%Y}" if source.published_on else ""
    return " · ".join(filter(None, (source.title, source.publisher, day)))


def _note(source: SourceDocument) -> str:
    return source.note_en if _language().startswith("en") and source.note_en else source.note


def _table(table: collected.Table, of: str) -> Table:
    language = _language()
    heading = _heading(table.group, table.unit, of)
    body: list[list[object]] = [
        [rows.title(line.row, language), line.amount.number_in_words(language)] for line in table.lines
    ]
    if table.residual is not None and table.total is not None:
        body.append([_residual_title(table.residual), _residual_words(table.residual)])
    if table.total is None:
        return Table(heading, _columns(), body)
    total = [_total_title(), table.total.number_in_words(language)]
    return Table(heading, _columns(), body, total, note=_why_residual(table.residual))


def _heading(group: rows.Group, unit: Unit, of: str) -> str:
    """Says what is counted, in which unit, where and when: a table may be read or heard on its own."""
    language = _language()
    return f"{group.title.in_language(language)} ({unit.words.in_language(language)}) – {of}"


def _columns() -> list[Column]:
    return [Column(_("Row")), Column(_("As stated"), numeric=True)]


def _total_title() -> str:
    return COLLECTED_TOTAL.in_language(_language())


def _residual_title(left: Amount) -> str:
    if left.value is not None and left.value < 0:
        return _("Rows hold more than the total")
    return RESIDUAL_TITLE.in_language(_language())


def _residual_words(left: Amount) -> str:
    if left.value is None:
        return _("cannot be worked out")
    return Amount(abs(left.value), left.unit, left.qualifier).number_in_words(_language())


def _why_residual(left: Amount | None) -> str:
    if left is None or left.value == 0:
        return ""
    if left.value is None:
        return _("Some rows are not known, so what the total leaves over cannot be worked out. Not known is not zero.")
    return _("The source's total differs from its rows. Both are shown as stated; nothing was corrected.")


def _totals(one: Document) -> Iterator[tuple[str, str, str]]:
    language = _language()
    for table in one.tables:
        if table.total is not None:
            total = table.group.total
            name = total.title.in_language(language) if total else ""
            left = _residual_words(table.residual) if table.residual else ""
            yield name, table.total.in_words(language), left
        else:
            for line in table.lines:
                yield rows.title(line.row, language), line.amount.in_words(language), ""


def _lines(one: Document) -> Iterator[list[str]]:
    report, language = one.report, _language()
    before = [stated_periods.read(report.period_key).label(language), report.place.name]
    after = [_("collected from reports"), report.source.name if report.source else "", str(report.version)]
    for table in one.tables:
        group, unit = table.group.title.in_language(language), table.unit.words.in_language(language)
        for line in table.lines:
            yield [*before, group, rows.title(line.row, language), *_cells(line.amount), unit, *after, ""]
        if table.total is not None:
            yield [*before, group, _total_title(), *_cells(table.total), unit, *after, report.comparison]
        if table.residual is not None:
            yield [*before, group, _residual_title(table.residual), *_cells(table.residual), unit, *after, ""]


def _cells(amount: Amount) -> list[str]:
    value = _("not known") if amount.value is None else str(amount.value)
    return [value, amount.qualifier.in_language(_language())]


def _earlier(report: CollectedReport) -> str:
    """An earlier version in a line: it stays readable."""
    said = "; ".join(
        f"{rows.title(value.row, _language())}: "
        + Amount(value.value, Unit(value.unit), Qualifier(value.qualifier)).in_words(_language())
        for value in sorted(report.values.all(), key=lambda each: rows.position(each.row))
    )
    return _("Version %(version)s: %(figures)s") % {"version": report.version, "figures": said}


def _where(report: CollectedReport) -> str:
    return f"{report.place.name}, {stated_periods.read(report.period_key).label(_language())}"


# --- a province's sums ----------------------------------------------------------------------------------------------


def _province(number: int, tables: list[CollectedTable]) -> Province:
    first, language = tables[0], _language()
    title = f"{first.place.name}, {stated_periods.read(first.period_key).label(language)}"
    said = _("%(reported)s of %(expected)s communes have reported") % {
        "reported": first.reported, "expected": first.expected,
    }  # fmt: skip
    of = title.partition(" (")[0] + ", " + _("reports of communes")
    return Province(number, title, said, first.published_at, [_province_table(table, of) for table in tables])


def _province_table(table: CollectedTable, of: str) -> Table:
    lines = sorted(table.lines.all(), key=lambda line: line.number)
    body: list[list[object]] = [[_row_title(line), _number(line)] for line in lines if line.row or not table.has_total]
    added = ADDED_TOTAL.in_language(_language())
    total = [[added, _number(line)] for line in lines if not line.row and table.has_total]
    return Table(
        _heading(rows.group(table.group), Unit(table.unit), of),
        [Column(_("Row")), Column(_("Shown"), numeric=True)],
        body,
        total[0] if total else (),
        note=_notes(table),
    )


def _row_title(line: CollectedLine) -> str:
    parts = line.row.split(MERGED_KEY)
    return ", ".join(rows.title(part, _language()) for part in parts if part)


def _number(line: CollectedLine) -> str:
    if line.shown is None:
        return SHORT_MARKS[line.mark]
    word = Qualifier(line.qualifier).in_language(_language())
    return f"{'≈ ' if line.rounded else ''}{word} {grouped(line.shown, _language())}".replace("  ", " ").strip()


def _notes(table: CollectedTable) -> str:
    language = _language()
    return " ".join(
        NOTES[code].in_language(language) if code in NOTES else footnote(code, language) for code in table.footnotes
    )


def _province_lines(table: CollectedTable) -> Iterator[list[str]]:
    language = _language()
    for line in sorted(table.lines.all(), key=lambda each: each.number):
        yield [
            stated_periods.read(table.period_key).label(language), table.place.name,
            rows.group(table.group).title.in_language(language),
            _row_title(line) or ADDED_TOTAL.in_language(language), _number(line).replace("≈ ", ""), _("rounded") if line.rounded else "",
            Unit(table.unit).words.in_language(language), _("collected from reports"), _("reports of communes"), "",
            _notes(table),
        ]  # fmt: skip


def _language() -> str:
    return get_language() or "vi"
