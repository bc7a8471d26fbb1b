"""No module that the pages of figures can reach reads exact cells: proved over the imports, not by trust."""

import ast
from pathlib import Path

import caunoi

SRC = Path(caunoi.__file__).parent
FORBIDDEN = {
    "caunoi.published.exact",
    "caunoi.published.actions",
    "caunoi.published.hub_keys",
    "caunoi.published.envelope",
}


def path_of(module):
    base = SRC.parent / Path(*module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def imports(module):
    found = set()
    for node in ast.walk(ast.parse(path_of(module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.startswith("caunoi.") and path_of(name).exists()}


def reachable(*start):
    seen, todo = set(), list(start)
    while todo:
        module = todo.pop()
        if module not in seen:
            seen.add(module)
            todo.extend(imports(module))
    return seen


def test_reports_reach_no_reader_of_exact_cells():
    reached = reachable("caunoi.reports.views", "caunoi.reports.tables", "caunoi.reports.urls")
    assert "caunoi.published.queries" in reached and "caunoi.published.models" in reached
    assert not reached & FORBIDDEN
    naming = {one for one in reached if "ExactCell" in path_of(one).read_text("utf-8")}
    assert naming == {"caunoi.published.models", "caunoi.published.models.figures"}


def test_the_check_would_find_it():
    assert "caunoi.published.exact" in reachable("caunoi.exchange.views.programme")
