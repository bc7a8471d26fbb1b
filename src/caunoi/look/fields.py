from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
"""What a box for numbers says to a phone: show the keys of digits, and suggest nothing typed before."""


class DayField(forms.DateField):
    """A day, read and written as in `look/formats`."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Write the day as day/month/year, for example 5/11/2026.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Day/month/year"))
        super().__init__(widget=forms.DateInput(attrs=DIGITS), **kwargs)


class CountField(forms.IntegerField):
    """A whole number from `least` to `most`."""

    def __init__(self, most: int, least: int = 0, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric"})
        super().__init__(min_value=least, max_value=most, widget=widget, **kwargs)
