"""Finds planted identities in anything that was written: plain, in UTF-16, in base64, without tone marks, compressed.

Their names are built of syllables that no language has, so that one syllable alone is a find, whichever part of a name leaked;
and long ones, because among millions of bytes of a sealed backup four given letters stand by chance.
"""

import base64
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from caunoi.lib.vietnamese_text import fold

ONSETS = ("Kh", "Ngh", "Th", "Ph", "Tr", "Gi", "Qu", "Ch")
RIMES = ("uễchpzx", "oẵmxkzv", "iểupkvx", "ượchzkv", "uỹnpwzk")
SYLLABLES = tuple(onset + rime for onset in ONSETS for rime in RIMES)
DIGITS = "0987000"
STREAMS = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
DEEPEST, LARGEST = 3, 64 << 20


@dataclass(frozen=True)
class Identity:
    """Somebody who never was."""

    number: int

    @property
    def name(self) -> str:
        count = len(SYLLABLES)
        chosen = (self.number // count % count, self.number % count, (self.number * 7 + 3) % count)
        return " ".join(SYLLABLES[one] for one in chosen)

    @property
    def phone(self) -> str:
        return f"{DIGITS}{self.number:03}"

    @property
    def safe_contact(self) -> str:
        return f"Gọi {self.phone} sau 20 giờ, nói là bạn của {self.name}"

    @property
    def note(self) -> str:
        return f"{self.name} kể: sợ về nhà tối nay, gọi {self.phone}"


def forms(text: str) -> Iterator[tuple[str, bytes]]:
    """How a text may stand in a file, each form with its name."""
    for way in {text, text.lower(), text.upper(), unicodedata.normalize("NFD", text)}:
        yield "UTF-8", way.encode()
        yield "UTF-16LE", way.encode("utf-16-le")
        yield "UTF-16BE", way.encode("utf-16-be")
    for before in range(3):  # where it begins within three bytes; signs that depend on neighbours are left out
        for way in {text, text.upper()}:
            coded = base64.b64encode(b"\0" * before + way.encode())
            inner = coded[(0, 2, 3)[before] : len(coded) - 4]
            yield "base64", inner
            yield "base64", inner.translate(bytes.maketrans(b"+/", b"-_"))
    yield "folded", fold(text).encode()


def layers(content: bytes, deep: int = 0) -> Iterator[bytes]:
    """The bytes themselves, and whatever is compressed in them."""
    yield content
    if deep == DEEPEST:
        return
    for match in STREAMS.finditer(content):
        if inner := _inflated(content[match.start() :], 31 if match[0].startswith(b"\x1f") else 15):
            yield from layers(inner, deep + 1)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield from layers(packed.read(name), deep + 1)


def _inflated(content: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(content, LARGEST)
    except zlib.error:
        return b""


def without_tones(content: bytes) -> bytes:
    """Small letters without marks, so that a name which lost some of them is found as well. Quicker than `fold`, for whole files."""
    letters = unicodedata.normalize("NFD", content.decode("utf-8", errors="ignore").lower())
    return MARKS.sub("", letters).replace("đ", "d").encode()


MARKS = re.compile("[\u0300-\u036f]")
NEEDLES = [(form, needle) for text in (*RIMES, DIGITS) for form, needle in forms(text)]
"""No language has these rimes: each gives its syllable away."""
FOLDED = [fold(rime).encode() for rime in RIMES]


def traces(content: bytes) -> set[str]:
    """In which forms some part of some planted identity stands here."""
    found = set()
    for layer in layers(content):
        found |= {form for form, needle in NEEDLES if needle in layer}
        plain = without_tones(layer)
        found |= {"folded" for rime in FOLDED if rime in plain}
    return found


def found(content: bytes, among: list[Identity]) -> set[int]:
    """Whose whole name stands here."""
    seen: set[int] = set()
    for layer in layers(content):
        if len(seen) == len(among):
            break
        plain = without_tones(layer)
        for one in among:
            if one.number not in seen and (
                fold(one.name).encode() in plain or any(needle in layer for _form, needle in forms(one.name))
            ):
                seen.add(one.number)
    return seen


def scan(*folders: Path) -> dict[str, set[str]]:
    """Every file below these folders in which something was found."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    hits = {str(path): traces(path.read_bytes()) for path in files}
    names = {f"name of {path}": traces(path.name.encode()) for path in files}
    return {where: forms for where, forms in {**hits, **names}.items() if forms}
