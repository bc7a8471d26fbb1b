"""Whoever guards the data reads acts in words: no code of the program stands on her page."""

import ast
from pathlib import Path

from django.utils import timezone, translation

from caunoi.access.choices import Verb
from caunoi.audit.actions import record_refusal
from caunoi.guardian.acts import WORDS, in_words, why

SOURCES = Path(__file__).parents[2]
OF_A_HUB = {"published", "reports", "exchange"}
NEVER_IN_A_CLUB = {
    Verb.TAKE_RELEASE, Verb.RECEIVE_RELEASE, Verb.PUBLISH_PERIOD, Verb.SEE_COMPLETENESS, Verb.SEE_REPORTS, Verb.ENTER_COLLECTED,
    Verb.SEE_EVIDENCE,
}  # fmt: skip


def test_every_act_has_words_in_both_languages():
    acts = set(Verb) - NEVER_IN_A_CLUB | {
        named.value
        for path in SOURCES.rglob("*.py")
        if "tests" not in path.parts and not OF_A_HUB & set(path.relative_to(SOURCES).parts)
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in ("record", "record_refusal")
        for given in call.keywords
        if given.arg == "action"
        for named in ast.walk(given.value)
        if isinstance(named, ast.Constant) and isinstance(named.value, str)
    }
    assert len(acts) > 120
    assert sorted(acts - set(WORDS)) == []
    with translation.override("en"):
        english = {act: in_words(act) for act in acts}
    with translation.override("vi"):
        assert not [act for act in acts if in_words(act) == english[act]]
        assert in_words("something_new") == "something_new"
        assert why("not related: caseload") == "không thuộc phần việc của người ấy"


def test_the_page_shows_words(guardian, peer, acting, client_of):
    record_refusal(by=acting(peer), at=timezone.now(), action="open_by_card", reason="no role allows it")
    page = client_of(guardian).get("/guardian/record/").content.decode()
    assert "Mở một người bằng thẻ" in page and "vai trò này không làm việc đó" in page
    assert ">open_by_card<" not in page and "no role allows it" not in page
