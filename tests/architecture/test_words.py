"""The words of the code are in the glossary, every verb has a rule and a use, one message has one translation."""

import gettext
from collections import defaultdict
from pathlib import Path

from caunoi.access.choices import Role, Verb
from caunoi.access.rules import RULES
from tests.architecture.checks import imported
from tests.architecture.source import ROOT, SRC, hold, modules

GLOSSARY = ROOT / "GLOSSARY.md"
VERBS_PAGE = ROOT / "docs" / "access.md"


def test_every_role_is_in_the_glossary():
    text = GLOSSARY.read_text("utf-8").replace("_", " ")
    found = {role.value: "not in GLOSSARY.md" for role in Role if role.value.replace("_", " ") not in text}
    hold("role_in_glossary", found, "add the role and its Vietnamese word")


def test_every_verb_is_explained():
    text = VERBS_PAGE.read_text("utf-8")
    hold("verb_in_docs", {verb.value: "not explained" for verb in Verb if verb not in text}, "say it in docs/access.md")


def test_every_verb_has_a_rule():
    ruled = {rule.verb for rule in RULES}
    hold(
        "verb_without_rule", {verb.value: "no role may ever do it" for verb in Verb if verb not in ruled}, "add a rule"
    )


def test_every_verb_is_asked_for():
    text = "".join(module.text for module in modules() if module.role not in {"choices", "rules"})
    found = {verb.value: "nothing asks for it" for verb in Verb if f"Verb.{verb.name}" not in text}
    hold("verb_unused", found, "delete the verb and its rules, or use it")


def contradictions(catalogues: dict[str, dict[str, str]]) -> dict[str, str]:
    """Messages that two catalogues translate differently."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for where, catalogue in catalogues.items():
        for message, translation in catalogue.items():
            said[message].setdefault(translation, where)
    return {
        message.replace("\x04", " | "): " ≠ ".join(f"“{text}” ({where})" for text, where in sorted(texts.items()))
        for message, texts in said.items()
        if len(texts) > 1
    }


def catalogue(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        read = gettext.GNUTranslations(file)._catalog
    return {key if isinstance(key, str) else key[0]: text for key, text in read.items() if key}


def test_a_message_has_one_translation():
    paths = sorted(SRC.glob("*/locale/vi/LC_MESSAGES/django.mo"))
    found = contradictions({path.parts[-5]: catalogue(path) for path in paths})
    hold("one_translation", found, "agree on one, or tell them apart by pgettext")


def test_a_contradiction_is_seen():
    assert contradictions({"people": {"Close": "Đóng"}, "releases": {"Close": "Chốt"}})
    assert not contradictions({"people": {"Close": "Đóng"}, "releases": {"Close": "Đóng"}})


def test_imports_are_read_whole():
    import ast

    read = {name for _line, name in imported(ast.parse("import a.b\nfrom c import d"))}
    assert read == {"a.b", "c", "c.d"}
