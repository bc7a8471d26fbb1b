"""A disk that can lose its power: the writes of SQLite are recorded below it, and images are made of what a cut could leave.

SQLite hands every write and every sync of a file to its file layer. `Recorder` is such a layer (by apsw) that lets everything through and
keeps a list. Of that list `images` makes what may be on a disk after a cut: what was synced is there; of what was written since, each
write may be there or not, in any order, or only the first sectors of it. The statements are those of real acts of the program, with the
settings that the program uses, run by another build of the same library: what is shown is what SQLite promises with these settings.
"""

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512
WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Step:
    """A write, truncation, sync or removal of a file; or `ack`: from here on somebody was told that `content` is saved."""

    kind: str
    file: str = ""
    offset: int = 0
    content: bytes = b""


class Recorder(apsw.VFS):
    """Everything that SQLite asks of its files, in order."""

    def __init__(self, name: str) -> None:
        self.steps: list[Step] = []
        super().__init__(name, "")

    def xOpen(self, name, flags):
        return _File(self, name, flags)

    def xDelete(self, name, sync):
        self.steps.append(Step("remove", Path(name).name))
        super().xDelete(name, sync)


class _File(apsw.VFSFile):
    def __init__(self, recorder: Recorder, name, flags) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.steps, self.file = recorder.steps, Path(path).name
        super().__init__("", name, flags)

    def xWrite(self, data, offset):
        self.steps.append(Step("write", self.file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size):
        self.steps.append(Step("truncate", self.file, size))
        super().xTruncate(size)

    def xSync(self, flags):
        self.steps.append(Step("sync", self.file))
        super().xSync(flags)


def statements(of: sqlite3.Connection, into: list[str]) -> None:
    """From now on keep what this connection writes, with its values, and where each transaction ends."""

    def keep(statement: str) -> None:
        if WRITING.match(statement):
            into.append(statement)

    of.set_trace_callback(keep)


def replay(database: Path, settings: str, said: list[str | bytes]) -> list[Step]:
    """Run statements on a copy of a database; bytes among them are acknowledgements. Returns what the disk was asked."""
    name = f"recorder {id(said)}"
    recorder = Recorder(name)
    connection = apsw.Connection(str(database), vfs=name)
    connection.execute(settings).fetchall()
    connection.execute("PRAGMA ignore_check_constraints=ON")  # they call functions that only the program has
    recorder.steps.clear()
    for what in said:
        if isinstance(what, bytes):
            recorder.steps.append(Step("ack", content=what))
        else:
            connection.execute(what).fetchall()
    kept = list(recorder.steps)  # not what closing would still write
    connection.close()
    recorder.unregister()
    return kept


@dataclass
class Disk:
    """Files as they surely are, and what was asked since their last sync."""

    sure: dict[str, bytearray]
    pending: dict[str, list[Step]] = field(default_factory=dict)
    acknowledged: list[bytes] = field(default_factory=list)

    def ask(self, step: Step) -> None:
        if step.kind == "ack":
            self.acknowledged.append(step.content)
        elif step.kind == "sync":
            for earlier in self.pending.pop(step.file, []):
                _apply(self.sure, earlier)
            self.sure.setdefault(step.file, bytearray())
        else:
            self.pending.setdefault(step.file, []).append(step)

    def after_a_cut(self, luck: random.Random) -> dict[str, bytes]:
        """What may be there when power comes back."""
        files = {name: bytearray(content) for name, content in self.sure.items()}
        if luck.random() < 0.5:
            return {name: bytes(content) for name, content in files.items()}
        steps = [step for pending in self.pending.values() for step in pending]
        luck.shuffle(steps)
        for step in steps:
            fate = luck.random()
            if fate < 0.4:
                _apply(files, step)
            elif fate < 0.6 and step.kind == "write":
                torn = step.content[: SECTOR * luck.randrange(0, len(step.content) // SECTOR + 1)]
                _apply(files, Step("write", step.file, step.offset, torn))
        return {name: bytes(content) for name, content in files.items()}


def _apply(files: dict[str, bytearray], step: Step) -> None:
    if step.kind == "remove":
        files.pop(step.file, None)
        return
    content = files.setdefault(step.file, bytearray())
    if step.kind == "truncate":
        del content[step.offset :]
        return
    content.extend(b"\0" * (step.offset - len(content)))
    content[step.offset : step.offset + len(step.content)] = step.content


def images(
    start: dict[str, bytes], steps: list[Step], count: int, luck: random.Random
) -> Iterator[tuple[dict[str, bytes], list[bytes]]]:
    """`count` images of cuts at random moments, each with what was acknowledged before."""
    moments = sorted(luck.randrange(1, len(steps) + 1) for _cut in range(count))
    disk = Disk({name: bytearray(content) for name, content in start.items()})
    for number, step in enumerate(steps, 1):
        disk.ask(step)
        while moments and moments[0] == number:
            moments.pop(0)
            yield disk.after_a_cut(luck), list(disk.acknowledged)


def examine(folder: Path, name: str, image: dict[str, bytes], acknowledged: list[bytes]) -> tuple[int, bool]:
    """Open an image as the program would after a start: how many acknowledged records are missing, and whether all is whole."""
    for file, content in image.items():
        (folder / file).write_bytes(content)
    try:
        with closing(sqlite3.connect(folder / name)) as opened:
            return lost(opened, acknowledged), whole(opened)
    finally:
        for file in folder.iterdir():
            file.unlink()


def lost(opened: sqlite3.Connection, acknowledged: list[bytes]) -> int:
    """Acknowledged contacts that are not there, or of whose entry in the record there is no trace."""
    there = {row[0] for row in opened.execute("SELECT record FROM outreach_contact")}
    recorded = {row[0] for row in opened.execute("SELECT subject FROM audit_entry WHERE action = 'note_contact'")}
    return sum(one not in there or one not in recorded for one in acknowledged)


def whole(opened: sqlite3.Connection) -> bool:
    opened.execute("PRAGMA ignore_check_constraints=ON")
    return (
        opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        and not opened.execute("PRAGMA foreign_key_check").fetchall()
    )
