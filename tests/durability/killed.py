"""Writes as the program writes and dies as a process dies: python -m tests.durability.killed DATABASE HANDLE ROUNDS SEED

Each round a child notes contacts by the real action and tells each id after its commit; at a random moment it is killed (SIGKILL). Then
the database is opened anew: every id that was told must be there. Prints one line of JSON.
"""

import json
import os
import random
import select
import signal
import sqlite3
import sys
import time
from contextlib import closing

import django

django.setup()

from django.db import connections  # noqa: E402  # Django first
from django.utils import timezone  # noqa: E402  # Django first

from caunoi.access.models import User  # noqa: E402  # Django first
from caunoi.access.queries import actor_for  # noqa: E402  # Django first
from caunoi.outreach.actions import Observation, note_contact  # noqa: E402  # Django first
from caunoi.outreach.choices import Commodity, Setting, Topic  # noqa: E402  # Django first
from tests.durability.power import lost, whole  # noqa: E402  # Django first

LONGEST = 0.08


def work(handle: str, tell: int) -> None:
    """Note contacts until killed."""
    user = User.objects.get(handle=handle)
    while True:
        at = timezone.now()
        seen = Observation(
            on=timezone.localdate(at), setting=Setting.STREET, topics=[Topic.RIGHTS], commodities={Commodity.CONDOM: 5}
        )
        noted = note_contact(by=actor_for(user), at=at, seen=seen, done_by=user)
        os.write(tell, noted.record.bytes)


def killed_once(handle: str, luck: random.Random) -> list[bytes]:
    """What one child told before it was killed."""
    reading, telling = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        work(handle, telling)
    os.close(telling)
    told = os.read(reading, 16)  # it is at work now
    until = time.monotonic() + luck.random() * LONGEST
    while (left := until - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            told += os.read(reading, 4096)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 4096):
        told += more
    os.close(reading)
    return [told[at : at + 16] for at in range(0, len(told), 16)]


def main(database: str, handle: str, rounds: int, seed: int) -> None:
    luck, acknowledged, missing, damaged = random.Random(seed), [], 0, 0
    for _round in range(rounds):
        connections.close_all()
        acknowledged += killed_once(handle, luck)
        with closing(sqlite3.connect(database)) as opened:
            missing += lost(opened, acknowledged)
            damaged += not whole(opened)
    print(json.dumps({"rounds": rounds, "acknowledged": len(acknowledged), "lost": missing, "damaged": damaged}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
