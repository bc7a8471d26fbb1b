"""One line of a databook: what its cells say, before anybody is looked up. Every cell that is not clear is told at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from caunoi.lib.ids import is_code
from caunoi.lib.vietnamese_text import fold
from caunoi.look.workbooks.cells import Cell, Formula
from caunoi.look.workbooks.headers import Line
from caunoi.look.workbooks.values import Around, Unclear, When, read_count, read_text, read_tick, read_when
from caunoi.outreach.actions import MANY_PEOPLE, MANY_PIECES
from caunoi.outreach.choices import Commodity, Setting, Topic
from caunoi.outreach.databook.columns import ANONYMOUS, GIVEN, PLACES, TALKED, lookup

COMMODITIES, TOPICS, SETTINGS = lookup(GIVEN), lookup(TALKED), lookup(PLACES)
CODE_DIGITS = 10
MANY_TIMES = 20
LONG_TEXT = 120
_PARTS, _CLOSE = re.compile(r"[,;/\n+]+"), re.compile(r"(?<=\d)\s+(?=[^\W\d])")
_PAIR = re.compile(r"(?P<word>[^\d:=]+?)\s*[:=x×]?\s*(?P<number>\d[\d.]*)|(?P<first>\d[\d.]*)\s*(?P<after>[^\d]+)")
TICKS_OF_PRESENCE = frozenset({"x", "v", "co"})
T = TypeVar("T")


@dataclass(slots=True)
class Typed:
    """What stands in one line. `card` is empty for people who stay anonymous.

    `problems` are sentences; `unclear` are the columns that they are about.
    """

    club: str = ""
    peer: str = ""
    card: str = ""
    people: int = 1
    setting: Setting | None = None
    commune: str = ""
    when: When | None = None
    signposted: bool = False
    occurrence: int | None = None
    violence: int = 0
    topics: tuple[Topic, ...] = ()
    given: dict[Commodity, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    unclear: set[str] = field(default_factory=set)


def read_line(line: Line, headings: dict[str, str], near: Around) -> Typed:
    """The line as typed; each problem begins with the heading of its column, as the person sees it."""
    typed = Typed()

    def cell(name: str, reader: Callable[[Cell], T], otherwise: T) -> T:
        if name not in headings:
            return otherwise
        try:
            return reader(line.cells.get(name))
        except Unclear as unclear:
            typed.problems.append(f"{headings[name]}: {unclear}")
            typed.unclear.add(name)
            return otherwise

    typed.club, typed.peer = cell("club", _words, ""), cell("peer", _words, "")
    typed.card, typed.commune = cell("card", _card, ""), cell("commune", _words, "")
    typed.when = cell("on", lambda given: read_when(given, near), None)
    typed.setting = cell("setting", _setting, None)
    typed.signposted = cell("signposted", read_tick, False)
    typed.occurrence = cell("occurrence", lambda given: read_count(given, most=MANY_TIMES) or None, None)
    typed.violence = cell("violence", _how_many, 0)
    typed.people = cell("people", lambda given: _people(given, typed.card), 1)
    typed.topics = _topics(cell)
    typed.given = _given(cell)
    return typed


def _topics(cell: Callable[..., object]) -> tuple[Topic, ...]:
    listed = cell("topics", _listed_topics, ())
    ticked = [topic for topic in Topic if cell(f"talked_{topic}", read_tick, False)]
    assert isinstance(listed, tuple)
    return tuple(dict.fromkeys([*listed, *ticked]))


def _given(cell: Callable[..., object]) -> dict[Commodity, int]:
    listed = cell("given", _listed_given, {})
    assert isinstance(listed, dict)
    for kind in Commodity:
        number = cell(f"given_{kind}", lambda given: read_count(given, most=MANY_PIECES), 0)
        if number:
            listed = {**listed, kind: number}
    return listed


def _words(given: Cell) -> str:
    text = read_text(given)
    if len(text) > LONG_TEXT:
        raise Unclear(_("This text is too long. Write only what belongs in this column."))
    return text


def _card(given: Cell) -> str:
    """The number of a card; spreadsheets drop zeros at its front. Empty where the cell says that there is none."""
    text = _words(given)
    if fold(text) in ANONYMOUS or not text:
        return ""
    digits = re.sub(r"[\s.\-]", "", text)
    if digits.isascii() and digits.isdigit():
        digits = digits.zfill(CODE_DIGITS)
    if not digits.isdigit() or not is_code(digits):
        raise Unclear(_("One digit of this card number is wrong or missing. Compare it with the card."))
    return digits


def _people(given: Cell, card: str) -> int:
    if isinstance(given, str) and fold(given) in TICKS_OF_PRESENCE:
        return 1
    number = read_count(given, most=MANY_PEOPLE)
    if card and number > 1:
        raise Unclear(_("A card stands for one person. Write the others in a line of their own, without a card."))
    return number or 1


def _setting(given: Cell) -> Setting | None:
    text = _words(given)
    if not text:
        return None
    found = SETTINGS.get(fold(text)) or next((kind for kind in Setting if fold(text) == kind.value), None)
    if found is None:
        known = ", ".join(str(kind.label) for kind in Setting)
        raise Unclear(
            _("“%(text)s” is no kind of place known here. Write one of: %(known)s.") % {"text": text, "known": known}
        )
    return found


def _how_many(given: Cell) -> int:
    """A tick is one person; a number is that many."""
    if isinstance(given, (int, float)) or (isinstance(given, str) and given.strip().isdigit()):
        return read_count(given, most=MANY_PEOPLE)
    return int(read_tick(given))


def _listed_topics(given: Cell) -> tuple[Topic, ...]:
    """Words parted by signs, or the numbers of the paper calendar: 1 3 5."""
    text = _words(given)
    if not text:
        return ()
    if whole := TOPICS.get(fold(text)):
        return (whole,)
    if re.fullmatch(rf"[1-{len(Topic)}](\D*[1-{len(Topic)}])*", text):
        return tuple(list(Topic)[int(number) - 1] for number in re.findall(r"\d", text))
    parts = [part.strip() for part in re.split(r"[,;/\n+]+", text) if part.strip(" .")]
    unknown = [part for part in parts if fold(part) not in TOPICS]
    if unknown:
        known = "; ".join(str(topic.label) for topic in Topic)
        raise Unclear(
            _("“%(text)s” is no topic known here. Write of these: %(known)s.")
            % {"text": ", ".join(unknown), "known": known}
        )
    return tuple(TOPICS[fold(part)] for part in parts)


def _listed_given(given: Cell) -> dict[Commodity, int]:
    """ "BCS 10, gel 2" or "10 bao cao su; 5 tờ rơi"."""
    if isinstance(given, Formula):
        read_text(given)
    found: dict[Commodity, int] = {}
    for part in _pairs(_words(given)):
        pair = _PAIR.fullmatch(part)
        kind = COMMODITIES.get(fold(pair["word"] or pair["after"])) if pair else None
        if pair is None or kind is None:
            raise Unclear(
                _("“%(text)s” is not clear. Write name and number, for example: condoms 10, leaflets 2.")
                % {"text": part}
            )
        found[kind] = found.get(kind, 0) + read_count(pair["number"] or pair["first"], most=MANY_PIECES)
    return {kind: number for kind, number in found.items() if number}


def _pairs(text: str) -> list[str]:
    """Parts of a list; "BCS 10 gel 2" without any sign between is parted behind its numbers."""
    parts = [part.strip(" .") for part in _PARTS.split(text)]
    whole = [[part] if _PAIR.fullmatch(part) else _CLOSE.split(part) for part in parts if part]
    return [part for pieces in whole for part in pieces]
