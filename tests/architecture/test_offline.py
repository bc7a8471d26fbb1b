"""Every form of daily work says which command it is on a phone without a line, or why it needs one."""

from importlib import import_module
from inspect import isclass
from pkgutil import iter_modules

import pytest
from django import forms
from django.conf import settings

PACKAGES = ("outreach", "groups", "referrals", "workspace") if settings.KIND == "club" else ()
"""Whose forms are daily work: in the street, in the meeting room, with one person."""


def forms_of(package: str) -> dict[str, type[forms.Form]]:
    """Every form that a page shows: those that others are built on (`_Name`, parts.py) have no page."""
    front = import_module(f"caunoi.{package}.forms")
    names = [f"{front.__name__}.{found.name}" for found in iter_modules(getattr(front, "__path__", []))]
    found = {}
    for module in (front, *map(import_module, names)):
        for name, value in vars(module).items():
            if isclass(value) and issubclass(value, forms.BaseForm) and value.__module__ == module.__name__:
                if not name.startswith("_") and not module.__name__.endswith(".parts"):
                    found[f"{module.__name__}.{name}"] = value
    return found


def wrong(form: type[forms.BaseForm], commands: dict) -> str:
    """What is missing of this form's word about the time without a line; empty if nothing is."""
    if getattr(form, "online_only", ""):
        return ""
    name = getattr(form, "offline", "")
    if name not in commands:
        return f"names no command of offline.py ({name or 'none'}), and no reason in online_only"
    return ""


@pytest.mark.parametrize("package", PACKAGES)
def test_each_form_states_its_command(package):
    commands = import_module(f"caunoi.{package}.offline").COMMANDS
    found = {where: what for where, form in forms_of(package).items() if (what := wrong(form, commands))}
    assert not found, found
    named = {getattr(form, "offline", "") for form in forms_of(package).values()}
    assert not set(commands) - named, "commands without a form"


@pytest.mark.parametrize("package", PACKAGES)
def test_a_commands_fields_are_fields_of_its_form(package):
    commands = import_module(f"caunoi.{package}.offline").COMMANDS
    for command in commands.values():
        own = [form for form in forms_of(package).values() if getattr(form, "offline", "") == command.name]
        pieces = {name for name in command.fields if name.startswith("given_")}
        known = {name for form in own for name in form.base_fields} | pieces
        assert set(command.fields) <= known, command.name
        assert hasattr(command.action, "__wrapped__"), f"{command.name}: not an action"


def test_a_form_that_says_nothing_is_seen():
    class Silent(forms.Form):
        pass

    assert wrong(Silent, {})
    Silent.online_only = "a file is read by the server"
    assert not wrong(Silent, {})
