"""Which rows PostgreSQL lets through to whoever acts: policies made from the models, anew at every `migrate`.

A table with rows of people is walled by the first of these that it has: `organisation` (the own one), `pseudonym` (the
person is the own organisation's), or its one link to another table of people (whoever sees that row). A model that fits
none says which in its `DataHandling`: `wall = "name of the link"`, or `wall = OPEN` where no row is about anybody.
More ways through stand in `walls.py` of the package that needs them, as `WAYS`.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model

from caunoi.access.walls import EVERYTHING, OPEN, ORGANISATION, PACKAGES, PERSON, REFERRAL, SLIP

RECORD = ("audit_entry", "audit_checkpoint")
FUNCTIONS = {
    "cn_organisation()": ("uuid", f"SELECT nullif(current_setting('{ORGANISATION}', true), '')::uuid"),
    "cn_referral()": ("uuid", f"SELECT nullif(current_setting('{REFERRAL}', true), '')::uuid"),
    "cn_person()": ("uuid", f"SELECT nullif(current_setting('{PERSON}', true), '')::uuid"),
    "cn_slip()": ("text", f"SELECT nullif(current_setting('{SLIP}', true), '')"),
    "cn_everything()": ("boolean", f"SELECT coalesce(current_setting('{EVERYTHING}', true), '') = 'yes'"),
}
"""Each is asked once a statement, inside a SELECT of its own, not once a row."""
OWN = "organisation_id = (SELECT cn_organisation())"
HERSELF = "pseudonym_id = (SELECT cn_person())"
HER_ORGANISATIONS = f"EXISTS (SELECT 1 FROM people_pseudonym p WHERE p.id = pseudonym_id AND p.{OWN})"


class Way(NamedTuple):
    """One way through the wall of a table: for ALL, or for SELECT or UPDATE alone."""

    table: str
    name: str
    condition: str
    verb: str = "ALL"


def walled() -> list[type[Model]]:
    """Every model with rows of people."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in PACKAGES and getattr(_handling(model), "wall", "") != OPEN
    ]


def ways(model: type[Model]) -> Iterator[Way]:
    """How the rows of this model are reached. Raises ValueError where nothing says whose they are."""
    table, fields = model._meta.db_table, {field.name for field in model._meta.concrete_fields}
    link = getattr(_handling(model), "wall", "")
    if not link and "organisation" in fields:
        yield Way(table, "own", OWN)
    elif not link and "pseudonym" in fields:
        yield Way(table, "own", HER_ORGANISATIONS)
    else:
        yield Way(table, "own", _seen_with(model, link))
    if "pseudonym" in fields:
        yield Way(table, "herself", HERSELF)


def build(program_role: str) -> None:
    """Put every wall up, as the tables' owner; let the role of the program in, and let it only add to the record."""
    there = set(connection.introspection.table_names())
    models = [model for model in walled() if model._meta.db_table in there]
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        for statement in _statements(models, tables):
            cursor.execute(statement)
        if program_role:
            for statement in _grants(connection.ops.quote_name(program_role)):
                cursor.execute(statement)


def weaknesses(role: str = "") -> list[str]:
    """What makes the wall useless for this role, or for whoever connects: it passes it anyway, or a table has none."""
    if connection.vendor != "postgresql" or not walled():
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(nullif(%s, ''), current_user)", [role])
        name = cursor.fetchone()[0]
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [name])
        passes = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE tableowner = %s AND tablename = ANY(%s)", [name, _tables()]
        )
        owned = cursor.fetchone()[0]
    found = [f"there is no role {name}"] if passes is None else []
    if passes and passes[0]:
        found.append(f"the role {name} passes every wall (superuser or BYPASSRLS)")
    if owned:
        found.append(f"the role {name} owns the tables")
    return [*found, *(f"{table} has no wall: run caunoi migrate" for table in without_wall())]


def without_wall() -> list[str]:
    """Tables with rows of people that PostgreSQL shows to everybody who may read."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relkind = 'r'"
            " AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname",
            [_tables()],
        )
        return [name for (name,) in cursor.fetchall()]


def _tables() -> list[str]:
    return [model._meta.db_table for model in walled()]


def _statements(models: list[type[Model]], tables: list[str]) -> Iterator[str]:
    for name, (kind, body) in FUNCTIONS.items():
        yield f"CREATE OR REPLACE FUNCTION {name} RETURNS {kind} LANGUAGE sql STABLE PARALLEL SAFE AS $$ {body} $$"
    for table in tables:
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        yield f"DO $$ DECLARE p text; BEGIN FOR p IN SELECT policyname FROM pg_policies WHERE tablename = '{table}'" \
            f" LOOP EXECUTE format('DROP POLICY %I ON {table}', p); END LOOP; END $$"  # fmt: skip
        yield f"CREATE POLICY everything ON {table} USING ((SELECT cn_everything()))"
    for way in [*(way for model in models for way in ways(model)), *_more_ways(tables)]:
        yield f"CREATE POLICY {way.name} ON {way.table} FOR {way.verb} USING ({way.condition})"


def _more_ways(tables: list[str]) -> list[Way]:
    modules = [f"caunoi.{package}.walls" for package in PACKAGES if apps.is_installed(f"caunoi.{package}")]
    found = [way for name in modules if find_spec(name) for way in import_module(name).WAYS]
    return [way for way in found if way.table in tables]


def _grants(role: str) -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"
    for table in RECORD:
        yield f"REVOKE UPDATE, DELETE ON {table} FROM {role}"


def _seen_with(model: type[Model], link: str) -> str:
    """Whoever sees the row that this one belongs to sees it too."""
    own = set(PACKAGES)
    links = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model._meta.app_label in own and link in ("", field.name)
    ]
    if len(links) != 1:
        raise ValueError(f"{model._meta.label}: whose rows are these? Say `wall = …` in its DataHandling")
    parent = links[0].related_model._meta
    return f"EXISTS (SELECT 1 FROM {parent.db_table} parent WHERE parent.{parent.pk.column} = {links[0].column})"


def _handling(model: type[Model]) -> type:
    return getattr(model, "DataHandling", object)
