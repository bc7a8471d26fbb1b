"""Sizes that describe good code, package docstrings, and views that only their own package uses."""

import ast
from pathlib import Path

from tests.architecture.checks import imported, long_functions
from tests.architecture.source import ROOT, SRC, Module, hold, modules, packages

MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES, TEST_LINES = 500, 60, 200, 400
FOLDERS = ("src", "tests", "tools", "front")


def _lines(path: Path) -> int:
    return path.read_text("utf-8").count("\n")


def _python() -> list[Path]:
    return [p for folder in FOLDERS for p in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in p.parts]


def too_long(paths: list[Path], limit: int) -> dict[str, str]:
    found = {path.relative_to(ROOT).as_posix(): _lines(path) for path in paths}
    return {where: f"{lines} lines, at most {limit}" for where, lines in found.items() if lines > limit}


def test_modules_are_short():
    own = [path for path in _python() if "tests" not in path.parts]
    hold("module_lines", too_long(own, MODULE_LINES), "split it by verb or by thing")


def test_test_files_are_short():
    own = [path for path in _python() if "tests" in path.parts]
    hold("test_lines", too_long(own, TEST_LINES), "one file per use case")


def test_templates_are_short():
    hold("template_lines", too_long(sorted(SRC.rglob("templates/**/*.html")), TEMPLATE_LINES), "take a part out")


def test_functions_are_short():
    found = {}
    for path in _python():
        for name, lines in long_functions(ast.parse(path.read_text("utf-8")), FUNCTION_LINES):
            found[f"{path.relative_to(ROOT).as_posix()}::{name}"] = f"{lines} lines, at most {FUNCTION_LINES}"
    hold("function_lines", found, "name its steps as functions")


def test_length_is_seen(tmp_path):
    long = "def f():\n" + "    g()\n" * FUNCTION_LINES
    assert list(long_functions(ast.parse(long), FUNCTION_LINES)) == [("f", FUNCTION_LINES + 1)]
    inside = ROOT / "tests" / "architecture" / "test_shape.py"
    assert too_long([inside], 3)


def bad_front(module: Module) -> str:
    """What is wrong with a package's `__init__`: it is a docstring of 3–8 lines and nothing else."""
    lines = module.text.count("\n")
    if len(module.tree.body) != 1 or not ast.get_docstring(module.tree):
        return "holds code, or no docstring"
    return "" if 3 <= lines <= 8 else f"{lines} lines"


def test_each_package_says_what_it_owns():
    fronts = {f"src/caunoi/{package}": bad_front(Module(SRC / package / "__init__.py")) for package in packages()}
    found = {where: what for where, what in fronts.items() if what}
    hold("package_docstring", found, "3–8 lines: what it owns, what it must not know, its hardest rule; no code")


def foreign_screens(package: str, tree: ast.AST) -> dict[int, str]:
    """Imports of another package's views or forms; look's form parts are made for everybody."""
    found = {}
    for line, name in imported(tree):
        parts = name.split(".")
        screen = len(parts) > 2 and parts[0] == "caunoi" and parts[2] in {"views", "forms"}
        if screen and parts[1] not in {package, "look"}:
            found[line] = name
    return found


def test_screens_belong_to_their_package():
    found = {}
    for module in modules():
        if module.package != "config":
            for line, name in foreign_screens(module.package, module.tree).items():
                found[module.where] = f"line {line}: {name}"
    hold("foreign_screen", found, "share the query or the action, not the screen")


def test_a_foreign_screen_is_seen():
    assert foreign_screens("people", ast.parse("from caunoi.outreach.forms import NoteForm"))
    assert foreign_screens("people", ast.parse("from caunoi.outreach import views"))
    assert not foreign_screens("people", ast.parse("from caunoi.people import views\nfrom caunoi.look.forms import X"))
