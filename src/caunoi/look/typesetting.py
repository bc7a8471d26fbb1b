"""The child's side of paper: Typst, with our own typeface and no other file."""

import json
from pathlib import Path

import typst

FONTS = Path(__file__).parent / "static" / "look"


def pdf(sent: bytes) -> bytes:
    """The PDF of the template that was sent, with its content."""
    read = json.loads(sent)
    made: bytes = typst.compile(
        read["template"].encode(),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"content": read["content"]},
    )
    return made
