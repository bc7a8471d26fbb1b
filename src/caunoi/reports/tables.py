"""Published tables as a page or a file shows them: the same cells, the same words."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caunoi.indicators.model import Indicator
from caunoi.lib.periods import Period
from caunoi.look.tables import Column, Table
from caunoi.published.figures import Line, by_code
from caunoi.published.models import AudienceCell, AudienceTable
from caunoi.published.titles import footnote
from caunoi.published.words import how, line_title, short, shown, with_unit

OF_ROWS = ("merged", "dropped", "total_only")
"""Notes that speak of one table's rows."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Section:
    """One indicator on the page."""

    code: str
    title: str
    question: str
    facts: str
    """How it was made: counted or collected, from which records."""
    table: Table


def overview(tables: Iterable[AudienceTable], caption: str) -> Table:
    """The total of every indicator, each with its unit."""
    known, language = by_code(), _language()
    rows: list[list[object]] = []
    notes: list[str] = []
    for table in tables:
        *_rows, total = _lines(table)
        rows.append([with_unit(known[table.indicator], language), short(total, language)])
        notes += [code for code in table.footnotes if code not in (*notes, *OF_ROWS)]
    note = " ".join(footnote(code, language) for code in notes)
    return Table(caption, [Column(_("Indicator")), Column(_("Shown"), numeric=True)], rows, note=note)


def sections(tables: Iterable[AudienceTable]) -> list[Section]:
    """Every indicator: what it asks, how its number was made, and its rows, if any may be shown."""
    known, language = by_code(), _language()
    return [_section(table, known[table.indicator], language) for table in tables]


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
        ]  # fmt: skip
    )
    for table in tables:
        writer.writerows([safe(cell) for cell in row] for row in _csv_rows(period, table))
    return "\ufeff" + out.getvalue()


def safe(cell: object) -> object:
    """What a spreadsheet would take for a formula gets an apostrophe before it, which makes it text again."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


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
    cuts = " · ".join(cut.title.in_language(language) for cut in indicator.disaggregate_by)
    columns = [Column(cuts), Column(_("Shown"), numeric=True)]
    rows = [[line_title(indicator, line.key, language), short(line, language)] for line in _lines(table)]
    return Section(
        table.indicator,
        indicator.title.in_language(language),
        indicator.question.in_language(language),
        f"{_made(indicator)} · {indicator.source.in_language(language)}",
        Table(with_unit(indicator, language), columns, rows[:-1], rows[-1], note=_notes(table, language)),
    )


def _lines(table: AudienceTable) -> Iterator[Line]:
    for cell in sorted(table.cells.all(), key=_number):
        yield Line(tuple(cell.key), cell.shown, cell.mark, cell.rounded)


def _number(cell: AudienceCell) -> int:
    return cell.number


def _unit(indicator: Indicator, language: str) -> str:
    return indicator.unit.words.in_language(language)


def _made(indicator: Indicator) -> str:
    return _("counted from records") if indicator.counted else _("collected from reports")


def _notes(table: AudienceTable, language: str) -> str:
    return " ".join(footnote(code, language) for code in table.footnotes)


def _language() -> str:
    return get_language() or "vi"
