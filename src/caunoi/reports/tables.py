"""Published tables as a page or a file shows them: the same cells, the same words."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caunoi.indicators.model import Indicator
from caunoi.lib.periods import Period, from_key
from caunoi.look.tables import Column, Table
from caunoi.look.templatetags.look import number
from caunoi.published.figures import Line, by_code
from caunoi.published.models import AudienceCell, AudienceTable
from caunoi.published.titles import footnote
from caunoi.published.words import how, line_title, shown


@dataclass(frozen=True)
class Section:
    """One indicator on the page."""

    code: str
    title: str
    question: str
    facts: str
    """How it was made: counted or collected, from which records."""
    table: Table


def sections(tables: Iterable[AudienceTable]) -> list[Section]:
    known, language = by_code(), _language()
    return [_section(table, known[table.indicator], language) for table in tables if table.indicator in known]


def completeness(tables: Iterable[AudienceTable]) -> str:
    """How many clubs stand behind the tables."""
    first = next(iter(tables))
    return _("%(reported)s of %(expected)s clubs have sent") % {
        "reported": first.clubs_reported, "expected": first.clubs_expected,
    }  # fmt: skip


def as_csv(period: Period, tables: list[AudienceTable]) -> str:
    """Exactly what the page shows, one line per cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Period"),
            _("Indicator"),
            _("Row"),
            _("Shown"),
            _("How"),
            _("Unit"),
            _("Made"),
            _("Completeness"),
            _("Notes"),
        ]
    )
    for table in tables:
        writer.writerows(_csv_rows(period, table))
    return "\ufeff" + out.getvalue()


def _csv_rows(period: Period, table: AudienceTable) -> Iterator[list[object]]:
    language = _language()
    indicator = by_code()[table.indicator]
    for line in _lines(table):
        yield [
            period.label(language), indicator.title.in_language(language), line_title(indicator, line.key, language),
            shown(line, language), how(line, language), _unit(indicator, language), _made(indicator),
            completeness([table]), _notes(table, language),
        ]  # fmt: skip


def _section(table: AudienceTable, indicator: Indicator, language: str) -> Section:
    title = indicator.title.in_language(language)
    lines = list(_lines(table))
    cuts = " · ".join(cut.title.in_language(language) for cut in indicator.disaggregate_by) if lines[:-1] else ""
    columns = [Column(cuts or _("Row")), Column(_("Shown"), _unit(indicator, language), numeric=True), Column(_("How"))]
    rows = [[line_title(indicator, line.key, language), _cell(line, language), how(line, language)] for line in lines]
    caption = f"{title}, {from_key(table.period_key).label(language)}"
    body, total = (rows[:-1], rows[-1]) if rows[1:] else (rows, [])
    return Section(
        table.indicator, title, indicator.question.in_language(language),
        f"{_made(indicator)} · {indicator.source.in_language(language)}",
        Table(caption, columns, body, total, note=_notes(table, language)),
    )  # fmt: skip


def _lines(table: AudienceTable) -> Iterator[Line]:
    for cell in sorted(table.cells.all(), key=_number):
        yield Line(tuple(cell.key), cell.shown, cell.mark, cell.rounded)


def _number(cell: AudienceCell) -> int:
    return cell.number


def _cell(line: Line, language: str) -> object:
    return number(shown(line, language))


def _unit(indicator: Indicator, language: str) -> str:
    return indicator.unit.words.in_language(language)


def _made(indicator: Indicator) -> str:
    return _("counted from records") if indicator.counted else _("collected from reports")


def _notes(table: AudienceTable, language: str) -> str:
    return " ".join(footnote(code, language) for code in table.footnotes)


def _language() -> str:
    return get_language() or "vi"
