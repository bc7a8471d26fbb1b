"""Targets as they ship with the code, and estimates of size as somebody enters them with their source."""

import csv
import re
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Manager
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import reference_id
from caunoi.places.choices import COMMUNES
from caunoi.places.models import Place
from caunoi.published.choices import Method
from caunoi.published.models import Instrument, SizeEstimate, Target

DATES = ("issued_on", "valid_from", "valid_to", "due_on")
LEADS_SOMEWHERE = re.compile(r"https?://|$")
"""An address becomes a link for others to press: nothing that a browser would run."""
YES_NO = ("is_draft", "is_countable", "from_authority")


@action
def load_targets(*, by: Actor, at: datetime) -> int:
    """Bring in instruments and targets; the same row has the same id everywhere, so loading again is safe and corrects."""
    require(by, Verb.KEEP_REFERENCE, None, {})
    instruments = [
        Instrument(id=reference_id("instrument", row["code"]), **_read(row)) for row in _shipped("instruments")
    ]
    targets = [_target(row) for row in _shipped("targets")]
    _write(Instrument.objects, instruments)
    _write(Target.objects, targets)
    audit.record(by=by, at=at, action="load_targets", details={"count": len(targets)})
    return len(targets)


@dataclass(frozen=True)
class Estimate:
    """What somebody found: how many, of whom (`definition`), how, when, and where it can be read."""

    place: Place
    method: str
    definition: str
    assumptions: str
    on: date
    value: int
    source: str
    low: int | None = None
    high: int | None = None
    address: str = ""


@action
def record_estimate(*, by: Actor, at: datetime, estimate: Estimate) -> SizeEstimate:
    """Put an estimate beside those there are. None is ever replaced: rivals stand side by side."""
    require(by, Verb.ENTER_COLLECTED, None, {})
    _check(estimate, timezone.localdate(at))
    values = {**vars(estimate), "entered_at": at, "entered_by_id": by.id}
    try:
        with transaction.atomic():
            kept = SizeEstimate.objects.create(**values)
    except IntegrityError:
        raise CannotDo(
            _("This estimate is here already: same place, method, day, definition and source. Nothing was saved.")
        ) from None
    audit.record(by=by, at=at, action=Verb.ENTER_COLLECTED, subject=kept.pk, details={"estimate": estimate.method})
    return kept


def _check(estimate: Estimate, today: date) -> None:
    low, high = estimate.low, estimate.high
    if estimate.place.kind in COMMUNES:
        raise CannotDo(
            _(
                "Sizes are kept for a province or study area, never for a commune. Choose a larger place; nothing was saved."
            )
        )
    if estimate.method not in Method.values:
        raise CannotDo(_("Choose how the number was found. Nothing was saved."))
    said = (estimate.definition, estimate.assumptions, estimate.source)
    if not all(one.strip() for one in said) or not LEADS_SOMEWHERE.match(estimate.address):
        raise CannotDo(
            _(
                "Say who was counted, what was assumed, and where it can be read. Nothing was saved; what you typed stays."
            )
        )
    if estimate.on > today:
        raise CannotDo(_("The day lies ahead. Check the date; nothing was saved."))
    if (
        estimate.value < 1
        or (low is None) != (high is None)
        or not (low or 0) <= estimate.value <= (high or estimate.value)
    ):
        raise CannotDo(
            _(
                "The number lies between the low and the high end; leave both ends empty where none is stated. Nothing was saved."
            )
        )


def _write(rows: Manager[Any], found: list[Any]) -> None:
    fields = [field.name for field in rows.model._meta.concrete_fields if not field.primary_key]
    rows.bulk_create(found, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def _target(row: dict[str, str]) -> Target:
    links = {
        "instrument_id": _id("instrument", row.pop("instrument")),
        "place_id": _id("place", row.pop("place")),
        "supersedes_id": _id("target", row.pop("supersedes")),
    }
    value = row.pop("value")
    return Target(id=reference_id("target", row["code"]), value=int(value) if value else None, **links, **_read(row))


def _read(row: dict[str, str]) -> dict[str, object]:
    read: dict[str, object] = dict(row)
    read.update({name: date.fromisoformat(row[name]) if row[name] else None for name in DATES if name in row})
    return read | {name: row[name] == "1" for name in YES_NO if name in row}


def _id(kind: str, key: str) -> UUID | None:
    return reference_id(kind, key) if key else None


def _shipped(name: str) -> list[dict[str, str]]:
    text = resources.files("caunoi.published").joinpath(f"reference/{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
