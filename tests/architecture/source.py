"""The source as data: packages, layers, modules and their syntax trees, exceptions with reasons."""

import ast
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "caunoi"


@dataclass(frozen=True)
class Module:
    """One file. `package` is the domain word it belongs to, `role` the first name inside (actions, models, views …)."""

    path: Path

    @property
    def where(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def package(self) -> str:
        return self.path.relative_to(SRC).parts[0]

    @property
    def role(self) -> str:
        parts = self.path.relative_to(SRC).with_suffix("").parts
        return parts[1] if len(parts) > 1 else ""

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the packages, without tests and migrations."""
    found = (path for path in sorted(SRC.rglob("*.py")) if not {"tests", "migrations"} & set(path.parts))
    return tuple(Module(path) for path in found if path.name != "conftest.py" and path.parent != SRC)


@cache
def packages() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in SRC.glob("*/__init__.py")))


@cache
def ranks() -> dict[str, int]:
    """The layer of each package, 0 on top, as the import contract says."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "packages")
    return {name.strip().strip("()"): rank for rank, layer in enumerate(layers) for name in layer.split("|")}


@cache
def exceptions_file() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "exceptions.toml").read_text("utf-8"))


def exceptions(rule: str) -> frozenset[str]:
    """What is excepted from this rule, each with a reason and a date in exceptions.toml."""
    return frozenset(entry["where"] for entry in exceptions_file()["exception"] if entry["rule"] == rule)


def hold(rule: str, found: dict[str, str], how_to_mend: str, *, within: tuple[str, ...] = ("",)) -> None:
    """Fail on what was found and is not excepted, and on an exception that is no longer needed.

    `found` maps where to what. `within` are the beginnings of what this run could have met at all.
    """
    excepted = exceptions(rule)
    new = [f"{where}: {what}" for where, what in sorted(found.items()) if where not in excepted]
    assert not new, f"{rule}: {how_to_mend}\n  " + "\n  ".join(new)
    stale = sorted(where for where in excepted - set(found) if where.startswith(within))
    assert not stale, f"{rule}: these exceptions are no longer needed, delete them from exceptions.toml: {stale}"


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute chain; a call or an index in between is written as its callee."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    if isinstance(node, ast.Subscript):
        return f"{dotted(node.value)}[]"
    return node.id if isinstance(node, ast.Name) else "?"
