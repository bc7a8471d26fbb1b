"""Lines of a controlled table as cells of a page or of a file, in the language of the reader."""

from caunoi.indicators.disclosure import NOT_STATED, SUPPRESSED
from caunoi.indicators.model import Indicator
from caunoi.published.figures import Line
from caunoi.published.titles import MARKS, ROUNDED, TOTAL_TITLE, row_title

SHORT_MARKS = {SUPPRESSED: "*", NOT_STATED: "–"}


def line_title(indicator: Indicator, key: tuple[str, ...], language: str) -> str:
    """The name of a line; the line without a key is the total."""
    if not key:
        return TOTAL_TITLE.in_language(language)
    cuts = indicator.disaggregate_by[: len(key)]
    return " · ".join(row_title(cut, part, language) for cut, part in zip(cuts, key, strict=True))


def shown(line: Line, language: str) -> object:
    """The number, or the words for the mark that stands in its place."""
    return MARKS[line.mark].in_language(language) if line.mark else line.number


def short(line: Line, language: str) -> object:
    """The same for a narrow column: `*`, – and ≈ are explained under the table."""
    if line.mark:
        return SHORT_MARKS[line.mark]
    return f"≈ {grouped(line.number, language)}" if line.rounded else shown(line, language)


def grouped(number: int | None, language: str) -> str:
    """1.234 in Vietnamese, 1,234 in English."""
    written = f"{number:,}"
    return written if language.startswith("en") else written.replace(",", ".")


def how(line: Line, language: str) -> str:
    """Whether the number was rounded, in a word."""
    return ROUNDED.in_language(language) if line.rounded else ""


def with_unit(indicator: Indicator, language: str) -> str:
    """Its name and what one of its numbers is: "Người được tiếp cận (người)"."""
    return f"{indicator.title.in_language(language)} ({indicator.unit.words.in_language(language)})"
