import argparse
import os
import signal
import subprocess
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.upkeep import tasks
from caunoi.upkeep.locks import alone

TICK_SECONDS = 60
LOOK_SECONDS = 1


class Command(BaseCommand):
    help = "What has to happen by itself, every minute. `caunoi serve` starts it; by hand: --once, or --job NAME."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now, then end")
        parser.add_argument("--job", default="", help="run this one job now, due or not, then end")
        parser.add_argument("--list", action="store_true", help="the names of the jobs")
        parser.add_argument("--parent", type=int, default=0, help="end when this process ends")

    def handle(self, *args: Any, **options: Any) -> None:
        named = {job.name: job for job in tasks.jobs()}
        if options["list"]:
            self.stdout.write("\n".join(named))
        elif options["job"]:
            if options["job"] not in named:
                raise CommandError(f"Không có việc này / no such job. Có / there are: {', '.join(named)}")
            self._run([named[options["job"]]])
        elif options["once"]:
            self._run(tasks.due(timezone.now()))
        else:
            go_on(options["parent"])

    def _run(self, chosen: list[tasks.Job]) -> None:
        failed = [job.name for job in chosen if not tasks.run(job, timezone.now())]
        if failed:
            raise CommandError(f"Không xong / failed: {', '.join(failed)}. caunoi doctor")


def go_on(parent: int) -> None:
    """Tick until told to stop, or until the server that started this process is gone."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    apart: dict[str, subprocess.Popen[bytes]] = {}
    try:
        while _lives(parent):
            _tick(apart)
            until = time.monotonic() + TICK_SECONDS
            while time.monotonic() < until and _lives(parent):
                time.sleep(LOOK_SECONDS)
    except KeyboardInterrupt:
        pass
    finally:
        for child in apart.values():
            child.terminate()
        for child in apart.values():
            child.wait(timeout=20)


def _tick(apart: dict[str, subprocess.Popen[bytes]]) -> None:
    """A database that does not answer now may answer in a minute."""
    try:
        with alone("clock") as got:
            if got:
                tasks.tick(timezone.now(), apart)
    except Exception as problem:  # the clock goes on
        sys.stderr.write(f"clock: {tasks.place_of(problem)}\n")


def _lives(parent: int) -> bool:
    return not parent or os.getppid() == parent
