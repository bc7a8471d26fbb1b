"""Everything that `make check` promises, side by side on two cores; changes no file.

python tools/check.py             all parts; a part that fails shows what it said and how to mend it
python tools/check.py --only WORD parts whose name holds the word
python tools/check.py --fix       put formatting and imports right first
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import distributions, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTHON = sys.executable
SHOWN_LINES = 60
MIGRATE = "django-admin makemigrations LABEL; one migration per change, with a name"


@dataclass(frozen=True)
class Part:
    """One check: a command, or a function that returns complaints."""

    name: str
    run: tuple[str, ...] | Callable[[], list[str]]
    mend: str
    kind: str = "club"


@dataclass(frozen=True)
class Result:
    part: Part
    passed: bool
    output: str
    seconds: float


def parts() -> list[Part]:
    """Longest first, so that both cores end together."""
    architecture = (PYTHON, "-m", "pytest", "tests/architecture", "--tb=line")
    migrations = (PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run")
    lint, formatting = (str(BIN / "ruff"), "check", "."), (str(BIN / "ruff"), "format", "--check", ".")
    concise = ("--quiet", "--output-format", "concise")
    return [
        Part("architecture, club", architecture, "each finding says where and what to do"),
        Part("architecture, hub", architecture, "each finding says where and what to do", "hub"),
        Part("types", (PYTHON, "-m", "mypy", "--no-error-summary"), "give the right type; an ignore needs a reason"),
        Part("migrations, club", migrations, MIGRATE),
        Part("migrations, hub", migrations, MIGRATE, "hub"),
        Part("templates", (PYTHON, "-m", "djlint", "--lint", "--quiet", "src"), "the code names the rule"),
        Part(
            "imports", (str(BIN / "lint-imports"), "--no-logo"), "import downwards only (contracts in pyproject.toml)"
        ),
        Part("messages", (PYTHON, "tools/messages.py"), "python tools/messages.py --write, then translate"),
        Part("house rules", house_rules, "each line names its rule"),
        Part("locked packages", unlocked, 'compile them again (CONTRIBUTING, "… a dependency")'),
        Part("lint", (*lint, *concise), "make fix, then mend the rest by hand"),
        Part("format", (*formatting, *concise), "make fix"),
    ]


# --- house rules: what no tool knows ---
OWN_PATH = re.compile(re.escape(str(ROOT)) + r"\b|/home/\w|/root/|/Users/\w|C:\\Users")
REGISTRY = re.compile(r"pypi\.org/simple|files\.pythonhosted|registry\.npmjs|--(extra-)?index-url|\"resolved\":")
NOBODY = r"(?!(?:[\w-]+\.)*(?:example(?:\.\w+)?|test|invalid|localhost)\b)"
ADDRESS = re.compile(rf"[\w.+-]+@{NOBODY}[\w-]+(?:\.[\w-]+)*\.[a-z]{{2,}}", re.IGNORECASE)
SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>.*)")
EXPLAINED = re.compile(r"(?::\s*[A-Z0-9, ]+|\[[a-z0-9, -]+\])\s*[#–-]\s*\w+")
BINARY = {".mo", ".png", ".jpg", ".woff2", ".pdf", ".ico"}


def tracked() -> list[Path]:
    """Files that are or may be committed."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return [path for path in paths if path.suffix not in BINARY and path.is_file() and not path.is_symlink()]


def line_rules(line: str, *, python: bool) -> list[str]:
    """What is wrong with one line."""
    found = []
    if OWN_PATH.search(line):
        found.append("names a path of one machine")
    if REGISTRY.search(line):
        found.append("names a package registry; files are resolved by whatever index the machine uses")
    if ADDRESS.search(line):
        found.append("an e-mail address; use one at example.org")
    if python and (silenced := SILENCED.search(line)) and not EXPLAINED.match(silenced["rest"]):
        found.append("a silenced check needs its code and a reason: `# noqa: CODE  # why`")
    return found


