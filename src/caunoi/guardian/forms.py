from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caunoi.guardian.actions import Asked, Known
from caunoi.guardian.acts import in_words
from caunoi.guardian.choices import (
    Basis,
    Body,
    DataClass,
    Given,
    Happened,
    Lawyer,
    Measure,
    Notice,
    PeopleBand,
    Sought,
    Telling,
)
from caunoi.lib.vietnamese_text import sort_key
from caunoi.look.fields import DayField
from caunoi.people.choices import SAID_BY_HAND


class RecordForm(forms.Form):
    """What of the record to look at."""

    mark_optional = False
    action = forms.ChoiceField(label=_("Act"), required=False)
    on = DayField(label=_("Day"), required=False)
    refused = forms.BooleanField(label=_("Refused only"), required=False)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(((kind, capfirst(in_words(kind))) for kind in kinds), key=lambda one: sort_key(one[1]))
        cast(forms.ChoiceField, self.fields["action"]).choices = [("", _("all")), *known]


class KnownForm(forms.Form):
    """What is known of a breach, from lists alone."""

    happened = forms.ChoiceField(label=_("What happened"), choices=Happened.choices, widget=forms.RadioSelect)
    classes = forms.MultipleChoiceField(
        label=_("What was touched"), choices=DataClass.choices, widget=forms.CheckboxSelectMultiple
    )
    people = forms.ChoiceField(label=_("About how many people"), choices=PeopleBand.choices, widget=forms.RadioSelect)
    measures = forms.MultipleChoiceField(
        label=_("What was done"), choices=Measure.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    telling = forms.ChoiceField(
        label=_("Telling those concerned"),
        help_text=_("Never by a message: others read her telephone too."),
        choices=Telling.choices,
        widget=forms.RadioSelect,
    )
    notice = forms.ChoiceField(label=_("The notice to the authority"), choices=Notice.choices, widget=forms.RadioSelect)

    @property
    def known(self) -> Known:
        return Known(**self.cleaned_data)


class NewBreachForm(KnownForm):
    """The same, and before it when it was found: the clock runs from then."""

    day = DayField(label=_("Day it was found"))
    hour = forms.TimeField(label=_("Hour it was found"), input_formats=["%H:%M", "%H"])
    field_order = ("day", "hour")

    @property
    def found_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"]))

    @property
    def known(self) -> Known:
        return Known(**{name: self.cleaned_data[name] for name in KnownForm.base_fields})


class DemandForm(forms.Form):
    """Somebody asked for data: from lists alone; given is nothing, unless it is said otherwise."""

    on = DayField(label=_("Day"))
    body = forms.ChoiceField(label=_("Who asked"), choices=Body.choices, widget=forms.RadioSelect)
    basis = forms.ChoiceField(label=_("What they showed"), choices=Basis.choices, widget=forms.RadioSelect)
    sought = forms.ChoiceField(label=_("What they wanted"), choices=Sought.choices, widget=forms.RadioSelect)
    lawyer = forms.ChoiceField(
        label=_("Lawyer"), choices=Lawyer.choices, initial=Lawyer.NOT_YET, widget=forms.RadioSelect
    )
    given = forms.ChoiceField(
        label=_("What was given"), choices=Given.choices, initial=Given.NOTHING, widget=forms.RadioSelect
    )

    @property
    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)


class EndForm(forms.Form):
    """How it ended, what somebody told of her treatment."""

    outcome = forms.ChoiceField(
        label=_("How it ended"),
        choices=[(outcome.value, outcome.label) for outcome in SAID_BY_HAND],
        widget=forms.RadioSelect,
    )
