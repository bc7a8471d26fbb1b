"""QR codes as drawings for paper; the tag `qr` of look draws them in pages."""

from io import BytesIO

import segno


def qr_svg(content: str) -> str:
    """A drawing of its own, with the quiet edge that readers need."""
    drawn = BytesIO()
    segno.make(content, error="m", micro=False).save(drawn, kind="svg", border=4, scale=4, xmldecl=False)
    return drawn.getvalue().decode()
