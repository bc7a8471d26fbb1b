from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caunoi.access.models import User
from caunoi.access.queries import colleagues
from caunoi.directory.choices import GROUP_OF, ServiceCode, ServiceGroup
from caunoi.directory.models import Service
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.organisations.models import Organisation
from caunoi.people.choices import ConsentMethod, Witness
from caunoi.referrals.actions import AFTER_THE_FACT, Agreed
from caunoi.referrals.choices import PROVIDER_REASONS, Beneficiary, Event, NeedStatus, Reason, Source
from caunoi.referrals.days import is_before_everything, is_near
from caunoi.referrals.machine import CANNOT_HELP, STOPS, needs_reason, needs_time
from caunoi.referrals.queries import offering
from caunoi.referrals.typed import LONGEST

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

HEARD_FROM = (Source.PHONE, Source.STUB, Source.PERSON, Source.PEER)
IN_FORM = {ServiceCode.HIV: "specialised"}
"""The page lies open on a phone and its values can be searched there: no telling word among them."""
NO_ANSWER = ("", _("Choose"))
DATES = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d"]


def date_field(label: "str | StrPromise", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DATES,
        help_text=_("Day/month/year"),
        error_messages={"invalid": _("Write the day as day/month/year, for example 5/11/2026.")},
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _choices(options: Iterable[models.TextChoices]) -> list[tuple[str, str]]:
    return [(str(option), str(option.label)) for option in options]


def codes_by_group() -> list[tuple[str, list[tuple[str, str]]]]:
    """The catalogue as choices under the name of each group."""
    return [
        (
            str(capfirst(group.label)),
            [(IN_FORM.get(code, code.value), str(code.label)) for code in ServiceCode if GROUP_OF[code] is group],
        )
        for group in ServiceGroup
    ]


def _day_gone_by(day: date | None) -> date | None:
    """A day of the last year, or none."""
    today = timezone.localdate()
    if day is not None and (day > today or not is_near(day, today)):
        raise ValidationError(_("It happened today or within the last year. Check the date."))
    return day


class NeedForm(forms.Form):
    """What somebody asks for. Nothing about a child or another person beyond the one word."""

    offline = "need.note"
    code = forms.ChoiceField(label=_("What is needed"), choices=codes_by_group, widget=forms.RadioSelect)
    beneficiary = forms.ChoiceField(
        label=_("For whom"), choices=Beneficiary.choices, initial=Beneficiary.SELF, widget=forms.RadioSelect
    )
    noted_on = date_field(_("Day"))
    limits_told = forms.BooleanField(label=_("I have said this, and she has understood"), required=False)
    done_by = forms.ModelChoiceField(
        label=_("Who spoke with her"), queryset=User.objects.none(), required=False, empty_label=_("I did")
    )
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Actor, limits_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not limits_first:
            del self.fields["limits_told"]
        others = colleagues(by).exclude(user=by.id).values("user")
        cast("forms.ModelChoiceField[Any]", self.fields["done_by"]).queryset = User.objects.filter(
            pk__in=others
        ).order_by("handle")
        self.fields["noted_on"].initial = timezone.localdate
        self.fields["pk"].initial = uuid7

    def clean_code(self) -> str:
        chosen = str(self.cleaned_data["code"])
        return next((code.value for code, word in IN_FORM.items() if word == chosen), chosen)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        asked = "limits_told" in self.fields and self.needs_limits
        if asked and not cleaned.get("limits_told"):
            self.add_error("limits_told", _("Before she tells more, say what must be passed on. Then save."))
        return cleaned

    @property
    def needs_limits(self) -> bool:
        """Whether a story may follow that cannot stay between the two: the limits are said before it."""
        code = self.cleaned_data.get("code")
        return bool(code) and GROUP_OF[ServiceCode(str(code))] is ServiceGroup.PROTECTION

    def clean_noted_on(self) -> date:
        day: date = self.cleaned_data["noted_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Check the date."))
        if is_before_everything(day):
            raise ValidationError(_("This day lies before 2014. Check the date."))
        return day


class ConclusionForm(forms.Form):
    """Why a need stays without a service, or that it is no longer wanted."""

    offline = "need.conclude"
    status = forms.ChoiceField(
        label=_("What became of it"),
        choices=[(NeedStatus.UNMET, NeedStatus.UNMET.label), (NeedStatus.DROPPED, NeedStatus.DROPPED.label)],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(label=_("Why it could not be met"), choices=[NO_ANSWER, *Reason.choices], required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("status") == NeedStatus.UNMET and not cleaned.get("reason"):
            self.add_error("reason", _("Choose a reason."))
        return cleaned


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
            language=(get_language() or "vi")[:2],
        )


class ServiceChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Service) -> str:
        return " · ".join(filter(None, (obj.name, obj.provider.name, obj.whereabouts, obj.get_cost_display())))


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
    event = forms.ChoiceField(label=_("How it went"), choices=_choices(AFTER_THE_FACT), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Reason"), help_text=_("Only if she was turned away."), choices=[NO_ANSWER, *Reason.choices],
        required=False,
    )  # fmt: skip
    happened_on = date_field(_("Which day, if not today"), required=False)
    source = forms.ChoiceField(
        label=_("How you know"), choices=_choices(HEARD_FROM), initial=Source.PERSON, widget=forms.RadioSelect
    )
    field_order = ("service", "event", "reason", "happened_on", "source", "accompanied", "asked_back")

    def clean_happened_on(self) -> date | None:
        return _day_gone_by(self.cleaned_data["happened_on"])

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("event") == Event.TURN_AWAY and not cleaned.get("reason"):
            self.add_error("reason", _("Choose a reason."))
        return cleaned


class SayForm(forms.Form):
    """A provider's answer; some need a reason, others a time."""

    online_only = "a provider answers from the page of the slip or the referral"
    event = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("Only if it was declined or cancelled, or if she was turned away."),
        choices=[NO_ANSWER, *_choices(PROVIDER_REASONS)],
        required=False,
    )
    day = date_field(_("Day of the appointment"), required=False)
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
        cast(forms.ChoiceField, self.fields["event"]).choices = _choices(offered)
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
        label=_("How you know"), choices=_choices(HEARD_FROM), initial=Source.PHONE, widget=forms.RadioSelect
    )
    happened_on = date_field(_("Which day, if not today"), required=False)
    field_order = ("event", "source", "happened_on", "reason", "alternative", "day", "hour")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].label = _("News")
        if "reason" in self.fields:
            cast(forms.ChoiceField, self.fields["reason"]).choices = [NO_ANSWER, *Reason.choices]

    def clean_happened_on(self) -> date | None:
        return _day_gone_by(self.cleaned_data["happened_on"])

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
    event = forms.ChoiceField(label=_("Why it stops"), choices=_choices(STOPS), widget=forms.RadioSelect)


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
    happened_on = date_field(_("Day they came, if not today"), required=False)

    def clean_happened_on(self) -> date | None:
        return _day_gone_by(self.cleaned_data["happened_on"])


class StatementForm(forms.Form):
    """A provider's list: a file, or columns as copied from a letter or a spreadsheet."""

    online_only = "a provider's list is read where the rows are"
    mark_optional = False

    provider = forms.ModelChoiceField(label=_("Whose statement"), queryset=Organisation.objects.none())
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
