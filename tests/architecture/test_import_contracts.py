"""Each import contract is broken on purpose in a copy of the source, and says so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, SRC

SINS = {
    "places/models.py": "from caunoi.access import models as sin",
    "people/models/persons.py": "from caunoi.people import queries as sin",
    "access/models.py": "from caunoi.access import navigation as sin",
    "indicators/facts.py": "from caunoi.indicators import catalogue as sin",
    "people/actions/cards.py": "from caunoi.workspace import views as sin",
    "look/words.py": "import caunoi.config.settings as sin",
    "indicators/model.py": "import django as sin",
    "reports/apps.py": "from caunoi.people import models as sin",
    "outreach/views/contacts.py": "import duckdb as sin\nfrom caunoi.people.vault import suite as sin",
    "people/vault/suite.py": "import django as sin",
    "newword/__init__.py": "",
}
CONTRACTS = (
    "Packages stack downwards", "Inside a package", "Inside access", "Inside indicators", "Views and forms",
    "Nobody imports", "Indicators, periods", "Reports reach", "Nothing that a hub serves",
    "Web modules import no engine", "Only people reach the vault", "The key-holder process",
)  # fmt: skip


def lint(folder: Path) -> str:
    own = {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200", "NO_COLOR": "1"}
    words = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    return subprocess.run(words, cwd=folder, env=own, capture_output=True, text=True).stdout


@pytest.fixture
def copied(tmp_path):
    shutil.copytree(SRC, tmp_path / "src" / "caunoi", ignore=shutil.ignore_patterns("templates", "locale", "static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_can_be_broken(copied):
    for name, line in SINS.items():
        path = copied / "src" / "caunoi" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text((path.read_text("utf-8") if path.exists() else "") + f"\n{line}\n", "utf-8")
    said = lint(copied)
    for contract in CONTRACTS:
        line = next(line for line in said.splitlines() if line.startswith(contract))
        assert "BROKEN" in line, said
    assert "newword" in said
