"""What she asks for by right, and how it ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.people.choices import (
    SAID_BY_HAND,
    RightChannel,
    RightKind,
)


class RightForm(forms.Form):
    """What she asks for by right, and how she said so."""

    offline = "right.ask"
    kind = forms.ChoiceField(label=_("What she asks for"), choices=RightKind.choices, widget=forms.RadioSelect)
    channel = forms.ChoiceField(
        label=_("How she asked"),
        choices=[
            (RightChannel.SPOKEN.value, RightChannel.SPOKEN.label),
            (RightChannel.PAPER.value, RightChannel.PAPER.label),
        ],
        initial=RightChannel.SPOKEN,
        widget=forms.RadioSelect,
    )


class EndForm(forms.Form):
    """How a request ended."""

    online_only = "a request is carried out where the rows are"
    outcome = forms.ChoiceField(
        label=_("How it ended"),
        choices=[(outcome.value, outcome.label) for outcome in SAID_BY_HAND],
        widget=forms.RadioSelect,
    )


class EraseForm(forms.Form):
    """The number of the request, typed, and a yes: so that nobody is erased by a slip."""

    online_only = "a request is carried out where the rows are"
    number = forms.CharField(
        label=_("Number of the request"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    sure = forms.BooleanField(
        label=_("She wants this, and she knows that nobody can bring it back"),
        error_messages={"required": _("Ask her once more first. Nothing was erased.")},
    )

    def __init__(self, *args: Any, request_number: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request_number = request_number

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"]).strip()
        if number != self.request_number:
            raise forms.ValidationError(_("This is another number. Nothing was erased."))
        return number
