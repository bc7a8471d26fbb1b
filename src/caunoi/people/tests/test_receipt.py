"""The receipt says what she agreed to and how to end it, and gives nothing away to whoever finds it."""

import re
from ast import literal_eval
from pathlib import Path

import pytest
from django.utils import translation

from caunoi.conftest import make_organisation
from caunoi.lib.discretion import is_discreet
from caunoi.people.choices import ConsentMethod, FieldClass, Purpose
from caunoi.people.consent_rules import RULES
from caunoi.people.models import Consent
from caunoi.people.receipts import receipt

BROWSER = Path(__file__).parents[4] / "tests" / "browser" / "test_walking_path.py"
REVEALING = literal_eval(re.search(r"^REVEALING = (\(.*?\))$", BROWSER.read_text("utf-8"), re.M | re.S).group(1))
"""The list that the walk in a browser looks for on slips."""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("purpose", Purpose)
def test_no_revealing_word_stands_on_it(language, purpose, now, provider, peer):
    rule = RULES[purpose]
    line = Consent(
        purpose=purpose, recipient=provider if rule.allows_recipient(provider.kind) else None, receipt_code="2741883056",
        field_classes=sorted(rule.may_pass), given_at=now, expires_at=now + rule.lasts, recorded_by=peer,
    )  # fmt: skip
    with translation.override(language):
        text = receipt(line).message
    assert not [word for word in REVEALING if word in text.casefold()], text
    assert is_discreet(text), text
    for part in ("2741 883 056", "22/11/2026", f"{line.expires_at:%d/%m/%Y}"):
        assert part in text
    if line.recipient:
        assert "Phòng khám Bình An" in text


@pytest.mark.parametrize("name", ["Phòng khám HIV quận", "Câu lạc bộ Hạ Long Xanh", "Hội phòng chống mại dâm"])
def test_a_telling_name_is_not_printed(name, now, place_qn, peer, agree, member):
    place = make_organisation("provider", name, place_qn)
    line = agree(peer, now, member.pseudonym, recipient=place)
    assert name not in receipt(line).message


def test_what_she_chose_is_named(peer, now, member, agree):
    line = agree(
        peer,
        now,
        member.pseudonym,
        purpose=Purpose.PACKET,
        method=ConsentMethod.PAPER,
        field_classes=[FieldClass.NAME],
    )
    with translation.override("en"):
        assert "your name" in receipt(line).message
