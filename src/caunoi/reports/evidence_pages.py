"""Yearly evidence as its page shows it: one year under the other, each with who sent and what the marks mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caunoi.indicators.model import Indicator
from caunoi.lib.periods import from_key
from caunoi.look.tables import Column, Table
from caunoi.published.figures import by_code
from caunoi.published.models import AudienceTable
from caunoi.published.words import line_title, short
from caunoi.reports.cells import completeness, lines, notes, page_language, unit


@dataclass(frozen=True)
class Year:
    """One year on the page."""

    title: str
    completeness: str
    published_at: object
    table: Table


def years(found: Iterable[AudienceTable]) -> list[Year]:
    """The newest version of each year."""
    newest: dict[tuple[str, str], AudienceTable] = {}
    for table in found:
        newest.setdefault((table.period_key, table.indicator), table)
    return [_year(table) for table in newest.values()]


def _year(table: AudienceTable) -> Year:
    label = from_key(table.period_key).label(page_language())
    return Year(label, completeness([table]), table.published_at, _table(table, by_code()[table.indicator], label))


def _table(table: AudienceTable, indicator: Indicator, label: str) -> Table:
    language = page_language()
    *rows, total = lines(table)
    columns = [Column(_("Who did it")), Column(unit(indicator), numeric=True)]
    body: list[list[object]] = [[line_title(indicator, row.key, language), short(row, language)] for row in rows]
    caption = f"{indicator.title.in_language(language)}, {label.partition(' (')[0]}"
    return Table(
        caption, columns, body, [line_title(indicator, (), language), short(total, language)], note=notes(table)
    )
