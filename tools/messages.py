"""Whether every message of every package is translated, and nothing else is.

python tools/messages.py            look, and name each missing, stale, fuzzy or untranslated message
python tools/messages.py --write    bring the catalogues up to date and compile them; translate what it then names
"""

import argparse
import gettext
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "caunoi"
PROGRAMS = ("xgettext", "msgmerge", "msgattrib", "msgfmt")
KEYWORDS = (
    "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3", "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)  # fmt: skip
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: caunoi\\n"
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""
IDLE_HEADERS = re.compile(r'"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid).*\n')
"""Dates that change with every run, and names of people."""
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdrif]|\{\w*\}")


class GettextError(Exception):
    """A gettext program could not read what it was given."""


@dataclass
class Entry:
    """One message of a catalogue; `key` is context and message."""

    context: str = ""
    message: str = ""
    plural: str = ""
    translations: list[str] = field(default_factory=list)
    fuzzy: bool = False
    obsolete: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.message

    def __str__(self) -> str:
        return f"“{self.message}”" + (f" (context “{self.context}”)" if self.context else "")


def read(text: str) -> list[Entry]:
    """The entries of a .po or .pot text, without the header."""
    return [entry for block in re.split(r"\n\s*\n", text) if (entry := _entry(block)).message]


def _entry(block: str) -> Entry:
    entry, part = Entry(), ""
    values: dict[str, str] = {}
    for line in block.splitlines():
        if line.startswith("#,") and "fuzzy" in line:
            entry.fuzzy = True
        if line.startswith("#~"):
            entry.obsolete, line = True, line[2:].strip()
        if found := re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+(".*")', line):
            part, quoted = found.groups()
            values[part] = _unquoted(quoted)
        elif line.startswith('"') and part:
            values[part] += _unquoted(line)
    entry.context, entry.message = values.get("msgctxt", ""), values.get("msgid", "")
    entry.plural = values.get("msgid_plural", "")
    entry.translations = [text for name, text in values.items() if name.startswith("msgstr")]
    return entry


def _unquoted(quoted: str) -> str:
    inner = quoted.strip()[1:-1]
    return re.sub(r'\\(["\\n])', lambda found: "\n" if found[1] == "n" else found[1], inner)


def complaints(needed: list[Entry], kept: list[Entry]) -> list[str]:
    """What is wrong with a catalogue that should translate exactly what is needed."""
    have = {entry.key: entry for entry in kept if not entry.obsolete}
    need = {entry.key for entry in needed}
    found = [f"missing: {entry}" for entry in needed if entry.key not in have]
    found += [f"stale: {entry}" for entry in kept if entry.obsolete or entry.key not in need]
    for entry in have.values():
        if entry.fuzzy:
            found.append(f"fuzzy: {entry}")
        elif not all(entry.translations) or not entry.translations:
            found.append(f"untranslated: {entry}")
        elif wrong := _lost_placeholders(entry):
            found.append(f"placeholders differ: {entry}: {wrong}")
    return found


def _lost_placeholders(entry: Entry) -> str:
    wanted = set(PLACEHOLDER.findall(entry.plural or entry.message))
    given = {place for text in entry.translations for place in PLACEHOLDER.findall(text)}
    return ", ".join(sorted(wanted ^ given))


def extract(package: Path, folder: Path) -> Path | None:
    """The .pot of a package, or nothing where it has no message. Templates are read as Django reads them."""
    sources = []
    for path in sorted([*package.rglob("*.py"), *package.rglob("templates/**/*.*")]):
        if {"tests", "migrations", "static"} & set(path.parts) or path.name == "conftest.py":
            continue
        text = path.read_text("utf-8")
        copy = folder / package.name / f"{path.relative_to(package).as_posix().replace('/', '.')}.py"
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(text if path.suffix == ".py" else templatize(text, origin=str(path)), "utf-8")
        sources.append(str(copy))
    pot = folder / f"{package.name}.pot"
    words = [
        "xgettext",
        "-L",
        "Python",
        "--from-code=UTF-8",
        "--no-wrap",
        "--no-location",
        "--add-comments=Translators",
    ]
    _run([*words, *(f"--keyword={keyword}" for keyword in KEYWORDS), "-o", str(pot), *sources])
    if not pot.exists():
        return None
    pot.write_text(pot.read_text("utf-8").replace("charset=CHARSET", "charset=UTF-8"), "utf-8")
    return pot


