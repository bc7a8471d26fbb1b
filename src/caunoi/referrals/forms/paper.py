from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.look.fields import DayField
from caunoi.organisations.models import Organisation
from caunoi.referrals.forms.parts import day_gone_by
from caunoi.referrals.queries import offering
from caunoi.referrals.typed import LONGEST


class BindForm(forms.Form):
    """The number of the paper slip she was handed."""

    offline = "slip.bind"
    number = forms.CharField(
        label=_("Number of the paper slip"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"}),
    )


class StubDayForm(forms.Form):
    """The day for all stubs of one box, if they say none of their own."""

    offline = "stubs.enter"
    happened_on = DayField(label=_("Day they came, if not today"), required=False)

    def clean_happened_on(self) -> date | None:
        return day_gone_by(self.cleaned_data["happened_on"])


class StatementForm(forms.Form):
    """A provider's list: a file, or columns as copied from a letter or a spreadsheet."""

    online_only = "a provider's list is read where the rows are"
    mark_optional = False

    provider = forms.ModelChoiceField(
        label=_("Whose statement"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, ODS or CSV with the columns slip number, how it went, day. No names of people."),
        allow_empty_file=True,
        required=False,
    )
    text = forms.CharField(
        label=_("Or typed: numbers and how it went"),
        help_text=_("One line each, for example: 2741 883 056; 1. Two columns of a spreadsheet can be pasted."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["provider"]).queryset = offering()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "file" in self.errors or "text" in self.errors:
            return cleaned
        if bool(cleaned.get("file")) == bool(cleaned.get("text")):
            self.add_error("file", _("Choose a file or type the list, one of the two. Nothing was saved."))
        return cleaned
