"""What tables may hold and point to. Runs over the models of the kind of installation under test."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

from tests.architecture.source import hold, ranks

CLASSES = ("vault", "sealed", "service", "public")
NEVER = {
    "price", "prices", "paid", "payment", "earning", "earnings", "income", "client", "clients", "customer", "customers",
    "buyer", "national", "cccd", "cmnd", "passport", "latitude", "longitude", "lat", "lng", "lon", "gps", "geo",
    "coordinates", "hiv", "viral", "serostatus", "sex", "sw", "fsw", "prostitute", "prostitution", "brothel", "pimp",
    "biometric", "biometrics", "arrest", "conviction",
}  # fmt: skip
"""No field of any table is called so (rule 1): what has no column is never asked, lost or demanded."""
VAULT_ONLY = {
    "phone", "mobile", "telephone", "zalo", "facebook", "email", "address", "street", "birthday", "birthdate", "dob",
    "surname", "name", "note", "notes",
}  # fmt: skip
"""About people these stand in the vault or sealed, or nowhere."""
NEVER_OF_PEOPLE = {"fingerprint", "face", "photo", "picture", "nickname", "alias"}
"""A key or a service may have a fingerprint or a picture; a person never, not even in the vault."""
ABOUT_NO_PERSON = {"directory", "programme", "places", "organisations", "published"}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("caunoi.")]


def package_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def here() -> tuple[str, ...]:
    """The packages whose models this kind of installation has."""
    return tuple(sorted({f"{model._meta.app_label}." for model in own_models()}))


def concrete(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.get_fields() if getattr(field, "concrete", False)]


def upward_keys(model: type[models.Model]) -> dict[str, str]:
    """Foreign keys to a package that does not stand below this one."""
    found = {}
    for field in model._meta.get_fields():
        if not getattr(field, "concrete", False) or field.related_model is None:
            continue
        target = field.related_model
        own = target.__module__.startswith("caunoi.")
        if own and package_of(target) == package_of(model):
            continue
        if not own or ranks()[package_of(target)] <= ranks()[package_of(model)]:
            found[f"{model._meta.label}.{field.name}"] = f"points to {target._meta.label}"
    return found


def test_foreign_keys_point_down():
    found = {where: what for model in own_models() for where, what in upward_keys(model).items()}
    hold("foreign_key", found, "a table points to packages below its own only", within=here())


def test_no_generic_relations():
    found = [
        m._meta.label for m in own_models() if any(isinstance(f, GenericForeignKey) for f in m._meta.private_fields)
    ]
    assert not found, f"a row says what it points to; no GenericForeignKey: {found}"


def badly_classified(fields: list[str], handling: object) -> str:
    """What is wrong with a model's DataHandling: each field stands in exactly one class."""
    if handling is None:
        return "no class DataHandling"
    said = [name for kind in CLASSES for name in getattr(handling, kind, ())]
    unknown = [name for name in vars(handling) if not name.startswith("_") and name not in (*CLASSES, "wall")]
    missing, stale = set(fields) - set(said), set(said) - set(fields)
    twice = {name for name in said if said.count(name) > 1}
    wrong = {"not classified": missing, "no such field": stale, "twice": twice, "no such class": set(unknown)}
    return "; ".join(f"{what}: {', '.join(sorted(names))}" for what, names in wrong.items() if names)


def test_every_field_is_classified():
    wrong = {m._meta.label: badly_classified(concrete(m), vars(m).get("DataHandling")) for m in own_models()}
    found = {where: what for where, what in wrong.items() if what}
    hold(
        "data_handling", found, "name each field once in DataHandling: vault, sealed, service or public", within=here()
    )


def words(name: str) -> set[str]:
    return set(re.split(r"[_\d]+", name.lower()))


def forbidden(package: str, fields: list[str], handling: object) -> dict[str, str]:
    """Fields whose name says that they hold what nobody may ask."""
    kept_shut = {name for kind in ("vault", "sealed") for name in getattr(handling, kind, ())}
    found = {}
    for name in fields:
        never = NEVER if package in ABOUT_NO_PERSON else NEVER | NEVER_OF_PEOPLE
        if bad := words(name) & never:
            found[name] = f"{', '.join(sorted(bad))}: no such field exists (rule 1)"
        elif package not in ABOUT_NO_PERSON and name not in kept_shut and (bad := words(name) & VAULT_ONLY):
            found[name] = f"{', '.join(sorted(bad))}: vault or sealed, or not at all"
    return found


def test_no_field_asks_what_nobody_may_ask():
    found = {}
    for model in own_models():
        for name, what in forbidden(package_of(model), concrete(model), vars(model).get("DataHandling")).items():
            found[f"{model._meta.label}.{name}"] = what
    hold("forbidden_field", found, "a core job needs no identity; see docs/architecture.md", within=here())


def test_the_models_of_this_kind_are_here():
    found = {package_of(model) for model in own_models()}
    assert {"access", "audit", "places", "organisations"} <= found
    assert ("people" in found) == (settings.KIND == "club")


class Nothing:
    service = ("id",)


class Shut:
    sealed = ("phone",)


@pytest.mark.parametrize(
    "fields, handling, said",
    [(["id", "new"], Nothing, "not classified: new"), ([], Nothing, "no such field: id"), (["id"], None, "no class")],
)
def test_a_bad_classification_is_seen(fields, handling, said):
    assert said in badly_classified(fields, handling)
    assert not badly_classified(["id"], Nothing)


@pytest.mark.parametrize(
    "name",
    ["price_dong", "amount_paid", "client_count", "national_id", "cccd", "latitude", "hiv_result", "is_sex_worker"],
)
def test_a_forbidden_name_is_seen(name):
    assert forbidden("people", [name], Nothing)
    assert forbidden("directory", [name], Nothing)


def test_a_key_has_a_fingerprint_and_a_person_has_none():
    assert forbidden("people", ["fingerprint"], Nothing) and not forbidden("published", ["fingerprint"], Nothing)


def test_a_phone_number_stands_in_the_vault():
    assert forbidden("people", ["phone"], Nothing) and not forbidden("people", ["phone"], Shut)
    assert not forbidden("directory", ["phone"], Nothing)


def test_an_upward_key_is_seen(monkeypatch):
    monkeypatch.setitem(ranks(), "places", -1)
    assert any(upward_keys(model) for model in own_models())
