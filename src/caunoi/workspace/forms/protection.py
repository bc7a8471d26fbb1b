"""The protective path: what is said first, two questions, what was done, who is in charge."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.access.models import User
from caunoi.lib.actor import Actor
from caunoi.people.choices import (
    AgeBand,
    BirthYearBand,
    ProtectionReason,
    ProtectionStep,
    TraffickingSign,
)
from caunoi.people.queries import can_protect
from caunoi.workspace.forms.parts import StaffChoice


class ToldForm(forms.Form):
    """That the limits of confidentiality were said, before any story."""

    online_only = "the protection person has it in her day at once, or is called"
    limits_told = forms.BooleanField(
        label=_("I have said this, and she has understood"),
        error_messages={"required": _("Say this first. Nothing is asked before.")},
    )


class QuestionsForm(forms.Form):
    """Her age and one yes or no; what stands behind a yes is not written down."""

    online_only = "the protection person has it in her day at once, or is called"
    band = forms.ChoiceField(label=_("How old she is"), choices=AgeBand.choices, widget=forms.RadioSelect)
    signs = forms.ChoiceField(
        label=_("Is any of this so?"), choices=[("no", _("no")), ("yes", _("yes"))], widget=forms.RadioSelect
    )

    def clean_band(self) -> str:
        band = str(self.cleaned_data["band"])
        return str(BirthYearBand.NOT_SAID) if band == AgeBand.NOT_SAID else band

    @property
    def signs_to_read(self) -> list[str]:
        return [str(sign.label) for sign in TraffickingSign]

    @property
    def has_signs(self) -> bool:
        return self.cleaned_data["signs"] == "yes"

    @property
    def reason(self) -> str:
        """Why she is helped on the protective path, or nothing."""
        band = self.cleaned_data["band"]
        if band in (AgeBand.UNDER_16, AgeBand.FROM_16_TO_17):
            return str(band)
        return str(ProtectionReason.TRAFFICKING_SIGNS) if self.has_signs else ""


class StepForm(forms.Form):
    """What the protection person did, from the list; no words."""

    online_only = "whoever protects works where the rows are"
    step = forms.ChoiceField(label=_("What I did"), choices=ProtectionStep.choices, widget=forms.RadioSelect)


class NameForm(forms.Form):
    """Who is the protection person of the club."""

    online_only = "a name that the others must know at once"
    user = StaffChoice(
        label=_("Protection person"), queryset=User.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = User.objects.filter(pk__in=can_protect(by).values("user")).order_by("handle")
        cast("forms.ModelChoiceField[Any]", self.fields["user"]).queryset = known
