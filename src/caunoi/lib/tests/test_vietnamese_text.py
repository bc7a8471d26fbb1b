import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.lib.vietnamese_text import fold, sort_key


@pytest.mark.parametrize(
    "written",
    ["Đặng Thị Hoà", "Đặng Thị Hòa", "ĐẶNG THỊ HÒA", "  đặng\u00a0 thị\thoà ", "dang thi hoa", "Ðặng Thị Hoà",
     unicodedata.normalize("NFD", "Đặng Thị Hoà"), "Đặng Thị Hòa\u200b", "Đa\u0323\u0306ng Thị Hoà"],
)  # fmt: skip
def test_one_name_however_it_is_typed(written: str) -> None:
    assert fold(written) == "dang thi hoa"


def test_search_is_blind_to_where_the_tone_mark_stands() -> None:
    assert fold("Thuỷ") == fold("Thủy") and fold("hoạ") == fold("họa")


def test_emoji_and_other_scripts_stay() -> None:
    assert fold("Lan 🌸") == "lan 🌸"
    assert fold("❤️") == "❤"
    assert fold("กำ") == "กำ"
    assert fold("") == sort_key("") == ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed) == fold(decomposed) == fold(text)
    assert sort_key(composed) == sort_key(decomposed)


@given(st.text())
def test_sort_keys_hold_only_plain_digits_and_letters(text: str) -> None:
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    "in_order",
    [
        list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
        ["ma", "mà", "mả", "mã", "má", "mạ", "man", "mang", "mạng"],
        ["hoa", "hòa", "hỏa", "họa", "hoan"],
        ["Dung", "Dũng", "Đào", "Đặng", "Em"],
        ["Lê An", "Lê Bình", "Lễ An", "Linh"],
        ["Nhóm 1", "Nhóm 2", "Nhóm A", "Nhóm Đ", "Nhóm 🌸"],
        ["Hoa", "Hoa Anh", "Hòa An", "Hoan"],
    ],
)
def test_vietnamese_order(in_order: list[str]) -> None:
    shuffled = random.Random(7).sample(in_order, len(in_order))
    assert sorted(shuffled, key=sort_key) == in_order


def test_case_punctuation_and_tone_placement_make_no_difference_to_the_order() -> None:
    assert sort_key("HOÀ, Lan") == sort_key("hòa  lan")