def _run(words: list[str]) -> None:
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode:
        raise GettextError(f"{words[0]}: {done.stderr.strip()}".replace(f"{ROOT}/", ""))


def check(package: Path, folder: Path) -> list[str]:
    """What is wrong with the messages of one package."""
    try:
        return _check(package, folder)
    except GettextError as problem:
        return [f"cannot be read: {problem}"]


def _check(package: Path, folder: Path) -> list[str]:
    pot, po = extract(package, folder), package / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    needed = read(pot.read_text("utf-8")) if pot else []
    kept = read(po.read_text("utf-8")) if po.exists() else []
    found = complaints(needed, kept)
    return found + (_compiled(po, folder / f"{package.name}.mo") if po.exists() else [])


def _compiled(po: Path, fresh: Path) -> list[str]:
    """The committed .mo says the same as the .po (contents are compared, not bytes)."""
    _run(["msgfmt", "--check", "-o", str(fresh), str(po)])
    mo = po.with_suffix(".mo")
    if not mo.exists():
        return ["not compiled: there is no django.mo"]
    return [] if _catalogue(mo) == _catalogue(fresh) else ["not compiled: django.mo differs from django.po"]


def _catalogue(mo: Path) -> dict[object, str]:
    with mo.open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]  # the only whole view of it


def write(package: Path, folder: Path, others: list[Path]) -> None:
    """Add what is missing (with the words of other packages where they have them), drop what is stale, compile."""
    pot, po = extract(package, folder), package / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    if pot is None:
        return
    po.parent.mkdir(parents=True, exist_ok=True)
    if not po.exists():
        po.write_text(HEADER, "utf-8")
    before = po.read_text("utf-8")
    merged, clean = folder / f"{package.name}.merged", folder / f"{package.name}.clean"
    known = [f"--compendium={other}" for other in others if other != po]
    _run(["msgmerge", "-q", "--no-fuzzy-matching", "--no-wrap", *known, "-o", str(merged), str(po), str(pot)])
    _run(["msgattrib", "--no-obsolete", "--no-wrap", "-o", str(clean), str(merged)])
    if complaints(read(pot.read_text("utf-8")), read(before)):
        po.write_text(IDLE_HEADERS.sub("", clean.read_text("utf-8")), "utf-8")
    if _compiled(po, fresh := folder / f"{package.name}.mo"):
        shutil.copyfile(fresh, po.with_suffix(".mo"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="bring catalogues up to date and compile them")
    parser.add_argument("package", nargs="*", help="only these packages")
    chosen = parser.parse_args()
    lacking = [program for program in PROGRAMS if not shutil.which(program)]
    if lacking:
        print(f"missing programs: {', '.join(lacking)}. Install them: apt-get install gettext", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")
    packages = [path.parent for path in sorted(SRC.glob("*/__init__.py"))]
    packages = [path for path in packages if not chosen.package or path.name in chosen.package]
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(2) as pool:
        if chosen.write:
            others = sorted(SRC.glob("*/locale/vi/LC_MESSAGES/django.po"))
            try:
                for package in packages:
                    write(package, Path(name), others)
            except GettextError as problem:
                print(f"{problem}\nMend this catalogue first; those before it are written.", file=sys.stderr)
                return 2
        results = list(pool.map(lambda package: check(package, Path(name)), packages))
    for package, found in zip(packages, results, strict=True):
        for complaint in found:
            print(f"{package.name}: {complaint}")
    if wrong := sum(map(len, results)):
        print(f"{wrong} to mend: python tools/messages.py --write, then translate what it still names in locale/vi")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
