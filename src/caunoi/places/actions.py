"""Loading reference units. Run by whoever sits at the machine (`caunoi places load`); there is no page for it."""

import csv
from datetime import date
from importlib import resources

from django.db import transaction

from caunoi.lib.ids import reference_id
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.places.models import Place

FIELDS = ("code", "kind", "name", "parent_id", "valid_from", "valid_to", "decree", "folded", "sort_key")


def load_places() -> int:
    """Bring in the units that ship with the code; the same row has the same id everywhere, so loading again is safe."""
    text = resources.files("caunoi.places").joinpath("reference/places.csv").read_text("utf-8")
    places = [_place(row) for row in csv.DictReader(text.splitlines())]
    with transaction.atomic():
        Place.objects.bulk_create(places, update_conflicts=True, unique_fields=["id"], update_fields=list(FIELDS))
    return len(places)


def _place(row: dict[str, str]) -> Place:
    return Place(
        id=reference_id("place", f"{row['code']}@{row['valid_from']}"),
        code=row["code"],
        kind=row["kind"],
        name=row["name"],
        parent_id=reference_id("place", row["parent"]) if row["parent"] else None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        decree=row["decree"],
        folded=fold(row["name"]),
        sort_key=sort_key(row["name"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
