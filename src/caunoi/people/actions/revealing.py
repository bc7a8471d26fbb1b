"""Opening what is sealed. No log, no data: the entry is on disk before the keeper is asked to open anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import visible
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.vietnamese_text import fold
from caunoi.people.actions import noting
from caunoi.people.actions.asking import DAMAGED, NotOpened, ask
from caunoi.people.choices import SealedKind
from caunoi.people.models import Member, Pseudonym, Sealed
from caunoi.people.policies import VAULT_TIES
from caunoi.people.queries import kinds_agreed
from caunoi.people.vault.keeper import MOST_HITS
from caunoi.people.vault.models import ContentKey, Epoch

SYLLABLES = 2


@dataclass(frozen=True)
class Shown:
    """One opened value. `text` is empty and `damaged` true where it did not open."""

    text: str
    kind: str
    written_at: datetime
    row: UUID
    damaged: bool = False


@dataclass(frozen=True)
class Found:
    """At most five people whose name holds what was asked; `more` when there were others."""

    members: tuple[Member, ...]
    more: bool


def reveal(
    *, by: Actor, at: datetime, session: str, pseudonym: Pseudonym, kind: str, purpose: str
) -> tuple[Shown, ...]:
    """The values of one kind, newest first. The entry says who, whom, which kind and what for, never a value."""
    noting.may_reveal(by=by, at=at, pseudonym=pseudonym)
    _must_be_open(by, session)
    noting.note_reveal(by=by, at=at, pseudonym=pseudonym, kind=kind, purpose=purpose)
    rows = list(Sealed.objects.filter(pseudonym=pseudonym, kind=kind).order_by("-written_at", "-id"))
    texts = _opened(by, session, rows)
    if None in texts:
        audit.record_refusal(by=by, at=at, action=Verb.REVEAL, reason=DAMAGED, subject=pseudonym.audit_handle)
    return tuple(
        Shown(text or "", row.kind, row.written_at, row.pk, damaged=text is None)
        for row, text in zip(rows, texts, strict=True)
    )


def search_names(*, by: Actor, at: datetime, session: str, words: str, purpose: str) -> Found:
    """People whom `by` may see whose name holds these syllables, tone marks aside: their codes and cues, no name."""
    if len(fold(words).split()) < SYLLABLES:
        raise CannotDo(_("Give at least two syllables of her name, so that few people answer to it."))
    _must_be_open(by, session)
    noting.note_search(by=by, at=at, purpose=purpose)
    people = Pseudonym.objects.filter(visible(by, Verb.SEARCH_NAMES, VAULT_TIES))
    subjects = _search(by, session, people, words)
    hits = Member.objects.filter(pseudonym__in=people.filter(pk__in=subjects)).select_related("pseudonym")
    members = [member for member in hits if SealedKind.CALLED in kinds_agreed(member.pseudonym, at)]
    shown = tuple(sorted(members, key=lambda member: (member.cue_folded, member.card_code))[:MOST_HITS])
    noting.note_found(by=by, at=at, members=shown, purpose=purpose)
    return Found(shown, more=len(members) > MOST_HITS)


def _must_be_open(by: Actor, session: str) -> None:
    """Before anything is written about a reveal: a vault that is shut is no reveal."""
    if not ask("status", session=session, user=str(by.own_id))["open"]:
        raise NotOpened("locked")


def values_of(rows: Sequence[Sealed]) -> list[list[Any] | None]:
    """What the keeper needs to open these rows; None for a row whose key is gone."""
    found = ContentKey.objects.filter(pk__in=[row.pk for row in rows]).values_list("id", "epoch_id", "wrapped")
    keys = {key: (str(epoch), bytes(wrapped)) for key, epoch, wrapped in found}
    return [
        [*_key(keys[row.pk], row.pk), str(row.pseudonym_id), row.kind, row.schema, bytes(row.blob)]
        if row.pk in keys
        else None
        for row in rows
    ]


def _opened(by: Actor, session: str, rows: Sequence[Sealed]) -> list[str | None]:
    values = values_of(rows)
    there = [value for value in values if value is not None]
    texts = iter(ask("open", session=session, user=str(by.own_id), values=there) if there else [])
    return [None if value is None else next(texts) for value in values]


def _search(by: Actor, session: str, people: QuerySet[Pseudonym], words: str) -> list[UUID]:
    """Ask the index in the keeper's memory; where it is of other rows than those there now, build it anew first."""
    names = Sealed.objects.filter(kind=SealedKind.CALLED, pseudonym__in=people)
    rows = sorted(row.bytes for row in names.values_list("id", flat=True))
    asked = {
        "session": session,
        "user": str(by.own_id),
        "stamp": sha256(b"".join(rows)).hexdigest(),
    }
    found = ask("search", **asked, words=words)
    if not found["known"]:
        ask("index", **asked, values=_names(by, names))
        found = ask("search", **asked, words=words)
    return [UUID(subject) for subject in found["subjects"]]


def _names(by: Actor, names: QuerySet[Sealed]) -> list[list[Any]]:
    """Every name with its key, in few reads however many there are; one whose key is gone is left out."""
    epochs = list(Epoch.objects.filter(organisation=by.own_organisation).values_list("id", flat=True))
    keys = {
        row: (str(epoch), str(row), bytes(wrapped))
        for epoch in epochs  # one after another: twenty thousand rows need not repeat it
        for row, wrapped in ContentKey.objects.filter(epoch=epoch, kind=SealedKind.CALLED).values_list("id", "wrapped")
    }
    return [
        [*keys[row], str(pseudonym), SealedKind.CALLED, schema, bytes(blob)]
        for row, pseudonym, schema, blob in names.values_list("id", "pseudonym_id", "schema", "blob")
        if row in keys
    ]


def _key(kept: tuple[str, bytes], row: UUID) -> tuple[str, str, bytes]:
    epoch, wrapped = kept
    return epoch, str(row), wrapped
