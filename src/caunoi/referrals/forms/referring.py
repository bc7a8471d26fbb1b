from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from caunoi.directory.models import Service
from caunoi.lib.ids import uuid7
from caunoi.look.fields import DayField
from caunoi.look.languages import page_language
from caunoi.people.choices import ConsentMethod, Witness
from caunoi.referrals.actions import AFTER_THE_FACT, Agreed
from caunoi.referrals.choices import Event, Reason, Source
from caunoi.referrals.forms.parts import HEARD_FROM, NO_ANSWER, ServiceChoice, choices_of, day_gone_by


class ConsentForm(forms.Form):
    """That she agreed: only asked for where something is to be sent."""

    offline = "referral.send"
    asked_back = forms.BooleanField(
        label=_("I read this to her, asked her back, and she agrees"),
        required=False,
    )
    method = forms.ChoiceField(
        label=_("How she agreed"), choices=ConsentMethod.choices, initial=ConsentMethod.SPOKEN, widget=forms.RadioSelect
    )
    witness = forms.ChoiceField(
        label=_("Who else was there"), choices=Witness.choices, initial=Witness.NONE, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, sending: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sending = sending

    def clean_asked_back(self) -> bool:
        if self.sending and not self.cleaned_data["asked_back"]:
            raise ValidationError(_("Without her consent nothing is sent. Ask her, or give her the slip only."))
        return bool(self.cleaned_data["asked_back"])

    def agreed(self) -> Agreed:
        return Agreed(
            method=self.cleaned_data["method"],
            witness=self.cleaned_data["witness"],
            language=page_language(),
        )


class ReferForm(ConsentForm):
    """Where to, and her consent: one screen from a need to a slip that was sent. `parent`: she is sent on from there."""

    offline = "referral.make"
    service = ServiceChoice(
        label=_("Where to"), queryset=Service.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    accompanied = forms.BooleanField(label=_("Somebody goes along with her"), required=False)
    parent = forms.UUIDField(widget=forms.HiddenInput, required=False)
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order: Sequence[str] = ("service", "accompanied", "asked_back", "method", "witness")

    def __init__(self, *args: Any, services: QuerySet[Service], sending: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, sending=sending, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["service"]).queryset = services
        self.fields["pk"].initial = uuid7
        found = list(services[:2])
        if len(found) == 1:
            self.fields["service"].initial = found[0].pk


class BeenForm(ReferForm):
    """She has been there already: how it went, and how that is known."""

    offline = "referral.been"
    event = forms.ChoiceField(label=_("How it went"), choices=choices_of(AFTER_THE_FACT), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Reason"), help_text=_("Only if she was turned away."), choices=[NO_ANSWER, *Reason.choices],
        required=False,
    )  # fmt: skip
    happened_on = DayField(label=_("Which day, if not today"), required=False)
    source = forms.ChoiceField(
        label=_("How you know"), choices=choices_of(HEARD_FROM), initial=Source.PERSON, widget=forms.RadioSelect
    )
    field_order = ("service", "event", "reason", "happened_on", "source", "accompanied", "asked_back")

    def clean_happened_on(self) -> date | None:
        return day_gone_by(self.cleaned_data["happened_on"])

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("event") == Event.TURN_AWAY and not cleaned.get("reason"):
            self.add_error("reason", _("Choose a reason."))
        return cleaned
