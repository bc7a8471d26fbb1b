"""Cells of published tables as every page and file of this package reads them: in order, with their marks."""

from collections.abc import Iterable, Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caunoi.indicators.model import Indicator
from caunoi.published.figures import Line
from caunoi.published.models import AudienceCell, AudienceTable
from caunoi.published.titles import footnote


def lines(table: AudienceTable) -> Iterator[Line]:
    """The cells of a table in their order; the total is the last."""
    for cell in sorted(table.cells.all(), key=_number):
        yield Line(tuple(cell.key), cell.shown, cell.mark, cell.rounded)


def total(table: AudienceTable) -> Line:
    """The last of them."""
    *_rows, found = lines(table)
    return found


def completeness(tables: Iterable[AudienceTable]) -> str:
    """How many clubs stand behind the tables: behind the one that most of them counted. Each has its own beside it."""
    fullest = max(tables, key=_clubs)
    return _("%(reported)s of %(expected)s clubs have sent") % {
        "reported": fullest.clubs_reported, "expected": fullest.clubs_expected,
    }  # fmt: skip


def sent(table: AudienceTable) -> str:
    """The same in a narrow column."""
    return f"{table.clubs_reported}/{table.clubs_expected}"


def notes(table: AudienceTable) -> str:
    """What its marks mean."""
    return " ".join(footnote(code, page_language()) for code in table.footnotes)


def made(indicator: Indicator) -> str:
    """Whether it was counted or collected."""
    return _("counted from records") if indicator.counted else _("collected from reports")


def unit(indicator: Indicator) -> str:
    return indicator.unit.words.in_language(page_language())


def page_language() -> str:
    """The language of the page."""
    return get_language() or "vi"


def _clubs(table: AudienceTable) -> int:
    return table.clubs_reported


def _number(cell: AudienceCell) -> int:
    return cell.number
