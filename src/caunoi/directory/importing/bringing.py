"""The way in for the command line: read a file, enter what is clear, give the rest back."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.directory.actions import bring_in_services
from caunoi.directory.importing.drafts import Draft
from caunoi.directory.importing.hsds import read_hsds
from caunoi.directory.importing.sheet import read_line, tables_of
from caunoi.lib.actor import Actor
from caunoi.look.workbooks.correcting import corrected_workbook
from caunoi.look.workbooks.reading import read_workbook


@dataclass
class Outcome:
    """What became of a file; nothing entered on a dry run."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0
    dry_run: bool = False
    returned: list[tuple[int, str, str]] = field(default_factory=list)
    """Where it stands, what it is called, what to do."""
    not_taken: list[str] = field(default_factory=list)
    workbook: bytes | None = None


def bring_in_hsds(*, by: Actor, at: datetime, data: bytes, dry_run: bool = False) -> Outcome:
    """Services of a file of HSDS. Raises CannotDo for a file of which nothing can be read."""
    drafts = read_hsds(data, timezone.localdate(at))
    return _enter(by, at, drafts, dry_run)


def bring_in_sheet(*, by: Actor, at: datetime, data: bytes, dry_run: bool = False) -> Outcome:
    """Services of a workbook; rows to mend come back as one. Raises UnreadableWorkbook or CannotDo."""
    tables = tables_of(read_workbook(data))
    lines = [(table, line) for table in tables for line in table.lines()]
    today = timezone.localdate(at)
    drafts = [read_line(line, table.headings, today) for table, line in lines]
    outcome = _enter(by, at, drafts, dry_run)
    outcome.not_taken = list(dict.fromkeys(name for table in tables for name in table.unread()))
    sentences: dict[int, dict[int, str]] = {}
    for draft, (table, line) in zip(drafts, lines, strict=True):
        if draft.problems:
            sentences.setdefault(id(table), {})[line.number] = " ".join(draft.problems)
    if sentences:
        returned = [(table, sentences.get(id(table), {})) for table in tables]
        outcome.workbook = corrected_workbook(returned, heading=_("To mend"))
    return outcome


def _enter(by: Actor, at: datetime, drafts: list[Draft], dry_run: bool) -> Outcome:
    done = bring_in_services(by=by, at=at, drafts=drafts, dry_run=dry_run)
    return Outcome(
        rows=len(drafts),
        added=done["added"],
        changed=done["changed"],
        same=done["same"],
        dry_run=dry_run,
        returned=[(draft.at, draft.title, " ".join(draft.problems)) for draft in drafts if draft.problems],
        not_taken=sorted({name for draft in drafts for name in draft.not_taken}),
    )
