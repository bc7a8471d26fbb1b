"""A table or field is never forgotten: neither on the copy that she may ask for, nor in the inventory."""

import pytest
from django.apps import apps
from django.conf import settings

from caunoi.lib.fields import IdField

pytestmark = pytest.mark.skipif(settings.KIND != "club", reason="a hub has no rows of people")
if settings.KIND == "club":
    from caunoi.access.walls import PACKAGES
    from caunoi.guardian.inventory import BY_PACKAGE, LINES, lines, own_models
    from caunoi.portal.kept import keyed_tables
    from caunoi.portal.kept_words import LEFT_OUT, SHARED, TABLES_LEFT_OUT, WORDS

KEYS = {"pseudonym", "subject", "about"}


def keys(model):
    """Names of fields that hold an id or a link."""
    return {field.name for field in model._meta.concrete_fields if field.related_model or isinstance(field, IdField)}


def keyed_by_name():
    """Found another way than the copy finds them: any field named like a key to a person, or a link to such a table."""
    found = {model._meta.label for model in apps.get_models() if KEYS & keys(model)}
    found |= {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model and field.related_model._meta.label in found and model._meta.app_label in PACKAGES
    }
    return found


def test_no_table_keyed_to_a_person_is_forgotten():
    told = {model._meta.label for model, _path in keyed_tables()}
    forgotten = keyed_by_name() - told - TABLES_LEFT_OUT - {"audit.Entry"}  # the record is told as who looked
    assert told == set(WORDS), f"give it a title in portal/kept_words.py: {told ^ set(WORDS)}"
    assert not forgotten, f"give it words in portal/kept_words.py: {forgotten}"
    assert len(told) >= 18


def test_no_field_keyed_to_a_person_is_forgotten():
    for model, _path in keyed_tables():
        _title, words = WORDS[model._meta.label]
        fields = {field.name for field in model._meta.concrete_fields}
        assert fields <= set(words) | set(SHARED) | LEFT_OUT, f"give a word or leave it out: {model._meta.label}"
        assert set(words) <= fields, f"words of fields that are gone: {model._meta.label}"
        said = {
            name for kind in ("vault", "sealed", "service", "public") for name in getattr(model.DataHandling, kind, ())
        }
        assert said == fields


def test_every_table_says_what_it_is_for():
    tables = {model._meta.label for model in own_models()}
    unsaid = {table for table in tables - set(LINES) if table.split(".")[0] not in BY_PACKAGE}
    assert not unsaid, f"say in guardian/inventory.py what each is for and how long it stays: {unsaid}"
    assert set(LINES) <= tables, f"lines of tables that are gone: {set(LINES) - tables}"
    assert not set(BY_PACKAGE) & set(PACKAGES), "a table of people has its own line"


def test_every_field_stands_in_the_inventory():
    told = {line.table: {name for _kind, names in line.fields for name in names} for line in lines()}
    for model in own_models():
        assert told[model._meta.label] == {field.name for field in model._meta.concrete_fields}, model._meta.label
