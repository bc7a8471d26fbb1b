"""One file of collected figures from the first byte to its answer, for the page and the command line alike."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.lib.actor import Actor
from caunoi.look.languages import page_language
from caunoi.look.workbooks.cells import Sheet
from caunoi.look.workbooks.correcting import corrected_workbook
from caunoi.look.workbooks.problems import UnreadableWorkbook
from caunoi.published import actions, collected, collected_files, rows, stated_periods
from caunoi.published.actions import Entered
from caunoi.published.many_workbooks import read_many
from caunoi.published.models import CollectedReport
from caunoi.published.policies import TIES

LARGEST = 5_000_000
"""A workbook of figures has some kilobytes; larger is something else."""
MOST_ROWS = 20_000
READ_TOGETHER = 20
SAID_AT_MOST = 5


class Outcome(StrEnum):
    ENTERED = "entered"
    RESTATED = "restated"
    HERE = "here"
    RETURNED = "returned"
    UNREADABLE = "unreadable"


GOOD = (Outcome.ENTERED, Outcome.RESTATED, Outcome.HERE)


@dataclass(frozen=True)
class Answer:
    """What became of a file. `workbook` is the same file with a column that says what to mend."""

    name: str
    outcome: Outcome
    sentences: tuple[str, ...]
    workbook: bytes | None = None

    @property
    def is_good(self) -> bool:
        return self.outcome in GOOD


def take(*, by: Actor, at: datetime, files: Sequence[tuple[str, bytes]], dry_run: bool = False) -> Iterator[Answer]:
    """Enter files, each for itself: whole, or not at all. A dry run only says what would happen."""
    require(by, Verb.ENTER_COLLECTED, None, TIES)
    for first in range(0, len(files), READ_TOGETHER):
        some = files[first : first + READ_TOGETHER]
        small = [data if len(data) <= LARGEST else b"" for _name, data in some]
        for (name, data), sheets in zip(some, read_many(small, most_rows=MOST_ROWS), strict=True):
            yield _take(by, at, name, data, sheets, dry_run=dry_run)


def _take(
    by: Actor, at: datetime, name: str, data: bytes, sheets: list[Sheet] | UnreadableWorkbook, *, dry_run: bool
) -> Answer:
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > LARGEST:
        return Answer(name, Outcome.UNREADABLE, (_too_large(),))
    if collected.entered_from(by, digest):
        return Answer(name, Outcome.HERE, (_("This very file is here already. Nothing was changed."),))
    if isinstance(sheets, UnreadableWorkbook):
        return Answer(name, Outcome.UNREADABLE, (str(sheets),))
    reading = collected_files.understand(sheets)
    if reading.comes_back:
        return _returned(name, reading)
    if dry_run:
        return _would(by, name, reading)
    return _entered(name, actions.enter_collected(by=by, at=at, digest=digest, drafts=reading.drafts))


def _returned(name: str, reading: collected_files.Reading) -> Answer:
    lines = [_("Line %(number)s: %(text)s") % {"number": number, "text": text} for number, text in reading.sentences]
    more = len(lines) - SAID_AT_MOST
    shown = lines[:SAID_AT_MOST] + (
        [_("… and %(number)s more; see the workbook.") % {"number": more}] if more > 0 else []
    )
    tables = [(table, said) for table, said in reading.tables if said]
    workbook = corrected_workbook(tables, heading=_("To mend")) if lines else None
    return Answer(name, Outcome.RETURNED, (*reading.problems, *shown), workbook)


def _entered(name: str, entered: Sequence[Entered]) -> Answer:
    sentences = tuple(sentence for one in entered for sentence in _of_one(one))
    new = [one.report for one in entered if one.is_new]
    if not new:
        return Answer(name, Outcome.HERE, (_("The same figures are here already. Nothing was changed."),))
    restated = any(report.version > 1 for report in new)
    return Answer(name, Outcome.RESTATED if restated else Outcome.ENTERED, sentences)


def _of_one(one: Entered) -> list[str]:
    if not one.is_new:
        return [f"{described(one.report)}: " + _("the same figures were here already.")]
    if one.report.version == 1:
        return [f"{described(one.report)}: " + _counted(one.report)]
    said = _("other figures than before: kept as version %(version)s; the earlier one stays readable.") % {
        "version": one.report.version
    }
    names = ", ".join(rows.title(row, page_language()) for row in one.left_out)
    left_out = _("Version %(version)s does not state: %(rows)s.") % {"version": one.report.version, "rows": names}
    return [f"{described(one.report)}: {said}", *([left_out] if one.left_out else [])]


def _would(by: Actor, name: str, reading: collected_files.Reading) -> Answer:
    found = [(draft, *collected.compared(by, draft)) for draft in reading.drafts]
    sentences = tuple(
        f"{draft.place.name}, {draft.period.label(page_language())}: " + _would_become(before, same)
        for draft, before, same in found
    )
    if all(same for _draft, _before, same in found):
        outcome = Outcome.HERE
    else:
        outcome = Outcome.RESTATED if any(before and not same for _d, before, same in found) else Outcome.ENTERED
    return Answer(name, outcome, sentences)


def _would_become(before: CollectedReport | None, same: bool) -> str:
    if before is None:
        return _("would be entered. Nothing was saved.")
    if same:
        return _("the same figures are here already. Nothing was saved.")
    return _("would become version %(version)s. Nothing was saved.") % {"version": before.version + 1}


def described(report: CollectedReport) -> str:
    """Place and period in words: "Quảng Ninh, Năm 2018 (01/01/2018–31/12/2018)"."""
    return f"{report.place.name}, {stated_periods.read(report.period_key).label(page_language())}"


def _counted(report: CollectedReport) -> str:
    if report.is_zero:
        return _("zero confirmed.")
    return _("%(number)s numbers entered.") % {"number": report.values.count()}


def _too_large() -> str:
    return _("This file is larger than any workbook of figures. It was not read; check that it is the right one.")
