"""Which unit a cell means, on a day: by code, by name, or by commune and province."""

from datetime import date

from django.utils.translation import gettext as _

from caunoi.lib.vietnamese_text import fold
from caunoi.places.choices import PROVINCES, PlaceKind
from caunoi.places.models import Place
from caunoi.places.queries import commune_named, offer, province_named, renamed

COUNTRY_WORDS = {"vn", "toan quoc", "ca nuoc", "viet nam", "whole country", "national"}


class PlaceError(LookupError):
    """Words that name no unit of that day; the text says what to do."""


def place_said(text: str, on: date) -> Place:
    """The unit that stood on this day. A spreadsheet may have eaten the zeros before a code."""
    found = _country(text) or _by_code(text, on) or _by_name(text, on)
    if found is None:
        raise PlaceError(_not_found(text, on))
    return found


def _country(text: str) -> Place | None:
    if fold(text) in COUNTRY_WORDS:
        return Place.objects.filter(kind=PlaceKind.COUNTRY).first()
    return None


def _by_code(text: str, on: date) -> Place | None:
    if not (text.isascii() and text.isdigit()):
        return None
    standing = Place.objects.on(on)
    return standing.filter(code=text).first() or standing.filter(code=text.zfill(2 if len(text) < 3 else 5)).first()


def _by_name(text: str, on: date) -> Place | None:
    name, province = _parts(text)
    if not name:
        return province_named(province, on)
    within = province_named(province, on)
    return commune_named(name, within, on) if within else None


def _parts(text: str) -> tuple[str, str]:
    """ "Phường Hồng Gai, Quảng Ninh" as commune and province; a province stands alone."""
    name, _comma, province = text.rpartition(",")
    return name.strip(), province.strip()


def _not_found(text: str, on: date) -> str:
    name, province = _parts(text)
    within = province_named(province, on) if name else None
    if within and (offered := offer(name, within, on)):
        return offered.said
    if not name and (others := renamed(Place.objects.filter(kind__in=PROVINCES), province, on)):
        return _("%(what)s. Write the place that stood on %(day)s.") % {"what": others[0], "day": f"{on:%d/%m/%Y}"}
    return _("“%(text)s” names no place that stood on %(day)s. Units and their codes have changed: look it up by name.") % {
        "text": text[:60], "day": f"{on:%d/%m/%Y}",
    }  # fmt: skip
