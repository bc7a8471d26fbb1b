"""Filters and tags of every page: numbers and dates in Vietnamese form, status chips, QR codes, the quick exit."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import segno
from django import forms, template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from caunoi.look.choices import EXIT_URL, TONES
from caunoi.look.languages import page_language

register = template.Library()
SWAPPED = str.maketrans({",": ".", ".": ","})


@register.filter
def number(value: object) -> str:
    """1234.5 → 1.234,5 (1,234.5 on English pages); words such as "*" stay as they are."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    written = f"{value:,}"
    return written if _english() else written.translate(SWAPPED)


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """27/03/2026 in both languages; a moment gives its day in Viet Nam's time."""
    return f"{value:%d/%m/%Y}" if value else ""


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """27/03/2026 14:05 in both languages."""
    return f"{value:%d/%m/%Y %H:%M}" if value else ""


@register.filter(expects_localtime=True)
def month(value: date | None) -> str:
    """03/2026 in both languages."""
    return f"{value:%m/%Y}" if value else ""


@register.inclusion_tag("look/error_summary.html", takes_context=True)
def what_to_mend(context: template.Context, form: forms.BaseForm | None = None) -> dict[str, list[forms.BaseForm]]:
    """The errors of every form of a page, whatever the page calls them, so that none is found only by scrolling."""
    return {"forms": [one for one in ([form] if form else _forms(context)) if one.is_bound and one.errors]}


def _forms(context: template.Context) -> list[forms.BaseForm]:
    # By `type`: to ask what a lazy value is would make it, and the token of a form sets a cookie.
    values: list[Any] = list(context.flatten().values())
    values += [one for several in values if type(several) in (list, tuple) for one in several]
    found = {id(one): one for one in values if issubclass(type(one), forms.BaseForm)}
    return list(found.values())


@register.filter
def keep_typing(found: list[forms.BaseForm]) -> bool:
    """Whether what was typed is still in the forms after an error; passphrases never are."""
    return not any(isinstance(field.widget, forms.PasswordInput) for form in found for field in form.fields.values())


@register.simple_tag
def tag(text: object, tone: str = "neutral") -> SafeString:
    """A status chip; the words carry the meaning, the tone only repeats it."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"tone is one of {', '.join(TONES)}, not {tone!r}")
    return format_html('<span class="chip chip--{}">{}</span>', tone, text)


@register.simple_tag
def qr(content: str, label: str) -> SafeString:
    """A QR code drawn in the page, sharp on paper, with its meaning in words for those who cannot see it."""
    drawing = segno.make(str(content), error="m", micro=False)
    svg = mark_safe(drawing.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None))  # noqa: S308  # only modules reach the drawing, never the text
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', label, svg)


@register.simple_tag(takes_context=True)
def exit_address(context: dict[str, Any]) -> str:
    """Where the quick exit leads: the installation's choice, else the one constant."""
    return str(context.get("exit_url") or EXIT_URL)


@register.simple_tag(takes_context=True)
def home_address(context: dict[str, Any]) -> str:
    """Where the name in the header leads: `home_url`, else the first page in this language."""
    return str(context.get("home_url") or ("/en/" if _english() else "/"))


def _english() -> bool:
    return page_language() == "en"
