"""The tables of one period as its page shows them: totals, then every indicator as a picture with its table; shares."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.indicators.catalogue import RATIOS, definition
from caunoi.indicators.definitions.ratios import OVERLAP
from caunoi.indicators.model import Ratio
from caunoi.look.charts import Bars
from caunoi.look.tables import Column, Link, Table
from caunoi.published.figures import Line, by_code
from caunoi.published.models import AudienceTable
from caunoi.published.titles import footnote
from caunoi.published.words import short, with_unit
from caunoi.reports.cells import made, page_language, sent, total
from caunoi.reports.charts import of_rows

UNKNOWN = "–"
OF_ROWS = ("merged", "dropped", "total_only")
"""Notes that speak of one table's rows."""


@dataclass(frozen=True)
class Section:
    """One indicator on the page."""

    code: str
    title: str
    question: str
    facts: str
    """How it was made: counted or collected, from which records."""
    chart: Bars


def overview(tables: Iterable[AudienceTable], caption: str) -> Table:
    """The total of every indicator, each with its unit and how many clubs counted it; its name leads to its months and
    provinces."""
    known, language, tables = by_code(), page_language(), list(tables)
    rows: list[list[object]] = []
    codes: list[str] = []
    for table in tables:
        address = reverse("reports:number", args=[table.indicator, table.period_key])
        name = Link(with_unit(known[table.indicator], language), address)
        rows.append([name, short(total(table), language), sent(table)])
        codes += [code for code in table.footnotes if code not in (*codes, *OF_ROWS)]
    note = " ".join(footnote(code, language) for code in codes)
    if "may_overlap" in codes:
        note += " " + _overlap(tables)
    columns = [Column(_("Indicator")), Column(_("Shown"), numeric=True), Column(_("Have sent"))]
    return Table(caption, columns, rows, note=note)


def sections(tables: Iterable[AudienceTable]) -> list[Section]:
    """Every indicator: what it asks, how its number was made, and its rows, if any may be shown."""
    known, language = by_code(), page_language()
    return [
        Section(
            table.indicator,
            known[table.indicator].title.in_language(language),
            known[table.indicator].question.in_language(language),
            f"{made(known[table.indicator])} · {known[table.indicator].source.in_language(language)}",
            of_rows(table, known[table.indicator]),
        )
        for table in tables
    ]


def shares(tables: Iterable[AudienceTable]) -> Table:
    """One shown total divided by another, each with what it is divided by; never from a number that is not shown."""
    totals = {table.indicator: total(table) for table in tables}
    rows = [
        [one.title.in_language(page_language()), _percent(one, totals), one.of_what.in_language(page_language())]
        for one in RATIOS
    ]
    columns = [Column(_("Share")), Column("%", numeric=True), Column(_("Of what"))]
    note = _("Worked out from the totals shown above; – where one of them may not be shown or is nought.")
    return Table(_("Shares and what they are of"), columns, rows, note=note)


def _overlap(tables: Iterable[AudienceTable]) -> str:
    """What they say themselves, beside every sum of people across clubs."""
    share = definition(OVERLAP)
    assert isinstance(share, Ratio)
    found = _percent(share, {table.indicator: total(table) for table in tables})
    if found == UNKNOWN:
        return _("How many may be counted twice cannot be stated for this period.")
    return _("Of those who were asked, %(share)s %% have a card of another place too.") % {"share": found}


def _percent(ratio: Ratio, totals: dict[str, Line]) -> str:
    if ratio.denominator is None:
        return _("no denominator known")
    part, whole = totals.get(ratio.numerator), totals.get(ratio.denominator)
    found = ratio.of(part.number if part else None, whole.number if whole else None)
    if found is None:
        return UNKNOWN
    return f"≈ {found}" if (part and part.rounded) or (whole and whole.rounded) else str(found)
