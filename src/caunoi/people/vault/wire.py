"""How the keeper is asked: directly in one process, or over a Unix socket that only its own user may open.

Run as a program it is the key-holder process: memory that is neither swapped nor dumped, gone when its starter is gone.
A message is four bytes of length and JSON; bytes stand in it as {"b": base64}.
"""

import argparse
import contextlib
import ctypes
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from caunoi.people.vault.keeper import Keeper
from caunoi.people.vault.refusals import ERRORS, GoneError, KeeperError
from caunoi.people.vault.suite import Damaged

OPERATIONS = frozenset({
    "make_holder", "found", "change_passphrase", "unlock", "recover", "lock", "lock_user", "status", "open", "index",
    "search", "pack", "pack_on_paper", "fits_paper", "open_on_paper", "admit", "rotate", "rewrap", "forget_epochs", "new_sheets",
})  # fmt: skip
LARGEST = 64_000_000
ASKING_SECONDS, READING_SECONDS, LOOK_SECONDS = 60.0, 5.0, 1.0
DAMAGED = "damaged"
PR_SET_DUMPABLE, MCL_CURRENT, MCL_FUTURE = 4, 1, 2
ENOUGH_LOCKED = 1 << 30


class Door(Protocol):
    def ask(self, operation: str, **what: Any) -> Any: ...


class Inside:
    """The keeper in this very process: tests, the command line, the demo's making."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper

    def ask(self, operation: str, **what: Any) -> Any:
        return getattr(self.keeper, operation)(**what)


class Outside:
    """The keeper in a process of its own, behind a socket."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def ask(self, operation: str, **what: Any) -> Any:
        try:
            with socket.socket(socket.AF_UNIX) as asked:
                asked.settimeout(ASKING_SECONDS)
                asked.connect(str(self.path))
                send(asked, {"operation": operation, "what": what})
                answer = receive(asked)
        except (OSError, EOFError, ValueError):
            raise GoneError from None
        if "error" not in answer:
            return answer["answer"]
        if answer["error"] == DAMAGED:
            raise Damaged
        raise ERRORS.get(answer["error"], KeeperError)


def answer(keeper: Keeper, asked: Any) -> dict[str, Any]:
    """What the keeper says; whatever is asked wrongly is an error and never the end of the process."""
    try:
        operation, what = asked["operation"], asked["what"]
        if operation not in OPERATIONS:
            raise KeeperError
        return {"answer": getattr(keeper, operation)(**what)}
    except KeeperError as problem:
        return {"error": problem.code}
    except Damaged:
        return {"error": DAMAGED}
    except (TypeError, ValueError, KeyError, AttributeError, IndexError):
        return {"error": KeeperError.code}


def send(to: socket.socket, message: dict[str, Any]) -> None:
    body = json.dumps(message, default=_as_text, separators=(",", ":")).encode()
    to.sendall(struct.pack(">I", len(body)) + body)


def receive(source: socket.socket) -> Any:
    """One message. Raises EOFError, ValueError, TimeoutError."""
    (length,) = struct.unpack(">I", _exactly(source, 4))
    if length > LARGEST:
        raise ValueError("larger than any message")
    return json.loads(_exactly(source, length), object_hook=_as_bytes)


def _exactly(source: socket.socket, count: int) -> bytearray:
    found = bytearray()
    while len(found) < count:
        part = source.recv(min(count - len(found), 1 << 20))
        if not part:
            raise EOFError
        found += part
    return found


def _as_text(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"b": b64encode(value).decode()}
    raise TypeError


def _as_bytes(found: dict[str, Any]) -> Any:
    return b64decode(found["b"], validate=True) if set(found) == {"b"} else found


# --- the process ----------------------------------------------------------------------------------------------------
def guard_memory() -> dict[str, Any]:
    """No core dump, no look from outside, no swap. What the system did not allow stands in `status` and in `caunoi doctor`."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return {"no_core_dumps": True, "not_readable": False, "memory_locked": False}
    system = ctypes.CDLL(None, use_errno=True)
    dumpable = system.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    return {"no_core_dumps": True, "not_readable": dumpable == 0, "memory_locked": _lock_memory(system)}


def _lock_memory(system: ctypes.CDLL) -> bool:
    """All of it where the limit allows; never with a limit that later memory would run into."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    resource.setrlimit(resource.RLIMIT_MEMLOCK, (hard, hard))
    if system.mlockall(MCL_CURRENT) != 0:
        return False
    if hard != resource.RLIM_INFINITY and _address_space() < hard < ENOUGH_LOCKED:
        return False  # it fits now; stretching a passphrase would not
    return bool(system.mlockall(MCL_CURRENT | MCL_FUTURE) == 0)


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def listen(path: Path) -> socket.socket:
    """A socket that only this user may open; one left by a process that died is replaced, a living one is not."""
    with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
        probe.connect(str(path))
        raise SystemExit(f"{path}: a keeper answers here already")
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    own = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        own.bind(str(path))
    finally:
        os.umask(before)
    own.listen(16)
    return own


def serve(own: socket.socket, keeper: Keeper, *, parent: int | None = None) -> None:
    """Answer one after another until told to stop, or until whoever started this is gone. Idle sessions go by themselves."""
    while parent is None or os.getppid() == parent:
        ready, _w, _x = select.select([own], [], [], max(0.05, min(keeper.forget_idle(), LOOK_SECONDS)))
        if ready:
            with own.accept()[0] as asker, contextlib.suppress(OSError, EOFError, ValueError, RecursionError):
                asker.settimeout(READING_SECONDS)
                asked = receive(asker)
                asker.settimeout(ASKING_SECONDS)
                send(asker, answer(keeper, asked))


def since_boot() -> float:
    """Seconds, also those that the machine slept: a closed lid must not keep the vault open."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def main(words: list[str] | None = None, clock: Callable[[], float] = since_boot) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--parent", type=int, help="ends when this process, which started it, is gone")
    chosen = parser.parse_args(words)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the starter says when
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    keeper = Keeper(clock, facts=guard_memory())
    with listen(chosen.socket) as own:
        try:
            serve(own, keeper, parent=chosen.parent)
        finally:
            with contextlib.suppress(FileNotFoundError):
                chosen.socket.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
