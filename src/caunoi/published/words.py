"""Lines of a controlled table as cells of a page or of a file, in the language of the reader."""

from caunoi.indicators.model import Indicator
from caunoi.published.figures import Line
from caunoi.published.titles import MARKS, ROUNDED, TOTAL_TITLE, row_title


def line_title(indicator: Indicator, key: tuple[str, ...], language: str) -> str:
    """The name of a line; the line without a key is the total."""
    if not key:
        return TOTAL_TITLE.in_language(language)
    cuts = indicator.disaggregate_by[: len(key)]
    return " · ".join(row_title(cut, part, language) for cut, part in zip(cuts, key, strict=True))


def shown(line: Line, language: str) -> object:
    """The number, or the words for the mark that stands in its place."""
    return MARKS[line.mark].in_language(language) if line.mark else line.number


def how(line: Line, language: str) -> str:
    """Whether the number was rounded, in a word."""
    return ROUNDED.in_language(language) if line.rounded else ""
