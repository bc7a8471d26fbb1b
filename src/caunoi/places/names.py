"""Names of units as people type them: marks, capitals, dashes and short forms such as "P." or "TX." make no difference."""

import re
import unicodedata

from caunoi.lib.vietnamese_text import fold, sort_key

KINDS = (
    "thanh pho", "tinh", "quan", "huyen", "thi xa", "thi tran", "phuong", "xa", "dac khu",
)  # fmt: skip
_SHORT = {
    "tp": "thanh pho", "q": "quan", "h": "huyen", "tx": "thi xa", "tt": "thi tran", "p": "phuong", "x": "xa",
    "dk": "dac khu",
}  # fmt: skip
_SHORT_FORM = re.compile(rf"^({'|'.join(sorted(_SHORT, key=len, reverse=True))})(?:\. ?| |(?=\d))(?=\S)")
_SPOKEN = {"hcm": "ho chi minh", "tphcm": "ho chi minh", "sai gon": "ho chi minh"}


def key(name: str) -> str:
    """The form in which names of units are kept and compared: folded, one space for every dash, no apostrophe, no leading nought."""
    plain = re.sub(r"[-–—]", " ", re.sub(r"['’‘`]", "", fold(name)))
    return " ".join(re.sub(r"\b0+(?=\d)", "", plain).split())


def split(name: str) -> tuple[str, str]:
    """The kind that was typed before the name, in full, or nothing; and the bare name."""
    typed = key(name)
    typed = _SHORT_FORM.sub(lambda short: f"{_SHORT[short[1]]} ", typed)
    kind = next((kind for kind in KINDS if typed.startswith(f"{kind} ")), "")
    bare = typed.removeprefix(kind).strip()
    return kind, _SPOKEN.get(bare, bare)


def spellings(name: str) -> set[str]:
    """Every key under which a unit of this bare name may be kept."""
    bare = split(name)[1]
    return {key(name), bare, *(f"{kind} {bare}" for kind in KINDS)}


def marked(name: str) -> str:
    """How the sort key of a unit ends that has the very marks that were typed; empty if none were: "Hạ Long" is not "Hà Long"."""
    name = unicodedata.normalize("NFC", name)
    if fold(name) == " ".join(name.casefold().split()):
        return ""
    syllables = re.findall(r"[^\W_]+", name)
    return sort_key(" ".join(syllables[-len(split(name)[1].split()) :]))
