from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caunoi.directory.models import Service
from caunoi.look.fields import DayField
from caunoi.referrals.choices import PROVIDER_REASONS, Event, Reason, Source
from caunoi.referrals.days import is_near
from caunoi.referrals.forms.parts import HEARD_FROM, NO_ANSWER, ServiceChoice, choices_of, day_gone_by
from caunoi.referrals.machine import CANNOT_HELP, STOPS, needs_reason, needs_time


class SayForm(forms.Form):
    """A provider's answer; some need a reason, others a time."""

    online_only = "a provider answers from the page of the slip or the referral"
    event = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("Only if it was declined or cancelled, or if she was turned away."),
        choices=[NO_ANSWER, *choices_of(PROVIDER_REASONS)],
        required=False,
    )
    day = DayField(label=_("Day of the appointment"), required=False)
    hour = forms.TimeField(
        label=_("Time of the appointment"),
        required=False,
        help_text=_("For example 08:30"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-5"}),
    )
    alternative = ServiceChoice(
        label=_("Where she could go instead"), queryset=Service.objects.none(), required=False, empty_label=_("Choose")
    )

    def __init__(
        self, *args: Any, events: Iterable[Event], elsewhere: QuerySet[Service] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = list(events)
        if elsewhere is None or not CANNOT_HELP.intersection(offered) or not elsewhere.exists():
            del self.fields["alternative"]
        else:
            cast("forms.ModelChoiceField[Any]", self.fields["alternative"]).queryset = elsewhere
        cast(forms.ChoiceField, self.fields["event"]).choices = choices_of(offered)
        if not any(needs_reason(event) for event in offered):
            del self.fields["reason"]
        if not any(needs_time(event) for event in offered):
            del self.fields["day"], self.fields["hour"]

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and not is_near(day, timezone.localdate()):
            raise ValidationError(_("An appointment lies within a year of today. Check the date."))
        return day

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        event = cleaned.get("event")
        if event and needs_reason(Event(event)) and not cleaned.get("reason"):
            self.add_error("reason", _("Choose a reason."))
        if event and needs_time(Event(event)):
            for name in ("day", "hour"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Give the day and time of the appointment."))
        return cleaned

    def said(self) -> dict[str, Any]:
        """What an action takes of it, beside the event."""
        return {
            "reason": str(self.cleaned_data.get("reason") or ""),
            "scheduled_for": self.scheduled_for(),
            "alternative": self.cleaned_data.get("alternative"),
        }

    def scheduled_for(self) -> datetime | None:
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if not isinstance(day, date) or not isinstance(hour, time):
            return None
        return datetime.combine(day, hour, timezone.get_current_timezone())


class NewsForm(SayForm):
    """What a worker heard, and from whom."""

    online_only, offline = "", "referral.news"
    source = forms.ChoiceField(
        label=_("How you know"), choices=choices_of(HEARD_FROM), initial=Source.PHONE, widget=forms.RadioSelect
    )
    happened_on = DayField(label=_("Which day, if not today"), required=False)
    field_order = ("event", "source", "happened_on", "reason", "alternative", "day", "hour")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].label = _("News")
        if "reason" in self.fields:
            cast(forms.ChoiceField, self.fields["reason"]).choices = [NO_ANSWER, *Reason.choices]

    def clean_happened_on(self) -> date | None:
        return day_gone_by(self.cleaned_data["happened_on"])

    def said(self) -> dict[str, Any]:
        return {**super().said(), "happened_on": self.cleaned_data["happened_on"]}


class ConfirmForm(forms.Form):
    """Her own word on how it went, and how she was asked."""

    offline = "referral.confirm"
    source = forms.ChoiceField(
        label=_("How she said it"),
        choices=[(Source.PERSON, _("face to face")), (Source.PHONE, Source.PHONE.label)],
        initial=Source.PERSON,
        widget=forms.RadioSelect,
    )


class StopForm(forms.Form):
    """Why it ends here."""

    offline = "referral.stop"
    event = forms.ChoiceField(label=_("Why it stops"), choices=choices_of(STOPS), widget=forms.RadioSelect)
