from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.lib.ids import clean_code, is_code
from caunoi.people.choices import RightKind
from caunoi.referrals.choices import PROVIDER_REASONS, Event
from caunoi.referrals.machine import needs_reason

PAPER_DIGITS = 20


class NumberForm(forms.Form):
    """A slip number typed by hand."""

    number = forms.CharField(
        label=_("Slip number"),
        help_text=_("The 10 digits on the slip. Spaces do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if not is_code(number):
            raise forms.ValidationError(_("One digit is wrong or missing. Compare the number with the slip."))
        return clean_code(number)


class AnswerForm(forms.Form):
    """One of the buttons; the one that says no asks for a reason from the list, never for words."""

    mark_optional = False
    event = forms.ChoiceField()
    reason = forms.ChoiceField(
        label=_("Why not?"),
        choices=[(reason.value, reason.label) for reason in PROVIDER_REASONS],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the reasons.")},
    )

    def __init__(self, *args: Any, events: list[Event], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["event"]).choices = [(event.value, event.label) for event in events]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        event = cleaned.get("event")
        if event and needs_reason(Event(event)) and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Choose one of the reasons."))
        return cleaned


class PinForm(forms.Form):
    """The six digits that a provider was given on paper."""

    pin = forms.CharField(
        label=_("The six digits of your place"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-5"}),
    )

    digits = forms.CharField(
        label=_("20 more digits, if they are written on the slip"),
        help_text=_("They open what she lets you know. Without them you see the service alone."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_pin(self) -> str:
        return clean_code(str(self.cleaned_data["pin"]))

    def clean_digits(self) -> str:
        typed = str(self.cleaned_data["digits"])
        digits = clean_code(typed)
        if typed and len(digits) != PAPER_DIGITS:
            raise forms.ValidationError(_("These are not 20 digits. Compare them with the slip; nothing was tried."))
        return digits


class OwnPageForm(forms.Form):
    """Her card and the code that staff gave her."""

    card = forms.CharField(
        label=_("Card number"),
        help_text=_("The 10 digits on the card. Spaces do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Code you were given"),
        help_text=_("It is good for half an hour and for one time."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_card(self) -> str:
        return clean_code(str(self.cleaned_data["card"]))


class AskForm(forms.Form):
    """What she asks for."""

    kind = forms.ChoiceField(
        label=_("What would you like?"),
        choices=RightKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you would like. Nothing was sent yet.")},
    )
