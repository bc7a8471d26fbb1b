"""Words of a club's own under its keys: written by whoever works there, opened by whoever holds keys, about nobody."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from caunoi.access.acting import action, committed_action
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.people.actions.asking import ask
from caunoi.people.actions.sealing import destroy_keys, under_key
from caunoi.people.choices import ClubKind
from caunoi.people.models import ClubValue
from caunoi.people.policies import KEY_TIES
from caunoi.people.vault.models import ContentKey
from caunoi.people.vault.suite import SCHEMA

LONGEST_NAME = 60
MAY_WRITE = {ClubKind.AREA: Verb.NAME_AREA}
MAY_OPEN = {ClubKind.AREA: Verb.OPEN_AREAS}


@action
def seal_for_club(*, by: Actor, at: datetime, kind: ClubKind, text: str) -> ClubValue:
    """Write words of the club down. Whoever writes them need not be able to read them back."""
    value = ClubValue(
        organisation_id=by.own_organisation, kind=kind, schema=SCHEMA, written_at=at, written_by_id=by.own_id
    )
    require(by, MAY_WRITE[kind], value, KEY_TIES)
    value.pk, value.blob = under_key(by.own_organisation, by.own_organisation, kind, text, LONGEST_NAME)
    value.save(force_insert=True)
    audit.record(by=by, at=at, action="seal_for_club", subject=value.pk, details={"kind": kind})
    return value


def open_for_club(*, by: Actor, at: datetime, session: str, kind: ClubKind) -> dict[UUID, str]:
    """Everything of one kind that opens, by the id of its row; on record first. Raises NotOpened."""
    note_opened_for_club(by=by, at=at, kind=kind)
    rows = list(ClubValue.objects.filter(organisation=by.own_organisation, kind=kind).order_by("pk"))
    keys = ContentKey.objects.filter(pk__in=[row.pk for row in rows]).in_bulk()
    values = [
        (str(keys[row.pk].epoch_id), str(row.pk), bytes(keys[row.pk].wrapped), str(row.organisation_id), row.kind,
         row.schema, bytes(row.blob))
        for row in rows if row.pk in keys
    ]  # fmt: skip
    texts = ask("open", session=session, user=str(by.own_id), values=values)
    return {UUID(value[1]): text for value, text in zip(values, texts, strict=True) if text is not None}


@committed_action
def note_opened_for_club(*, by: Actor, at: datetime, kind: ClubKind) -> None:
    """Somebody is about to open them all."""
    require(by, MAY_OPEN[kind], ClubValue(organisation_id=by.own_organisation), KEY_TIES)
    audit.record(by=by, at=at, action=MAY_OPEN[kind])


@action
def remove_for_club(*, by: Actor, at: datetime, values: Collection[UUID]) -> int:
    """Not needed any more, as whoever owns them knows: the keys go first."""
    destroy_keys(values)
    gone, _tables = ClubValue.objects.filter(pk__in=values).delete()
    audit.record(by=by, at=at, action="remove_for_club", details={"values": gone})
    return gone
