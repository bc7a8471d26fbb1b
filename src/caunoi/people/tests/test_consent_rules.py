"""What may be consented to, and the very words that are said: data that tests pin down."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.organisations.choices import OrganisationKind
from caunoi.people.choices import ConsentMethod, FieldClass, Purpose, RecipientKind, Witness
from caunoi.people.consent_rules import NEVER_A_RECIPIENT, RULES
from caunoi.people.consent_texts import LIMITS, MOST_WORDS, TEXTS, limits_text, text_for

HASHES = {
    ("the-1", "vi"): "00e0ecb65dc5",
    ("the-1", "en"): "bb26a1835d3e",
    ("the-2", "vi"): "94f079dda532",
    ("the-2", "en"): "a14beec565d7",
    ("chuyen-1", "vi"): "a11abb94d28c",
    ("chuyen-1", "en"): "967de6be70bc",
    ("goi-1", "vi"): "e299c6adbe56",
    ("goi-1", "en"): "7ee779230881",
    ("lien-lac-1", "vi"): "db2f44c20d00",
    ("lien-lac-1", "en"): "7f7bb340a98b",
    ("rieng-1", "vi"): "ca606c53eed6",
    ("rieng-1", "en"): "ae9c9e2ccc08",
    ("moi-1", "vi"): "b40a5e3e646b",
    ("moi-1", "en"): "e0d36728e20b",
    ("cung-di-1", "vi"): "9802f86409aa",
    ("cung-di-1", "en"): "8c408a750281",
    ("bao-1", "vi"): "c575c5f83fdd",
    ("bao-1", "en"): "58705d344691",
}
"""The beginning of the hash of every text that was ever said. A changed word is a new version, beside the old one."""


def test_no_word_changes_without_a_new_version():
    said = {(text.version, text.language): text.hash[:12] for text in TEXTS}
    limits = {
        (text.version, text.language): sha256(f"{text.script}\n{text.ask_back}".encode()).hexdigest()[:12]
        for text in LIMITS
    }
    assert said | limits == HASHES


def test_version_and_language_name_one_text():
    assert len({(text.version, text.language) for text in TEXTS}) == len(TEXTS)


@pytest.mark.parametrize("text", [*TEXTS, *LIMITS], ids=lambda text: f"{text.version}-{text.language}")
def test_a_script_is_short_enough_to_be_spoken(text):
    """Written words; of Vietnamese that is syllables, which is the stricter count."""
    assert len(text.script.split()) <= MOST_WORDS


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_purpose_is_said_and_asked_back_in_both_languages(purpose, language):
    text = text_for(purpose, language)
    assert text.language == language
    assert ("ai sẽ thấy gì" if language == "vi" else "who will see what") in text.ask_back


def test_the_limits_are_said_in_both_languages():
    for language, words in (("vi", ("chưa đủ 18", "mua bán", "tính mạng")), ("en", ("under 18", "sold", "life"))):
        assert all(word in limits_text(language).script for word in words)


def test_each_purpose_has_one_rule_and_an_end():
    assert set(RULES) == set(Purpose)
    assert all(rule.lasts.days > 0 and rule.may_pass for rule in RULES.values())


def test_a_witness_is_never_a_member_an_owner_or_an_officer():
    assert set(Witness) == {"none", "peer", "staff", "chosen"}


@pytest.mark.parametrize("kind", NEVER_A_RECIPIENT)
def test_police_inspectors_and_the_state_receive_nothing(kind):
    assert not any(rule.allows_recipient(kind) for rule in RULES.values())


def test_what_goes_outside_names_one_place_and_the_rest_names_none():
    for rule in RULES.values():
        outside = rule.recipient is RecipientKind.PROVIDER
        assert rule.allows_recipient(OrganisationKind.PROVIDER) is outside
        assert rule.allows_recipient(None) is not outside


def test_private_details_by_word_of_mouth_need_a_witness():
    for purpose in (Purpose.PACKET, Purpose.IDENTITY):
        assert not RULES[purpose].allows_witness(ConsentMethod.SPOKEN, Witness.NONE)
        assert RULES[purpose].allows_witness(ConsentMethod.SPOKEN, Witness.CHOSEN)
        assert RULES[purpose].allows_witness(ConsentMethod.PAPER, Witness.NONE)


def test_only_a_referral_can_be_agreed_to_without_a_card():
    assert [rule.purpose for rule in RULES.values() if rule.without_card] == [Purpose.REFERRAL]


@given(purpose=st.sampled_from(list(Purpose)), chosen=st.sets(st.sampled_from(list(FieldClass))))
def test_nothing_passes_that_the_table_does_not_name(purpose, chosen):
    if RULES[purpose].allows_fields(chosen):
        assert chosen and chosen <= RULES[purpose].may_pass
