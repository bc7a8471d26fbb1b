"""An official paper in the layout of Decree 30/2020: whose it is, its number, to whom, words, a table, who signs.

The same content becomes a Word file, a workbook or a PDF, each in a process of its own that ends.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from caunoi.look import child
from caunoi.look.paper import make_pdf

TEMPLATE = Path(__file__).with_name("official.typ")
TYPEFACES = ["Libertinus Serif", "Be Vietnam Pro"]
"""The first comes with the typesetter: like the typeface that the decree names it has serifs, bold and italic."""
NOT_IN_FILES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc")
"""Stands on the papers of the state in these words only, in whatever language somebody reads the screen."""


@dataclass(frozen=True)
class Paper:
    """``body``: the body above and the body that writes. ``words`` are paragraphs, with places left to fill in."""

    body: tuple[str, ...]
    number: str
    place_and_day: str
    title: str
    subject: str
    addressed: str
    words: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    copies: tuple[str, ...]
    signs: str
    numeric: Sequence[int] = ()
    """Which columns hold numbers."""


def as_pdf(paper: Paper) -> bytes:
    return make_pdf(TEMPLATE.read_text("utf-8"), {**asdict(paper), "state": STATE, "font": TYPEFACES})


def as_docx(paper: Paper) -> bytes:
    return _written("docx", paper)


def as_xlsx(paper: Paper) -> bytes:
    return _written("xlsx", paper)


def _written(form: str, paper: Paper) -> bytes:
    sent = json.dumps(_writable({**asdict(paper), "state": STATE})).encode()
    return child.run(f"caunoi.look.official_writing:{form}", sent, megabytes=2048)


def _writable(given: Any) -> Any:
    """Without signs that no Word file or workbook can hold: names pasted from elsewhere bring them unseen."""
    if isinstance(given, str):
        return NOT_IN_FILES.sub(" ", given)
    if isinstance(given, dict):
        return {name: _writable(value) for name, value in given.items()}
    return [_writable(value) for value in given] if isinstance(given, (list, tuple)) else given
