"""Text in the encodings of before Unicode: TCVN3 (ABC, fonts .VnTime) and VNI (fonts VNI-Times).

Such text is ordinary letters that make no Vietnamese syllables until they are converted. That is how it is recognised:
as written its marked words are no syllables, after conversion they are.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import islice

LOOKED_AT = 4_000  # marked words that are judged
FEWEST = 3

_TCVN3_FROM = (
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢§£¤¥¦"
)  # fmt: skip
_TCVN3_TO = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "â": "\u0302",
    "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PAIR = re.compile(f"([aeouyöô])([{''.join(_VNI_MARKS)}])", re.IGNORECASE)

_SYLLABLE = re.compile(
    "(ngh|ng|nh|kh|gh|gi|ch|ph|th|tr|qu|[bcdghklmnpqrstvxđ])?"
    "(uyê|uya|uyu|iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|uyê|uơ|uê|uy|oa|oă|oe|uâ|iê|yê|ia|ya|ua|ưa|uô|ươ"
    "|ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|oo|[aăâeêioôơuưy])"
    "(ch|ng|nh|[cmnpt])?"
)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
# Letters of TCVN3 that are no letters in Unicode; a word may hold several, or nothing else.
_SIGNS = "\u00ad¨©ª«¬®µ¶·¸¹»¼½¾¡¢§£¤¥¦×÷"
_WORD = re.compile(f"(?:[^\\W\\d_]|[{_SIGNS}])+")


def legacy_encoding(texts: Iterable[str]) -> str | None:
    """ "tcvn3", "vni", or None for text as it should be."""
    words = list(islice((word for text in texts for word in _marked(text)), LOOKED_AT))
    if len(words) < FEWEST:
        return None
    as_written = _share(words, lambda word: word)
    converted = {"tcvn3": _share(words, from_tcvn3), "vni": _share(words, from_vni)}
    likely = max(converted, key=lambda name: converted[name])
    return likely if converted[likely] >= 0.7 and as_written < 0.5 else None


def from_tcvn3(text: str) -> str:
    """TCVN3 (ABC) text in Unicode."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """VNI text in Unicode."""
    composed = unicodedata.normalize("NFC", text)
    split = _VNI_PAIR.sub(lambda pair: _vni_letter(pair[1]) + _VNI_MARKS[pair[2].lower()], composed)
    letters = "".join(_vni_letter(letter) for letter in split)
    return unicodedata.normalize("NFC", letters)


def _vni_letter(letter: str) -> str:
    plain = _VNI_LETTERS.get(letter.lower())
    return letter if plain is None else plain if letter.islower() else plain.upper()


def _marked(text: str) -> list[str]:
    """Words of a text with at least one sign beyond ASCII."""
    return [] if text.isascii() else [word for word in _WORD.findall(text) if not word.isascii()]


def _share(words: list[str], convert: Callable[[str], str]) -> float:
    return sum(is_syllable(convert(word)) for word in words) / len(words)


def is_syllable(word: str) -> bool:
    """Whether this is built like a syllable of Vietnamese, tone aside."""
    without_tone = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))
    return _SYLLABLE.fullmatch(without_tone) is not None
