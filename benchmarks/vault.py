"""The vault beside bare `cryptography` on the same blobs: the index of 20,000 names, and one reveal. In turns, in one run.

Run by run.py inside an installation's environment; prints its figures as JSON. The keeper is a process of its own, as in an office.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import ready  # noqa: F401  # models need Django set up
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from caunoi.access.choices import Role
from caunoi.access.models import Grant, User
from caunoi.access.queries import actor_for
from caunoi.lib.ids import uuid7
from caunoi.lib.vietnamese_text import fold
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.people import actions as people
from caunoi.people.actions import revealing
from caunoi.people.choices import SealedKind
from caunoi.people.models import Pseudonym, Sealed
from caunoi.people.vault import suite
from caunoi.people.vault.bindings import content_info
from caunoi.people.vault.keeper import Keeper, Session, _mark
from caunoi.people.vault.models import ContentKey, Epoch, EpochWrap, HolderKey
from caunoi.people.vault.wire import Outside, since_boot

WORDS = "bon-tu de-do thoi-gian mo-khoa"
FAMILY, MIDDLE, GIVEN = "Nguyễn Trần Lê Phạm Vũ Đặng".split(), "Thị Ngọc Thu".split(), "Lan Hoa Mai Đào Sen".split()


def main(count: int, repeats: int) -> dict[str, Any]:
    folder = Path(settings.DATA)
    path = folder / "keeper.sock"
    words = [sys.executable, "-m", "caunoi.people.vault.wire", "--socket", str(path), "--parent", str(os.getpid())]
    keeper = subprocess.Popen(words)
    try:
        while True:
            try:
                Outside(path).ask("status")
                break
            except Exception:
                time.sleep(0.05)
        settings.KEEPER_SOCKET = str(path)
        return _measure(count, repeats)
    finally:
        keeper.terminate()
        keeper.wait(timeout=20)


def _measure(count: int, repeats: int) -> dict[str, Any]:
    at = timezone.now()
    club = Organisation.objects.create(kind=OrganisationKind.CLUB, name="Nhóm", folded="nhom", sort_key="nhom")
    lead = User.objects.create(handle="vault-lead")
    Grant.objects.create(
        user=lead, organisation=club, role=Role.CLUB_LEAD, granted_at=at, accepted_at=at, accepted_by=lead
    )
    by = actor_for(lead)
    session = people.begin_vault(by=by, at=at, passphrase=WORDS).session
    epoch = Epoch.objects.get(organisation=club.pk)
    _fill(count, club, lead, epoch, at)
    private = _epoch_key(lead, club, epoch)
    names = Sealed.objects.filter(kind=SealedKind.CALLED, pseudonym__organisation=club)
    everybody = Pseudonym.objects.filter(organisation=club)
    one = list(names[:1])
    inside = Keeper(since_boot)
    inside.sessions[_mark("x" * 43)] = Session(str(lead.pk), str(club.pk), since_boot(), {str(epoch.pk): private})
    indexed, bare, revealed, bare_one, in_keeper = [], [], [], [], []
    for number in range(repeats):  # each is called before the next round
        value = revealing._names(by, names)
        bare.append(_seconds(lambda: _bare(private, club.pk, value)))
        revealing.ask("lock_user", user=str(lead.pk))
        session = people.unlock_vault(by=by, at=at, passphrase=WORDS)
        indexed.append(_seconds(lambda: revealing._search(by, session, everybody, f"thi lan {number}")))
        revealed += [_seconds(lambda: revealing._opened(by, session, one)) for _each in range(20)]
        for _each in range(20):  # apart from the above: who has just waited for a socket begins with cold caches
            in_keeper.append(_seconds(lambda: inside.open(session="x" * 43, user=str(lead.pk), values=value[:1])))
            bare_one.append(_seconds(lambda: _bare(private, club.pk, value[:1])))
    again = _seconds(lambda: revealing._search(by, session, everybody, "thi hoa"))
    return {
        "people": count, "index": median(indexed), "bare": median(bare), "again": again,
        "reveal": median(revealed), "bare_one": median(bare_one),
        "in_keeper": median(in_keeper),
    }  # fmt: skip


def _fill(count: int, club: Organisation, lead: User, epoch: Epoch, at: Any) -> None:
    with transaction.atomic(), transaction.atomic(using="keystore"):
        persons = Pseudonym.objects.bulk_create([Pseudonym(organisation=club) for _n in range(count)], batch_size=1000)
        keys, rows = [], []
        for number, person in enumerate(persons):
            name = f"{FAMILY[number % 6]} {MIDDLE[number % 3]} {GIVEN[number % 5]} {number}"
            key, row = suite.new_key(), uuid7()
            info = content_info(str(club.pk), str(epoch.pk), str(row), str(person.pk), SealedKind.CALLED)
            wrapped = suite.wrap(key, bytes(epoch.public), info)
            blob = suite.seal(key, name, suite.Place(person.pk, SealedKind.CALLED, row))
            keys.append(
                ContentKey(id=row, organisation=club.pk, epoch=epoch, subject=person.pk, kind="called", wrapped=wrapped)
            )
            rows.append(
                Sealed(id=row, pseudonym=person, kind="called", schema=1, blob=blob, written_at=at, written_by=lead)
            )
        ContentKey.objects.bulk_create(keys, batch_size=1000)
        Sealed.objects.bulk_create(rows, batch_size=1000)


def _epoch_key(lead: User, club: Organisation, epoch: Epoch) -> X25519PrivateKey:
    holder = HolderKey.objects.get(user=lead.pk)
    mine = suite.open_with_passphrase(
        bytes(holder.locked), WORDS.replace("-", "").replace(" ", ""), f"holder|{club.pk}|{holder.pk}|{lead.pk}"
    )
    wrapped = EpochWrap.objects.get(epoch=epoch, holder=holder).wrapped
    info = f"epoch|{club.pk}|{epoch.pk}|{holder.pk}|{lead.pk}"
    private = suite.unwrap(bytes(wrapped), X25519PrivateKey.from_private_bytes(mine), info)
    return X25519PrivateKey.from_private_bytes(private)


def _bare(private: X25519PrivateKey, club: UUID, values: list[Any]) -> list[str]:
    """The least that opens these blobs and folds their names: `cryptography`, a loop, nothing of ours."""
    found = []
    for epoch, key, wrapped, subject, kind, schema, blob in values:
        info = b"\x01" + f"content|{club}|{epoch}|{key}|{subject}|{kind}".encode()
        content = suite.WRAPPING.decrypt(wrapped[1:], private, info=info)
        bound = b"\x01" + f"{UUID(subject)}|{kind}|{UUID(key)}|{schema}".encode()
        framed = AESGCM(content).decrypt(blob[1:13], blob[13:], bound)
        found.append(fold(framed[2 : 2 + int.from_bytes(framed[:2])].decode()))
    return found


def _seconds(act: Any) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
