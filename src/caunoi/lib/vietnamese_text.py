"""Vietnamese text: what counts as the same when searching, and what comes first in a list.

Both answers are plain strings made once and stored, so that every database gives the same order and the same hits.
"""

from __future__ import annotations

import re
import unicodedata

_D_WITHOUT_STROKE = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})  # ð and ɖ are typed for đ by mistake
_INVISIBLE = {"\ufe0e", "\ufe0f", "\u200b", "\ufeff"}  # emoji presentation, zero-width space, byte order mark

# Tone order: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_LEVEL_TONE = "1"
# Letters that follow their plain letter in the alphabet: a ă â, d đ, e ê, o ô ơ, u ư.
_LETTER_MARKS = {("a", "\u0306"): "1", ("a", "\u0302"): "2", ("e", "\u0302"): "1",
                 ("o", "\u0302"): "1", ("o", "\u031b"): "2", ("u", "\u031b"): "1"}  # fmt: skip


def fold(text: str) -> str:
    """The form in which text is searched: no tone or letter marks, đ as d, lower case, single spaces.

    "Đặng Thị Hoà", "ĐẶNG  THỊ HÒA" and "dang thi hoa" fold to the same; marks of other scripts and emoji stay.
    """
    letters = (char for char in _decomposed(text) if not _is_latin_mark(char) and char not in _INVISIBLE)
    return " ".join("".join(letters).translate(_D_WITHOUT_STROKE).split())


def sort_key(text: str) -> str:
    """Text that sorts, byte by byte, as Vietnamese does: syllable by syllable, letters before tones.

    The key holds only 0–9 and a–z, so every database and collation orders it alike. Upper and lower case, punctuation
    and where the tone mark is placed make no difference; numbers come before letters, other signs after them.
    """
    return "".join(_syllable_key(syllable) for syllable in _syllables(text))


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())


def _is_latin_mark(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def _syllables(text: str) -> list[str]:
    """Runs of letters, digits and signs such as emoji; everything else only separates."""
    return re.findall(r"\S+", "".join(char if _counts(char) else " " for char in _decomposed(text)))


def _counts(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] in "MS"


def _syllable_key(syllable: str) -> str:
    """Two characters for each letter, then ``0`` and the tone: a shorter syllable comes before a longer one."""
    letters: list[str] = []
    tone, previous = _LEVEL_TONE, ""
    for char in syllable:
        if char in _TONES:
            tone = max(tone, _TONES[char])
        elif _is_latin_mark(char):
            if letters and (previous, char) in _LETTER_MARKS:
                letters[-1] = previous + _LETTER_MARKS[previous, char]
        elif char not in _INVISIBLE:
            letters.append(_letter_key(char))
            previous = char
    return "".join(letters) + "0" + tone if letters else ""


def _letter_key(char: str) -> str:
    if char.isascii() and char.isdigit():
        return "1" + char
    if char in "đðɖ":
        return "d1"
    return char + "0" if "a" <= char <= "z" else f"zz{ord(char):06x}"