def house_rules() -> list[str]:
    """Machine paths, registry hosts, addresses of people, silenced checks without a reason."""
    found = []
    for path in tracked():
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            for rule in line_rules(line, python=path.suffix == ".py"):
                found.append(f"{path.relative_to(ROOT)}:{number}: {rule}")
    return found


# --- lock files ---
LOCKED = re.compile(r"^(?P<name>[\w.-]+)==", re.MULTILINE)


def unlocked() -> list[str]:
    """Packages that a locked one needs here and that its lock file does not hold: a fresh machine would refuse them all."""
    found = []
    for path in (ROOT / "requirements.txt", ROOT / "requirements-assets.txt", ROOT / "requirements-dev.txt"):
        locked = {canonicalize_name(name) for name in LOCKED.findall(path.read_text())}
        for name in sorted(locked & installed()):
            needed = {canonicalize_name(one.name) for one in map(Requirement, requires(name) or ()) if applies(one)}
            found += [f"{path.name}: {name} needs {one}" for one in sorted(needed - locked)]
    return found


def installed() -> set[str]:
    return {canonicalize_name(one.name) for one in distributions()}


def applies(requirement: Requirement) -> bool:
    """Whether it is needed here without any extra: extras that we ask for are resolved when the lock is compiled."""
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


# --- running ---
def run(part: Part) -> Result:
    began = time.monotonic()
    if callable(part.run):
        lines = part.run()
        return Result(part, not lines, "\n".join(lines), time.monotonic() - began)
    own = {name: value for name, value in os.environ.items() if not name.startswith("CAUNOI_")}
    own |= {
        "CAUNOI_KIND": part.kind,
        "DJANGO_SETTINGS_MODULE": "caunoi.config.settings",
        "NO_COLOR": "1",
        "COLUMNS": "160",
    }
    done = subprocess.run(part.run, cwd=ROOT, env=own, capture_output=True, text=True)
    return Result(part, done.returncode == 0, (done.stdout + done.stderr).strip(), time.monotonic() - began)


def lacking() -> list[str]:
    """What this machine does not have, and how to get it."""
    tools = ("ruff", "mypy", "djlint", "lint-imports", "pytest")
    found = [f"{name}: make setup-dev" for name in tools if not (BIN / name).exists()]
    if not shutil.which("git"):
        found.append("git: apt-get install git")
    if not shutil.which("xgettext") or not shutil.which("msgfmt"):
        found.append("gettext: apt-get install gettext")
    return found


def report(result: Result) -> None:
    print(f"{'ok  ' if result.passed else 'FAIL'}  {result.part.name:<20} {result.seconds:5.1f} s", flush=True)
    if not result.passed:
        lines = result.output.splitlines()
        more = len(lines) - SHOWN_LINES
        shown = lines if more <= 0 else [*lines[:SHOWN_LINES], f"… and {more} more lines"]
        print("".join(f"      {line}\n" for line in shown) + f"      → {result.part.mend}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="a word of the part's name")
    parser.add_argument("--fix", action="store_true", help="put formatting and imports right first")
    chosen = parser.parse_args()
    if missing := lacking():
        print("This machine lacks:\n" + "\n".join(f"  {line}" for line in missing), file=sys.stderr)
        return 2
    if chosen.fix:
        subprocess.run([BIN / "ruff", "check", "--fix", "--quiet", "."], cwd=ROOT)
        subprocess.run([BIN / "ruff", "format", "--quiet", "."], cwd=ROOT)
    began, results = time.monotonic(), []
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for result in pool.map(run, [part for part in parts() if chosen.only in part.name]):
            report(result)
            results.append(result)
    failed = [result.part.name for result in results if not result.passed]
    print(f"{time.monotonic() - began:.0f} s; " + (f"failed: {', '.join(failed)}" if failed else "all is well"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
