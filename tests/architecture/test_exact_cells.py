"""Exact cells of a hub: one module reads them, actions use it, no view and no query can (rule 3)."""

import ast
from collections.abc import Iterator

from tests.architecture.checks import imported
from tests.architecture.source import Module, hold, modules

TABLE, READER = "ExactCell", "caunoi.published.exact"


def names_the_table(module: Module) -> Iterator[int]:
    for node in ast.walk(module.tree):
        if (isinstance(node, ast.alias) and node.name == TABLE) or (isinstance(node, ast.Name) and node.id == TABLE):
            yield getattr(node, "lineno", 0)


def test_exact_cells_have_one_reader():
    allowed = {"models", "exact", "actions"}
    found = {}
    for module in modules():
        own = module.package == "published" and module.role in allowed
        for line in names_the_table(module):
            if not own:
                found[module.where] = f"line {line}: {TABLE}"
        for line, name in imported(module.tree):
            if name.startswith(READER) and not (module.package == "published" and module.role == "actions"):
                found[module.where] = f"line {line}: {name}"
    hold("exact_cells", found, "read audience tables: they are what was controlled")


def test_a_second_reader_is_seen(tmp_path):
    path = tmp_path / "views.py"
    path.write_text("from caunoi.published.models import ExactCell\n", "utf-8")
    assert list(names_the_table(Module(path)))
