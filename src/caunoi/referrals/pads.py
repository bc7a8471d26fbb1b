"""A pad of paper slips: what stands on each, and the PDF of them."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from caunoi.access.models import User
from caunoi.lib.actor import Actor
from caunoi.lib.ids import spaced_code
from caunoi.look.paper import make_pdf
from caunoi.look.qr import qr_svg
from caunoi.referrals import actions
from caunoi.referrals.choices import Box

TEMPLATE = Path(__file__).parent / "paper" / "slips.typ"
TYPEFACES = ["Be Vietnam Pro", "Libertinus Serif"]  # the second comes with the typesetter
PAPERS = ("a4", "a6")


def printed_pad(*, by: Actor, at: datetime, worker: User, count: int, address: str, paper: str = "a4") -> bytes:
    """New numbers for a worker, on paper. `address` is where telephones find this installation; without one, no QR code."""
    codes = actions.print_slips(by=by, at=at, worker=worker, count=count)
    return make_pdf(TEMPLATE.read_text("utf-8"), content(codes, address, paper))


def content(codes: list[str], address: str, paper: str) -> dict[str, Any]:
    """What the template needs; in Vietnamese whoever prints it, since it is handed over the counter."""
    with translation.override("vi"):
        return {
            "title": _("Slip"),
            "font": TYPEFACES,
            "paper": paper,
            "slips": [{"number": spaced_code(code), "qr": _qr(code, address)} for code in codes],
            "words": {
                "slip": _("Slip"),
                "day": _("Day …… / …… / ………, at …… : ……"),
                "show": _("Please show this paper, or say the number."),
                "stub": _("Stub – please tick one box:"),
                "stub_day": _("Day she came, or of the new appointment: …… / …… / ………"),
                "boxes": [str(box.label) for box in Box],
            },
        }


def _qr(code: str, address: str) -> str:
    return qr_svg(address.rstrip("/") + reverse("portal:slip", args=[code])) if address else ""
