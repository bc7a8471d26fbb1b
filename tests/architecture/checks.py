"""The checkers: syntax in, findings out. Each is fed a bad snippet by a test, so that it is known to bite."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import dotted, functions

WRITES = {"save", "create", "update", "delete", "asave", "acreate", "aupdate", "adelete"}
BULK_WRITES = {
    "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "abulk_create", "abulk_update", "aget_or_create", "aupdate_or_create",
}  # fmt: skip
WRITING_SQL = re.compile(r"\s*(insert|update|delete|truncate|drop|alter|create)\b", re.IGNORECASE)
ACTION = {"action", "acting.action", "committed_action"}
CLOCKS = {
    "timezone.now", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now",
    "datetime.date.today", "time.time", "time.time_ns", "time.localtime",
}  # fmt: skip
LOCAL_CLOCKS = {"timezone.localdate", "timezone.localtime"}
"""They read the clock unless a moment is given."""


def writes(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Calls that write tables. A dict's `update(x)` and a cache's `delete(key)` take positions: not these."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if dotted(node.func) == "os.environ.update":
                continue
            if name in BULK_WRITES or (name in WRITES and not node.args and (name != "update" or node.keywords)):
                yield node.lineno, dotted(node.func)
            elif name in {"execute", "executemany"} and _writing_sql(node):
                yield node.lineno, "writing SQL"


def _writing_sql(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and bool(WRITING_SQL.match(first.value))


def writers(tree: ast.Module) -> set[str]:
    """Module-level functions that write or record, by themselves or through another function of the module.

    Calling an action is no writing of one's own: what asks for several, one after another, leaves each its transaction.
    """
    own = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    acting = {name for name, node in own.items() if is_action(node)}
    calls = {name: {dotted(c.func) for c in ast.walk(node) if isinstance(c, ast.Call)} for name, node in own.items()}
    found = {name for name, node in own.items() if any(writes(node)) or calls[name] & {"audit.record", "record"}}
    while True:
        more = {name for name in own if calls[name] & (found - acting)} - found
        if not more:
            return found
        found |= more


def is_action(node: ast.FunctionDef) -> bool:
    return any(dotted(decorator) in ACTION for decorator in node.decorator_list)


def bad_actions(tree: ast.Module, public: set[str]) -> Iterator[tuple[str, str]]:
    """Public functions that write without `@action`, and actions that are not called by keyword with `by` and `at`."""
    writing = writers(tree)
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        decorated = is_action(node)
        if node.name in public and node.name in writing and not decorated:
            yield node.name, "writes without @action"
        if not decorated:
            continue
        keywords = {argument.arg for argument in node.args.kwonlyargs}
        if node.args.args or node.args.posonlyargs or node.args.vararg:
            yield node.name, "takes arguments by position"
        elif not {"by", "at"} <= keywords:
            yield node.name, "does not take by= and at="


def clocks(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where the time of day is read. `timezone.localdate(at)` is fine: it is given its moment."""
    given = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and (node.args or node.keywords)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name = dotted(node)
            if name in CLOCKS or (name in LOCAL_CLOCKS and id(node) not in given):
                yield node.lineno, name
        elif isinstance(node, ast.ImportFrom) and node.module in {"django.utils.timezone", "time"}:
            for alias in node.names:
                if alias.name in {"now", "localdate", "localtime", "time", "time_ns"}:
                    yield node.lineno, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield node.value.lineno, node.arg


def signals_and_overrides(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Hidden writes: signals, overridden save and delete, generic relations."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            ("django.dispatch", "django.db.models.signals")
        ):
            yield node.lineno, "signal"
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name in {"save", "delete", "asave", "adelete"}:
                    yield inner.lineno, f"{node.name}.{inner.name}() overridden"
        elif isinstance(node, ast.Name) and node.id in {"GenericForeignKey", "GenericRelation"}:
            yield node.lineno, node.id


def long_functions(tree: ast.AST, limit: int) -> Iterator[tuple[str, int]]:
    for node in functions(tree):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > limit:
            yield node.name, lines


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every imported module; `from a import b` gives `a` and `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
