"""Bring a databook in: read it, enter what is clear, give the rest back as the same workbook with what to mend."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.lib.actor import Actor
from caunoi.look.workbooks.cells import Sheet
from caunoi.look.workbooks.correcting import corrected_workbook
from caunoi.look.workbooks.headers import Line, Table, find_table
from caunoi.look.workbooks.reading import MOST_ROWS, read_workbook
from caunoi.look.workbooks.values import around
from caunoi.outreach import actions
from caunoi.outreach.databook.columns import HEADINGS
from caunoi.outreach.databook.lines import read_line
from caunoi.outreach.databook.meaning import Finder, Given
from caunoi.outreach.weighing import Entry, weigh

Progress = Callable[[int, int], None]
TOLD = 50
"""How many rows a page or the command line names; the workbook has all."""


@dataclass(frozen=True)
class Told:
    """A row that comes back, or a conflict: where it stands and what to do."""

    sheet: str
    number: int
    what: str


@dataclass
class Outcome:
    """What became of a file. `workbook` holds the rows that come back; nothing entered on a dry run."""

    rows: int = 0
    entered: int = 0
    known: int = 0
    conflicts: list[Told] = field(default_factory=list)
    returned: list[Told] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    workbook: bytes | None = None
    dry_run: bool = False


@dataclass
class _Book:
    """Tables of a file and their lines, numbered through, so that each knows its table."""

    tables: list[Table]
    lines: list[tuple[Table, Line]] = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)


def bring_in(  # noqa: PLR0913  # keyword-only, each a choice of whoever sends the file
    *,
    by: Actor,
    at: datetime,
    data: bytes,
    given: Given,
    dry_run: bool = False,
    most_rows: int = MOST_ROWS,
    progress: Progress = lambda done, of: None,
) -> Outcome:
    """Enter a databook. Raises UnreadableWorkbook or CannotDo for a file of which no row can be read."""
    sheets = read_workbook(data, most_rows=most_rows)
    return bring_in_sheets(
        by=by, at=at, sheets=sheets, file=sha256(data).hexdigest(), given=given, dry_run=dry_run, progress=progress
    )


def bring_in_sheets(  # noqa: PLR0913  # keyword-only, as above
    *,
    by: Actor,
    at: datetime,
    sheets: list[Sheet],
    file: str,
    given: Given,
    dry_run: bool = False,
    progress: Progress = lambda done, of: None,
) -> Outcome:
    """The same for sheets that were read or typed. `file` is the hash of what came."""
    book = _book(sheets)
    finder = Finder(by, at, given)
    entries = list(_entries(book, finder, progress))
    if dry_run:
        weighed = weigh(by.own_organisation, entries)
    else:
        weighed = actions.import_contacts(
            by=by, at=at, entries=entries, file=file, returned=len(book.problems), progress=progress
        )
    outcome = Outcome(
        rows=len(book.lines), entered=len(weighed.new), known=len(weighed.known), dry_run=dry_run, unread=_unread(book)
    )
    outcome.returned = _told(book, book.problems)
    outcome.conflicts = _told(book, weighed.conflicts)
    if outcome.returned or outcome.conflicts:
        outcome.workbook = _workbook(book, {**book.problems, **weighed.conflicts}, bool(weighed.conflicts))
    return outcome


def _book(sheets: list[Sheet]) -> _Book:
    tables = [table for sheet in sheets if (table := find_table(sheet, HEADINGS)) is not None]
    tables = [table for table in tables if "on" in table.columns]
    if not tables:
        raise CannotDo(
            _(
                "No table with a date column was found in this file. Nothing was saved. The first line of the table names its"
                " columns, for example: date, card number, people, where, condoms."
            )
        )
    book = _Book(tables)
    book.lines = [(table, line) for table in tables for line in table.lines()]
    return book


def _entries(book: _Book, finder: Finder, progress: Progress) -> Iterator[Entry]:
    typed = []
    near = {id(table): around([*table.titles, table.sheet.name]) for table in book.tables}
    for number, (table, line) in enumerate(book.lines):
        typed.append(read_line(line, table.headings, near[id(table)]))
        if number % 1000 == 0:
            progress(number, 3 * len(book.lines))
    finder.learn_cards(one.card for one in typed if one.card)
    for number, one in enumerate(typed):
        entry = finder.entry(one, number, book.lines[number][1].number)
        if entry is not None:
            yield entry
        else:
            book.problems[number] = " ".join(one.problems)
        if number % 1000 == 0:
            progress(len(book.lines) + number, 3 * len(book.lines))


def _told(book: _Book, sentences: dict[int, str]) -> list[Told]:
    return [
        Told(table.sheet.name, line.number, what)
        for number, what in sorted(sentences.items())
        for table, line in (book.lines[number],)
    ]


def _unread(book: _Book) -> list[str]:
    """Headings that nothing was read from, though something stands under them."""
    return list(dict.fromkeys(heading for table in book.tables for heading in table.unread()))


def _workbook(book: _Book, sentences: dict[int, str], asks_which_time: bool) -> bytes:
    by_table: dict[int, dict[int, str]] = {}
    for number, what in sentences.items():
        table, line = book.lines[number]
        by_table.setdefault(id(table), {})[line.number] = what
    returned = [(table, by_table.get(id(table), {})) for table in book.tables]
    also = [("occurrence", _("Which time"))] if asks_which_time else []
    return corrected_workbook(returned, heading=_("To mend"), also=also)
