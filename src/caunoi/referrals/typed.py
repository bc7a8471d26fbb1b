"""What somebody typed from paper: stubs line by line, or two columns of a provider's statement."""

import re
from datetime import date, datetime

from caunoi.lib.ids import clean_code
from caunoi.lib.vietnamese_text import fold
from caunoi.referrals.choices import Box

SAID = {
    Box.HELPED: {"1", "da den", "den", "came", "da duoc phuc vu", "duoc phuc vu", "served", "x"},
    Box.PARTLY: {"2", "mot phan", "duoc mot phan", "partly", "partly served"},
    Box.NEW_DATE: {"3", "hen moi", "hen lai", "new appointment"},
    Box.MISSED: {"4", "khong den", "vang", "did not come"},
}
"""How providers write it, folded; what is not here is told and not guessed."""
MEANS = {words: box.value for box, said in SAID.items() for words in said}
DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?\s*$")
SEPARATORS = re.compile(r"[\t;,|]+")
LONGEST = 20_000


def day_typed(text: str, today: date) -> date | None:
    """A day as day/month, the year where it is missing being the one that puts it nearest to today."""
    found = DAY.search(text.strip())
    if not found:
        return None
    day, month, year = found.groups()
    years = (
        [2000 + int(year) if len(year) == 2 else int(year)] if year else [today.year - 1, today.year, today.year + 1]
    )
    fits = [made for one in years if (made := _made(one, int(month), int(day)))]
    return min(fits, key=lambda made: abs((made - today).days), default=None)


def statement(text: str, today: date) -> list[tuple[str, str, date | None]]:
    """Number, box and day of each line; a box that is not understood stays as it was written."""
    found = []
    for line in text[:LONGEST].splitlines():
        parts = [part.strip() for part in SEPARATORS.split(line) if part.strip()]
        if parts and clean_code(parts[0]):
            found.append(_line(parts, today))
    return found


def _line(parts: list[str], today: date) -> tuple[str, str, date | None]:
    number, *rest = parts if len(parts) > 1 else _apart(parts[0])
    on = day_typed(rest[-1], today) if len(rest) > 1 else None
    said = fold(rest[0]) if rest else ""
    return number, MEANS.get(said, said), on


def _apart(text: str) -> list[str]:
    """A number and words that only spaces divide: the first ten digits are the number."""
    found = re.match(r"\s*((?:\d[\s.-]*){10})(.*)", text)
    return [found[1].strip(), found[2].strip()] if found else [text]


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return datetime(year, month, day).date()  # noqa: DTZ001  # a day has no time
    except ValueError:
        return None
