from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.lib.ids import is_code
from caunoi.lib.words import QUALITIES, THINGS, picture
from caunoi.people.choices import BirthYearBand, ConsentMethod, Witness


class CardForm(forms.Form):
    """The number on a card that somebody holds out."""

    card = forms.CharField(
        label=_("Card number"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_card(self) -> str:
        card = str(self.cleaned_data["card"])
        if not is_code(card):
            raise forms.ValidationError(
                _("One digit of this card number is wrong or missing. Compare it with the card.")
            )
        return card


class NewCardForm(forms.Form):
    """A card for somebody who wants one."""

    asked_back = forms.BooleanField(
        label=_("She said in her own words what the card is, and she wants it"),
        error_messages={
            "required": _("Ask her back first. Without her yes there is no card, and she is helped all the same.")
        },
    )
    method = forms.ChoiceField(label=_("How she agreed"), choices=ConsentMethod.choices, initial=ConsentMethod.SPOKEN)
    witness = forms.ChoiceField(label=_("Who else was there"), choices=Witness.choices, initial=Witness.NONE)
    thing = forms.ChoiceField(
        label=_("Memory cue"),
        choices=[(word, word) for word in THINGS],
        help_text=_("Two everyday words that remind you of her. Choose others if these do not fit."),
    )
    quality = forms.ChoiceField(label=_("Memory cue, second word"), choices=[(word, word) for word in QUALITIES])
    birth_year_band = forms.ChoiceField(
        label=_("Years of birth"), choices=BirthYearBand.choices, required=False, initial=BirthYearBand.NOT_SAID
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].initial, self.fields["quality"].initial = picture().split(" ")

    @property
    def cue(self) -> str:
        return f"{self.cleaned_data['thing']} {self.cleaned_data['quality']}"
