"""Somebody with a name in the vault, for the restore drill: python -m tests.drill keep|erase|read (CAUNOI_DATA says where).

`keep` makes two people and prints them; `erase N` erases one; `read` unlocks and prints every name that the keys open.
"""

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402  # Django first

from caunoi.access.choices import RevealPurpose, Role  # noqa: E402  # Django first
from caunoi.access.models import User  # noqa: E402  # Django first
from caunoi.access.queries import actor_for  # noqa: E402  # Django first
from caunoi.conftest import make_user  # noqa: E402  # Django first
from caunoi.people import actions as people  # noqa: E402  # Django first
from caunoi.people.choices import ConsentMethod, ErasureReason, FieldClass, Purpose, SealedKind, Witness  # noqa: E402  # Django first
from caunoi.people.models import Member, Pseudonym, Sealed  # noqa: E402  # Django first
from caunoi.people.vault.models import ContentKey  # noqa: E402  # Django first

WORDS = "thuyen-xanh meo-vang song-nho doi-cao"
NAMES = ("Khuễchp Thoẵmx", "Triểupk Giượchz")


def keep() -> list[str]:
    lead, at = User.objects.get(handle="lan"), timezone.now()
    peer = make_user("peer", Role.PEER_WORKER, lead.grants.get().organisation)
    people.begin_vault(by=actor_for(lead), at=at, passphrase=WORDS)
    made = []
    for name in NAMES:
        member = people.give_card(by=actor_for(peer), at=at, worker=peer)
        people.record_consent(
            by=actor_for(peer), at=at, pseudonym=member.pseudonym, purpose=Purpose.IDENTITY, recipient=None,
            field_classes=[FieldClass.NAME, FieldClass.CONTACT], method=ConsentMethod.SPOKEN, witness=Witness.PEER,
            language="vi",
        )  # fmt: skip
        people.open_by_card(by=actor_for(lead), at=at, card=member.card)
        people.seal_value(by=actor_for(lead), at=at, pseudonym=member.pseudonym, kind=SealedKind.CALLED, text=name)
        made.append(str(member.pseudonym_id))
    return made


def erase(person: str) -> list[str]:
    lead, at = User.objects.get(handle="lan"), timezone.now()
    pseudonym = Pseudonym.objects.get(pk=person)
    people.open_by_card(by=actor_for(lead), at=at, card=Member.objects.get(pseudonym=pseudonym).card)
    people.erase_person(by=actor_for(lead), at=at, pseudonym=pseudonym, reason=ErasureReason.values[0])
    return []


def read() -> list[str]:
    lead, at = User.objects.get(handle="lan"), timezone.now()
    by = actor_for(lead)
    session = people.unlock_vault(by=by, at=at, passphrase=WORDS)
    assert ContentKey.objects.filter(kind=SealedKind.CALLED).count() == Sealed.objects.count()
    shown = []
    for row in Sealed.objects.all():
        people.open_by_card(by=by, at=at, card=Member.objects.get(pseudonym=row.pseudonym).card)
        opened = people.reveal(
            by=by, at=at, session=session, pseudonym=row.pseudonym, kind=row.kind, purpose=RevealPurpose.FOLLOW_UP
        )
        shown += [each.text for each in opened]
    return sorted(shown)


if __name__ == "__main__":
    print(json.dumps({"keep": keep, "erase": erase, "read": read}[sys.argv[1]](*sys.argv[2:])))
