"""Processes that live beside the server and end with it: by the id they were started with, started again if they die."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CAUNOI = [sys.executable, "-m", "caunoi.config.cli"]
AGAIN_AFTER_SECONDS = 5
LOOK_SECONDS = 0.5
END_WITHIN_SECONDS = 20


@contextmanager
def beside(*commands: list[str]) -> Iterator[None]:
    """Keep these commands running until the block ends. Each is told whose child it is (--parent) and ends by itself
    when that one is gone."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=_keep, args=([*words, "--parent", str(os.getpid())], stop)) for words in commands
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _keep(words: list[str], stop: threading.Event) -> None:
    while not stop.is_set():
        child = subprocess.Popen(words)  # noqa: S603  # our own commands
        while child.poll() is None and not stop.wait(LOOK_SECONDS):
            pass
        if child.poll() is None:
            _end(child)
        stop.wait(AGAIN_AFTER_SECONDS)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(timeout=END_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
