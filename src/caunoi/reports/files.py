"""Published tables as a file: the same cells as on the page, nothing that a spreadsheet would take for a formula."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from caunoi.lib.periods import Period
from caunoi.published.figures import by_code
from caunoi.published.models import AudienceTable
from caunoi.published.words import how, line_title, shown
from caunoi.reports.cells import completeness, lines, made, notes, page_language, unit

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(period: Period, tables: list[AudienceTable]) -> str:
    """Exactly what the page shows, one line per cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    heads = [_("Period"), _("Indicator"), _("Row"), _("Shown"), _("How"), _("Unit"), _("Made"), _("Completeness")]
    writer.writerow([*heads, _("Notes")])
    for table in tables:
        writer.writerows([safe(cell) for cell in row] for row in _csv_rows(period, table))
    return "\ufeff" + out.getvalue()


def safe(cell: object) -> object:
    """What a spreadsheet would take for a formula gets an apostrophe before it, which makes it text again."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _csv_rows(period: Period, table: AudienceTable) -> Iterator[list[object]]:
    language, indicator = page_language(), by_code()[table.indicator]
    for line in lines(table):
        yield [
            period.label(language), indicator.title.in_language(language), line_title(indicator, line.key, language),
            shown(line, language), how(line, language), unit(indicator), made(indicator),
            completeness([table]), notes(table),
        ]  # fmt: skip
