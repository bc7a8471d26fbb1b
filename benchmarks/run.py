"""Ratios to floors measured in the same run: contact entry, the lists opened most, memory, bytes on the wire. Never a gate.

`--smoke` runs tiny sizes, to see that everything still measures.
"""

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import clients
import floor
from drivers import database
from serving import HERE, Club, first_view_bytes, memory_mib, new_club, postgres, serving


@dataclass(frozen=True)
class Sizes:
    contacts: int
    rounds: int
    seconds: float
    repeats: int
    names: int = 20_000
    services: int = 5_000


FULL, SMOKE = Sizes(1_000_000, 5, 4.0, 20), Sizes(20_000, 3, 0.4, 3, 300, 200)
PAGES = {"/contacts/": "≤ 4", "/people/": "", "/work/": "≤ 10"}  # a caseload's SQL is too small to be a floor


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    chosen = parser.parse_args()
    sizes = SMOKE if chosen.smoke else FULL
    size = f"{sizes.contacts:,} contacts · {sizes.rounds} rounds in turns · 8 clients · {os.cpu_count()} cores"
    print(f"{time.strftime('%Y-%m-%d')} · {size}\n", flush=True)
    for kind in [chosen.only] if chosen.only else ["sqlite", "postgres"]:
        with _club(kind) as club:
            _measure(club, sizes)
    return 0


@contextmanager
def _club(kind: str) -> Iterator[Club]:
    folder = Path(tempfile.mkdtemp(prefix="bench"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        yield new_club(folder / "club", stack.enter_context(postgres()) if kind == "postgres" else "")


def _measure(club: Club, sizes: Sizes) -> None:
    name = database(club.url).name
    _say(f"{name}: filling")
    world = json.loads(club.run(sys.executable, str(HERE / "fill.py"), str(sizes.contacts), as_owner=True))
    _say(f"{name}: lists")
    lists = club.run(sys.executable, str(HERE / "pages.py"), str(sizes.repeats), given=json.dumps(world))
    _lists(name, json.loads(lists))
    _say(f"{name}: finder")
    finder = club.run(sys.executable, str(HERE / "finder.py"), str(sizes.services), str(sizes.repeats), as_owner=True)
    _finder(name, json.loads(finder), sizes.services)
    _say(f"{name}: vault")
    _vault(
        name,
        json.loads(
            club.run(sys.executable, str(HERE / "vault.py"), str(sizes.names), str(sizes.rounds), as_owner=True)
        ),
    )
    _say(f"{name}: entry")
    with serving(club) as (port, pid):
        asyncio.run(_entry(name, club, world, port, sizes))
        _row(name, "memory of the server after the run", f"{memory_mib(pid):.0f} MiB", "≤ 350")
    print(flush=True)


async def _entry(name: str, club: Club, world: dict[str, Any], port: int, sizes: Sizes) -> None:
    before = _counts(club)
    everyone = await clients.workers(port, world)
    await clients.post_for(sizes.seconds / 2, everyone)  # warm, as the floor is once its file is open
    rates, floors, queued, times = [], [], [], []
    for _round in range(sizes.rounds):
        taken = await clients.post_for(sizes.seconds, everyone)
        rates.append(len(taken) / sizes.seconds)
        times += taken
        floors.append(floor.transactions_per_second(club.url, world, sizes.seconds))
        queued.append(floor.transactions_per_second(club.url, world, sizes.seconds, queued=True))
    rate, bare, numbered = median(rates), median(floors), median(queued)
    p50, p99 = median(times) * 1000, quantiles(times, n=100)[98] * 1000
    _row(name, "contact entry ÷ bare transactions", f"{rate / bare:.3f}", "≥ 0.20")
    _row(name, "contact entry ÷ bare, numbered one by one", f"{rate / numbered:.3f}", "")
    _row(name, "contacts a second; bare; numbered one by one", f"{rate:.0f}; {bare:.0f}; {numbered:.0f}", "")
    _row(name, "contact entry p50; p99", f"{p50:.1f} ms; {p99:.1f} ms", "")
    _row(name, "contact entry p99 ÷ p50", f"{p99 / p50:.2f}", "≤ 4" if name == "SQLite" else "≤ 3")
    kept = sum(worker.noted for worker in everyone)
    _row(name, "contacts confirmed to clients; found later", f"{kept}; {_counts(club) - before}", "equal")
    for path, cookies in (("/", {}), ("/work/", everyone[0].browser.cookies)):
        loaded = first_view_bytes(port, cookies, path)
        _row(name, f"first view of {path}, {len(loaded)} files", f"{sum(loaded.values()) / 1000:.1f} KB", "≤ 90")


def _counts(club: Club) -> int:
    """Contacts that came through the application: the floor's entries are recognised by their empty bytes."""
    real = "SELECT count(*) FROM audit_entry WHERE action = 'note_contact' AND canonical <> %s"
    return int(database(club.url).rows(real, [floor.CANONICAL])[0][0])


def _lists(name: str, found: dict[str, Any]) -> None:
    for path, budget in PAGES.items():
        page = found[path]
        shown = f"{page['request'] / page['sql']:.1f}"
        detail = f"request {page['request']:.2f} ms, view {page['view']:.2f} ms, SQL {page['sql']:.2f} ms"
        _row(name, f"{path} ÷ SQL of its rows", shown, budget, detail)
        _row(name, f"{path} view alone ÷ SQL", f"{page['view'] / page['sql']:.1f}", "")
        _row(name, f"{path} queries a request", f"{page['queries']}", "")
    _row(name, "contact entry, queries a request", f"{found['entry']['queries']}", "")


def _finder(name: str, found: dict[str, Any], services: int) -> None:
    for asked, page in found.items():
        detail = f"request {page['request']:.1f} ms, SQL {page['sql']:.1f} ms, {page['queries']} queries"
        _row(name, f"finder ({asked}), {services:,} ÷ SQL", f"{page['request'] / page['sql']:.1f}", "≤ 10", detail)


def _vault(name: str, found: dict[str, Any]) -> None:
    index, one = found["index"] / found["bare"], found["reveal"] / found["bare_one"]
    detail = f"{found['index']:.2f} s; searched again {found['again'] * 1000:.0f} ms"
    _row(name, f"index of {found['people']:,} names ÷ bare cryptography", f"{index:.2f}", "≤ 1.5", detail)
    in_keeper = f"{found['in_keeper'] / found['bare_one']:.2f}"
    _row(name, "one value in the keeper ÷ bare cryptography", in_keeper, "≤ 1.5")
    detail = f"{found['reveal'] * 1000:.1f} ms with its key read and the socket"
    _row(name, "one value opened for a page ÷ bare cryptography", f"{one:.1f}", "", detail)


def _row(name: str, what: str, value: str, budget: str, detail: str = "") -> None:
    print(f"{name:<11} {what:<46} {value:>22}  {budget:<8} {detail}".rstrip(), flush=True)


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
