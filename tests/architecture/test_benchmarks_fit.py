"""Benchmarks run in the long run alone; what one takes from another is looked up at every check."""

import ast
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "benchmarks"
TREES = {path.stem: ast.parse(path.read_text("utf-8")) for path in FOLDER.glob("*.py")}


def made(tree: ast.Module) -> set[str]:
    """Names that other modules can take: functions, classes, constants, what is imported."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            found |= {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    return found


def missing(trees: dict[str, ast.Module]) -> list[str]:
    return [
        f"{stem}.py: {node.module} has no {alias.name}"
        for stem, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in trees
        for alias in node.names
        if alias.name not in made(trees[node.module])
    ]


def test_benchmarks_take_from_each_other_what_there_is():
    assert len(TREES) > 10 and missing(TREES) == []


def test_a_name_that_is_gone_is_found():
    trees = {"pages": ast.parse("def answer(): ..."), "finder": ast.parse("from pages import answer, question")}
    assert missing(trees) == ["finder.py: pages has no question"]
