"""Heavy or risky work in a process of its own that ends: files that somebody uploaded, workbooks and PDF that are written.

The child gets bytes and gives bytes. It has a limit of time and of memory, no secrets in its environment, and can write
no file; whatever happens to it, the process that serves pages goes on.
"""

import importlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT")


class Ended(StrEnum):
    TIME = "time"
    CRASH = "crash"  # out of memory ends so too


class ChildEnded(Exception):
    """The child gave no answer; `how` says why."""

    def __init__(self, how: Ended) -> None:
        super().__init__(how)
        self.how = how


def run(work: str, data: bytes = b"", *, seconds: int = 60, megabytes: int = 1024, **arguments: Any) -> bytes:
    """What the function named `module:function` makes of these bytes and arguments (plain JSON), computed apart."""
    limits = {"seconds": seconds, "megabytes": megabytes}
    command = [sys.executable, "-m", "caunoi.look.child", work, json.dumps(limits), json.dumps(arguments)]
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    try:
        ended = subprocess.run(  # noqa: S603  # our own interpreter and module; no word of it comes from outside
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds, env=environment
        )
    except subprocess.TimeoutExpired:
        raise ChildEnded(Ended.TIME) from None
    if ended.returncode:
        raise ChildEnded(Ended.CRASH)
    return ended.stdout


def main(work: str, limits: str, arguments: str) -> None:
    """The child's side: set limits, then do the work and write its bytes to standard output."""
    _limit(**json.loads(limits))
    module, _colon, name = work.partition(":")
    function = getattr(importlib.import_module(module), name)
    made: bytes | Iterable[bytes] = function(sys.stdin.buffer.read(), **json.loads(arguments))
    for piece in [made] if isinstance(made, bytes) else made:
        sys.stdout.buffer.write(piece)


def _limit(seconds: int, megabytes: int) -> None:
    space = megabytes * 1024 * 1024
    for what, most in (
        (resource.RLIMIT_AS, space),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(*sys.argv[1:])
