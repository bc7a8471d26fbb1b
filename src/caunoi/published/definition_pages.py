"""The catalogue of definitions as pages and listings show it, on a hub and in a club alike. Pure: no table is read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caunoi.indicators.catalogue import definitions
from caunoi.indicators.engines.in_memory import Cell
from caunoi.indicators.examples import EXAMPLES, Example
from caunoi.indicators.explaining import Explanation, explain, kind_in_words
from caunoi.indicators.facts import UNALLOCATED, Fact, value
from caunoi.indicators.model import Definition, Indicator, Median, Ratio, Reading
from caunoi.indicators.words import COLUMN_WORDS, value_in_words
from caunoi.look.languages import page_language
from caunoi.look.tables import Column, Link, Table
from caunoi.published.titles import TOTAL_TITLE, row_title

COLUMNS = ("code", "title", "unit", "kind")


@dataclass(frozen=True)
class Page:
    """One definition: its sentences, a small table in, and what is counted in it."""

    explanation: Explanation
    given: Table | None = None
    counted: Table | None = None
    parts: tuple[Definition, ...] = ()


def listing() -> list[list[str]]:
    """One line per definition, for the command line."""
    language = page_language()
    return [
        [one.code, one.title.in_language(language), one.unit.words.in_language(language), kind_in_words(one, language)]
        for one in definitions()
    ]


def overview(address_of: Callable[[str], str]) -> Table:
    """Every definition, each leading to its page."""
    rows = [[Link(title, address_of(code)), unit, kind] for code, title, unit, kind in listing()]
    return Table(_("Definitions"), [Column(_("Definition")), Column(_("Unit")), Column(_("How it is made"))], rows)


def page(definition: Definition) -> Page:
    """All that a reader needs to check it."""
    explanation = explain(definition, page_language())
    if isinstance(definition, Reading):
        example = EXAMPLES[definition.code]
        return Page(explanation, _given(definition, example), _counted(definition, example))
    assert isinstance(definition, Ratio)
    known = {one.code: one for one in definitions()}
    return Page(
        explanation, parts=tuple(known[code] for code in (definition.numerator, definition.denominator) if code)
    )


def as_text(definition: Definition) -> str:
    """The same in lines, for the command line."""
    found = page(definition)
    lines = [found.explanation.title, found.explanation.question, ""]
    lines += [f"{label}: {said}" for label, said in found.explanation.lines]
    for table in (found.given, found.counted):
        if table:
            rows = [[str(cell) for cell in row] for row in table.rows]
            lines += ["", f"{table.caption}:", *("  " + " · ".join(row) for row in rows)]
    return "\n".join(lines)


def result_rows(definition: Definition, cells: Mapping[Cell, int]) -> list[list[object]]:
    """Exact cells under their names, the total last: for the club that counted them."""
    language, total = page_language(), sum(cells.values())
    cuts = definition.disaggregate_by if isinstance(definition, Indicator) else ()
    rows: list[list[object]] = [
        [" · ".join(row_title(cut, part, language) for cut, part in zip(cuts, key, strict=True)), count]
        for key, count in cells.items()
        if key and count
    ]
    return [*rows, [TOTAL_TITLE.in_language(language), total]]


def with_unit_names(definition: Indicator, cells: Mapping[Cell, int], units: Iterable[Fact]) -> dict[Cell, int]:
    """Cells of administrative units under the names these have, each with its code since names repeat."""
    names = {str(value(unit, "unit")): str(value(unit, "name")) for unit in units}
    places = [cut.column == "unit" for cut in definition.disaggregate_by]
    return {
        tuple(_unit_name(part, names) if is_unit else part for part, is_unit in zip(key, places, strict=True)): count
        for key, count in cells.items()
    }


def _unit_name(part: str, names: Mapping[str, str]) -> str:
    bare = part.removesuffix(UNALLOCATED)
    return f"{names[bare]} ({bare}){part[len(bare) :]}" if bare in names else part


def _given(definition: Reading, example: Example) -> Table:
    """Only the columns that the definition reads, in the order of the fact table."""
    read = definition.columns()
    columns = [column for column in COLUMN_WORDS if column in read]
    rows = [[value_in_words(column, value(row, column), page_language()) for column in columns] for row in example.rows]
    heads = [Column(COLUMN_WORDS[column].in_language(page_language())) for column in columns]
    caption = _("Suppose these rows, and the period %(period)s") % {"period": example.period.label(page_language())}
    return Table(caption, heads, [[_day(cell) for cell in row] for row in rows])


def _day(cell: str) -> str:
    year, _dash, rest = cell.partition("-")
    month, _dash, day = rest.partition("-")
    return f"{day}/{month}/{year}" if len(cell) == 10 and year.isdigit() and day.isdigit() else cell


def _counted(definition: Reading, example: Example) -> Table:
    columns = [Column(_("Row")), Column(_("Counted"), definition.unit.words.in_language(page_language()), numeric=True)]
    expected = example.expected
    if isinstance(definition, Median) or not isinstance(expected, Mapping):
        return Table(
            _("Then this is counted"), columns, [[definition.title.in_language(page_language()), f"{expected:g}"]]
        )
    cells: dict[Cell, int] = {tuple(name.split(" · ")) if name else (): count for name, count in expected.items()}
    *rows, total = result_rows(definition, cells)
    return Table(_("Then this is counted"), columns, rows, total)
