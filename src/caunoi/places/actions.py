"""Loading reference units. Run by whoever sits at the machine (`caunoi places load`); there is no page for it."""

import csv
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from django.db import connection, models, transaction

from caunoi.lib.ids import reference_id
from caunoi.lib.vietnamese_text import sort_key
from caunoi.places import names
from caunoi.places.models import Place, Succession

FIELDS = ("id", "code", "kind", "name", "parent", "valid_from", "valid_to", "decree", "began_as", "folded", "sort_key")
LINK_FIELDS = ("id", "old", "new", "kind", "share")
AT_ONCE = 500


def load_places(tell: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Bring in the units that ship with the code; the same row has the same id everywhere, so loading again is safe.

    Rows are written past the ORM's objects, because a first run waits for them. `tell` hears how far it is.
    """
    rows = _shipped("places")
    folded, sorts, id_of = cache(names.key), cache(sort_key), cache(_id)  # names and superiors repeat
    places = [
        (
            id_of("place", f"{row['code']}@{row['valid_from']}"), row["code"], row["kind"], row["name"],
            id_of("place", row["parent"]), _day(row["valid_from"]), _day(row["valid_to"]), row["decree"],
            id_of("place", row["began_as"]), folded(row["name"]), sorts(row["name"]),
        )
        for row in rows
    ]  # fmt: skip
    links = [
        (
            id_of("succession", f"{row['old']}>{row['new']}"), id_of("place", row["old"]), id_of("place", row["new"]),
            row["kind"], row["share"] or None,
        )
        for row in _shipped("successions")
    ]  # fmt: skip
    with transaction.atomic():
        Succession.objects.all().delete()  # nothing points to them, and one that was corrected has another id
        _write(Place, FIELDS, places, tell)
        _write(Succession, LINK_FIELDS, links)
        _analyse()
    return len(places)


def _analyse() -> None:
    """PostgreSQL plans by what it counted last, which is nothing in a table that has just been filled."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {Place._meta.db_table}, {Succession._meta.db_table}")


def _write(
    model: type[models.Model],
    fields: tuple[str, ...],
    rows: list[tuple[Any, ...]],
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> None:
    """Many rows a statement: PostgreSQL takes a quarter of the time that one statement a row would need."""
    column_of = {field.name: str(field.column) for field in model._meta.concrete_fields}
    columns = [column_of[field] for field in fields]
    anew = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    one = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            into = f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) VALUES {", ".join([one] * len(some))}'  # noqa: S608  # our own columns; values are parameters
            cursor.execute(f"{into} ON CONFLICT (id) DO UPDATE SET {anew}", list(chain.from_iterable(some)))
            tell(start + len(some), len(rows))


def _shipped(name: str) -> list[dict[str, str]]:
    text = resources.files("caunoi.places").joinpath(f"reference/{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _id(kind: str, key: str) -> object:
    """As the database keeps an id (bytes on SQLite, see `lib.fields`); nothing for no key."""
    return Place._meta.pk.get_db_prep_value(reference_id(kind, key), connection) if key else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
