from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caunoi.look.fields import DayField
from caunoi.organisations.choices import Pays
from caunoi.organisations.models import Agreement, Organisation

FIELDS = (
    "organisation", "provider", "about", "focal_point", "office_phone", "answer_days", "who_pays", "valid_from", "valid_to",
)  # fmt: skip
LONGEST = 60


class TriedForm(forms.Form):
    """When somebody of the club went there; not who."""

    on = DayField(
        label=_("Day somebody of us went there"),
        help_text=_("Day/month/year. Nobody's name is kept with it."),
    )


class AgreementForm(forms.Form):
    """What a club and a provider agreed. No name of a person belongs here."""

    organisation = forms.ModelChoiceField(
        label=_("Who sends people there"), queryset=Organisation.objects.none(), empty_label=None
    )
    provider = forms.ModelChoiceField(
        label=_("Provider"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    about = forms.CharField(label=_("What was agreed"), max_length=200)
    focal_point = forms.CharField(
        label=_("Whom to ask there"), max_length=120, help_text=_("The job or the office, never somebody's name.")
    )
    office_phone = forms.CharField(
        label=_("Telephone of the office"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    answer_days = forms.IntegerField(
        label=_("They answer within how many working days"), min_value=1, max_value=LONGEST, required=False
    )
    who_pays = forms.ChoiceField(
        label=_("Who pays"), choices=[(one.value, capfirst(one.label)) for one in Pays], widget=forms.RadioSelect
    )
    valid_from = DayField(label=_("First day"))
    valid_to = DayField(label=_("Last day"), required=False)

    def __init__(
        self, *args: Any, clubs: QuerySet[Organisation], providers: QuerySet[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"]).queryset = clubs
        cast("forms.ModelChoiceField[Organisation]", self.fields["provider"]).queryset = providers

    @staticmethod
    def initial_of(agreement: Agreement) -> dict[str, Any]:
        if agreement._state.adding:
            return {}
        return {name: getattr(agreement, name) for name in FIELDS}

    def on(self, agreement: Agreement) -> Agreement:
        """The agreement with what was typed; `agree` saves it."""
        for name in FIELDS:
            setattr(agreement, name, self.cleaned_data[name])
        return agreement
