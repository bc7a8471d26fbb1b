"""A databook of 60,000 rows: `caunoi import databook` beside a bare `executemany` of the same rows. Never a gate.

.venv/bin/python benchmarks/databook.py [--rows N] [--rounds N] [--only sqlite|postgres]
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import xlsxwriter
from drivers import database
from floor import CONTACT, INTO_CONTACT, INTO_PIECES, INTO_TOPICS
from serving import CAUNOI, HERE, Club, new_club, postgres

from caunoi.lib.ids import uuid7

HEADINGS = ["Ngày", "Đồng đẳng viên", "Mã thẻ", "Số người", "Nơi gặp", "Xã, phường", "Nội dung", "Bao cao su", "Tờ rơi"]
FIRST = date(2025, 7, 2)  # all of the days lie after the last change of communes in the sample's province
OPTION = "bench"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    chosen = parser.parse_args()
    for kind in [chosen.only] if chosen.only else ["sqlite", "postgres"]:
        rounds = [_round(kind, chosen.rows) for _number in range(chosen.rounds)]
        ours, bare, again, memory = (median(values) for values in zip(*rounds, strict=True))
        print(f"{kind:9} import of {chosen.rows:,} rows {chosen.rows / ours:8,.0f} rows/s")
        print(f"{kind:9} bare executemany of them {chosen.rows / bare:8,.0f} rows/s")
        print(f"{kind:9} import ÷ bare            {bare / ours:8.3f}")
        print(f"{kind:9} the same file again      {chosen.rows / again:8,.0f} rows/s, nothing added")
        print(f"{kind:9} most memory of a process {memory:8,.0f} MiB", flush=True)
    return 0


def _round(kind: str, count: int) -> tuple[float, float, float, float]:
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix=OPTION))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        club = new_club(folder / "club", stack.enter_context(postgres()) if kind == "postgres" else "")
        world = json.loads(club.run(sys.executable, str(HERE / "fill.py"), "100", as_owner=True))
        rows = [_row(world, number, count) for number in range(count)]
        file = folder / "so.xlsx"
        _workbook(file, rows)
        bare = _bare(club, world, rows)
        ours, memory = _import(club, file, f"{count} dòng: {count} mới")
        again, _memory = _import(club, file, f"{count} dòng: 0 mới, {count} đã có")
        return ours, bare, again, memory


def _row(world: dict[str, Any], number: int, count: int) -> list[Any]:
    """Every other row has a card; each person once a day, groups told apart by their number and what they were given."""
    worker = world["workers"][number % 8]
    turn = number // 8
    person = worker["people"][turn // 2 % 10] if turn % 2 else None
    on = FIRST + timedelta(days=turn // 20 * 380 // (count // 160 + 1))
    people = None if person else turn // 2 % 10 + 1
    card, lot = (person[0], turn % 7) if person else ("", turn // 20 % 50)
    return [
        on,
        worker,
        card,
        people,
        "quán",
        world["commune"]["name"],
        "quyền; tránh thai",
        turn % 19 + 1,
        lot + turn // 1000 + 1,
    ]


def _workbook(path: Path, rows: list[list[Any]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("Sổ")
        page.write_row(0, 0, HEADINGS)
        for number, (on, worker, *rest) in enumerate(rows, start=1):
            page.write_row(number, 0, [f"{on:%d/%m/%Y}", worker["handle"], *rest])


def _bare(club: Club, world: dict[str, Any], rows: list[list[Any]]) -> float:
    """The same rows in one transaction, which is undone so that the import finds the tables as they were."""
    bare, at, commune = database(club.url), datetime(2026, 11, 1, tzinfo=UTC), UUID(world["commune"]["id"])
    contacts, topics, pieces = [], [], []
    for on, worker, card, people, _where, _commune, _topics, condoms, leaflets in rows:
        key, user = uuid7(), UUID(worker["id"])
        person = UUID(next(one for code, one in worker["people"] if code == card)) if card else None
        contacts.append((key, uuid7(), 1, None, False, UUID(worker["organisation"]), UUID(worker["deployment"]), person,
                         people or 1, on, "day", "venue", commune, False, user, user, at))  # fmt: skip
        topics += [(uuid7(), key, "rights"), (uuid7(), key, "contraception")]
        pieces += [(uuid7(), key, "condom", condoms), (uuid7(), key, "leaflet", leaflets)]
    assert len(contacts[0]) == len(CONTACT)
    start = time.perf_counter()
    with bare.transaction():
        bare.many(INTO_CONTACT, contacts)
        bare.many(INTO_TOPICS, topics)
        bare.many(INTO_PIECES, pieces)
    taken = time.perf_counter() - start
    with bare.transaction():
        for table in ("outreach_contactcommodity", "outreach_contacttopic", "outreach_contact"):
            bare.rows(f"DELETE FROM {table}")
    bare.connection.close()
    return taken


def _import(club: Club, file: Path, expected: str) -> tuple[float, float]:
    """Seconds and MiB of the whole command, its child that reads the workbook included."""
    start = time.perf_counter()
    out = file.with_suffix(".txt")
    pid = os.posix_spawn(
        sys.executable, [*CAUNOI, "import", "databook", str(file), "--club", "Nhóm 1"], club.environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, str(out), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)],
    )  # fmt: skip
    _pid, status, used = os.wait4(pid, 0)
    taken = time.perf_counter() - start
    assert status == 0 and expected in out.read_text("utf-8"), out.read_text("utf-8")[:2000]
    return taken, used.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
