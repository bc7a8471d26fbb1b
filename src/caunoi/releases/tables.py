"""A month's figures as tables for the club's own eyes: its exact numbers, and beside them what others will read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caunoi.indicators.model import Indicator
from caunoi.look.languages import page_language
from caunoi.look.tables import Column, Table
from caunoi.look.templatetags.look import number
from caunoi.published.figures import Line, by_code
from caunoi.published.titles import footnote, row_title
from caunoi.published.words import line_title, short, with_unit
from caunoi.releases.checks import Change
from caunoi.releases.queries import Exact, Reviewed


@dataclass(frozen=True)
class Breakdown:
    """One indicator's rows, folded away under its name until somebody asks."""

    title: str
    question: str
    table: Table


def totals(reviewed: list[Reviewed], caption: str) -> Table:
    """One line per indicator."""
    language = page_language()
    columns = [Column(_("Indicator")), Column(_("Ours"), numeric=True), Column(_("Others will read"), numeric=True)]
    rows = [[with_unit(one.indicator, language), one.exact_total, short(one.total, language)] for one in reviewed]
    note = " ".join(footnote(code, language) for code in ("suppressed", "rounded", "not_stated"))
    return Table(caption, columns, rows, note=note)


def breakdowns(reviewed: list[Reviewed]) -> list[Breakdown]:
    """The indicators that are cut into rows and have something in them."""
    return [_breakdown(one) for one in reviewed if one.indicator.disaggregate_by and one.exact_total]


def _breakdown(one: Reviewed) -> Breakdown:
    language = page_language()
    unit = one.indicator.unit.words.in_language(language)
    title = one.indicator.title.in_language(language)
    columns = [
        Column(" · ".join(cut.title.in_language(language) for cut in one.indicator.disaggregate_by)),
        Column(_("Ours"), unit, numeric=True),
        Column(_("Others will read"), unit, numeric=True),
    ]
    lines = {line.key: line for line in one.rows}
    rows = [_row(one, key, count, lines, language) for key, count in sorted(one.exact.items(), key=_order(one))]
    total = [line_title(one.indicator, (), language), one.exact_total, short(one.total, language)]
    return Breakdown(title, one.indicator.question.in_language(language), Table(title, columns, rows, total))


def evidence(found: Mapping[str, Exact]) -> list[Table]:
    """What goes to the country's evidence once a year: the group's own numbers, which nobody else reads."""
    return [_of_evidence(by_code()[code], cells) for code, cells in found.items()]


def _of_evidence(indicator: Indicator, cells: Exact) -> Table:
    language = page_language()
    (cut,) = indicator.disaggregate_by
    columns = [Column(cut.title.in_language(language)), Column(_("Ours"), numeric=True)]
    rows: list[list[object]] = [
        [row_title(cut, value, language), number(cells.get((value,), 0))] for value in cut.values
    ]
    total = [line_title(indicator, (), language), number(sum(cells.values()))]
    return Table(indicator.title.in_language(language), columns, rows, total)


def changes(found: Sequence[Change], caption: str, columns: tuple[str, str]) -> Table:
    """Numbers of two moments side by side, and by how much they differ."""
    language = page_language()
    heads = [
        Column(_("Indicator")),
        *(Column(name, numeric=True) for name in columns),
        Column(_("Difference"), numeric=True),
    ]
    rows = [[with_unit(one.indicator, language), one.before, one.now, _signed(one.difference)] for one in found]
    return Table(caption, heads, rows)


def _signed(difference: int) -> str:
    return f"{'+' if difference > 0 else '−' if difference < 0 else ''}{number(abs(difference))}"


def _row(
    one: Reviewed, key: tuple[str, ...], count: int, lines: dict[tuple[str, ...], Line], language: str
) -> list[object]:
    line = lines.get(key)
    name = " · ".join(
        row_title(cut, part, language) for cut, part in zip(one.indicator.disaggregate_by, key, strict=True)
    )
    return [name, count, short(line, language) if line else _("together with another row, or not broken down")]


def _order(one: Reviewed):  # type: ignore[no-untyped-def]  # a sort key
    def place(item: tuple[tuple[str, ...], int]) -> tuple[tuple[int, str], ...]:
        return tuple(
            (cut.values.index(part) if part in cut.values else len(cut.values), part)
            for cut, part in zip(one.indicator.disaggregate_by, item[0], strict=True)
        )

    return place
