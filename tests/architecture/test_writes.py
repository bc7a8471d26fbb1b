"""Tables are written in actions, by keyword, with who and when; nothing is written behind one's back."""

import ast

from tests.architecture.checks import bad_actions, clocks, imported, signals_and_overrides, writes
from tests.architecture.source import Module, hold, modules

DOORS = {
    "views", "urls", "forms", "middleware", "fresh", "context", "navigation", "tasks", "management", "adapter", "hsds",
}  # fmt: skip
"""Only these read the clock; they pass it on as `at`."""


def test_tables_are_written_in_actions_only():
    found = {}
    for module in modules():
        if module.role != "actions":
            for line, what in writes(module.tree):
                found.setdefault(module.where, f"line {line}: {what}")
    hold("write_outside_actions", found, "move the write into an action of the package that owns the table")


def test_a_write_is_seen_and_a_dict_is_not():
    bad = (
        "row.save()",
        "Row.objects.create(a=1)",
        "rows.update(a=1)",
        "rows.delete()",
        "Row.objects.bulk_create(rows)",
    )
    for line in (*bad, "cursor.execute('DELETE FROM x')"):
        assert list(writes(ast.parse(line))), line
    for line in ("values.update(more)", "hash.update(b'')", "cache.delete(key)", "cursor.execute('SELECT 1')"):
        assert not list(writes(ast.parse(line))), line


def public_names(module: Module) -> set[str]:
    """What callers may use: of `actions.py` every plain name, of a folder `actions/` what its `__init__` lists."""
    if module.path.name == "actions.py":
        own = module.tree
        return {node.name for node in own.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}
    front = ast.parse((module.path.parent / "__init__.py").read_text("utf-8"))
    return {
        alias.asname or alias.name for node in front.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def test_every_action_says_who_and_when():
    found = {}
    for module in modules():
        if module.role == "actions":
            for name, what in bad_actions(module.tree, public_names(module)):
                found[f"{module.where}::{name}"] = what
    hold("action_form", found, "decorate with @action and take everything by keyword, by= and at= among it")


def test_bad_actions_are_seen():
    bad = {
        "def give(*, by, at):\n    row.save()": "writes without @action",
        "def give(*, by, at):\n    _write()\n\ndef _write():\n    row.save()": "writes without @action",
        "@action\ndef give(by, *, at):\n    row.save()": "takes arguments by position",
        "@action\ndef give(*, by):\n    row.save()": "does not take by= and at=",
    }
    for text, what in bad.items():
        assert list(bad_actions(ast.parse(text), {"give"})) == [("give", what)], text
    assert not list(bad_actions(ast.parse("@action\ndef give(*, by, at):\n    row.save()"), {"give"}))
    after_another = (
        "def give(*, by, at):\n    put(by=by, at=at)\n\n@committed_action\ndef put(*, by, at):\n    row.save()"
    )
    assert not list(bad_actions(ast.parse(after_another), {"give"}))


def test_a_folder_of_actions_is_entered_by_its_front():
    found = {}
    for module in modules():
        for line, name in imported(module.tree):
            parts = name.split(".")
            if parts[0] == "caunoi" and parts[2:3] == ["actions"] and len(parts) > 4 and parts[1] != module.package:
                found[module.where] = f"line {line}: {name}"
    hold("actions_entered_sideways", found, "import the name from caunoi.<package>.actions")


def test_only_doors_read_the_clock():
    found = {}
    for module in modules():
        if module.role not in DOORS and module.package not in {"config", "devtools"}:
            for line, what in clocks(module.tree):
                found.setdefault(module.where, f"line {line}: {what}")
    hold("clock", found, "take `at` from whoever calls; views, tasks and commands pass timezone.now()")


def test_a_clock_is_seen():
    for line in (
        "timezone.now()",
        "timezone.localdate()",
        "date.today()",
        "f(default=timezone.now)",
        "F(auto_now=True)",
    ):
        assert list(clocks(ast.parse(line))), line
    for line in ("timezone.localdate(at)", "Assignment.objects.now()", "Now()"):
        assert not list(clocks(ast.parse(line))), line


def test_nothing_is_written_behind_ones_back():
    found = {}
    for module in modules():
        for line, what in signals_and_overrides(module.tree):
            found.setdefault(module.where, f"line {line}: {what}")
    hold("hidden_write", found, "call the action; dependents check at use (docs/architecture.md)")


def test_a_hidden_write_is_seen():
    for text in (
        "from django.db.models.signals import post_save",
        "from django.dispatch import receiver",
        "class A(models.Model):\n    def save(self): ...",
        "class A(models.Model):\n    of = GenericForeignKey()",
    ):
        assert list(signals_and_overrides(ast.parse(text))), text
