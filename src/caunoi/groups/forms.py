from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caunoi.access.queries import colleagues
from caunoi.groups.actions import MANY, MOST_DONG, Gathering
from caunoi.groups.choices import GroupKind, Layer, Leading, MeetingKind, Subject
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.look.fields import DIGITS, CountField, DayField
from caunoi.people.models import Pseudonym
from caunoi.people.typed import person_meant


class GroupForm(forms.Form):
    """A group that began."""

    online_only = "founded at the club, with its papers at hand"
    mark_optional = False
    kind = forms.ChoiceField(label=_("What kind of group"), choices=GroupKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("What it is called"), max_length=80)
    begun_on = DayField(label=_("Since"))


class LeaderForm(forms.Form):
    """Who leads a group from some day."""

    online_only = "decided at the club"
    mark_optional = False
    user = forms.ChoiceField(label=_("Who"))
    leading = forms.ChoiceField(
        label=_("From this day"), choices=[*Leading.choices, ("", _("leads it no more"))], required=False
    )
    on = DayField(label=_("Day"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = dict(colleagues(by).values_list("user_id", "user__handle"))
        cast(forms.ChoiceField, self.fields["user"]).choices = [(str(user), handle) for user, handle in staff.items()]
        self.fields["on"].initial = timezone.localdate


class LayerForm(forms.Form):
    """How closely somebody with a card belongs from some day."""

    offline = "group.layer"
    mark_optional = False
    card = forms.CharField(label=_("Card number"), max_length=60, widget=forms.TextInput(attrs=DIGITS))
    layer = forms.ChoiceField(
        label=_("From this day"), choices=[*Layer.choices, ("", _("belongs no more"))], required=False
    )
    on = DayField(label=_("Day"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["on"].initial = timezone.localdate

    def clean_card(self) -> Pseudonym:
        return person_meant(self.by, self.cleaned_data["card"].strip())


class CountForm(forms.Form):
    """The group's own count of a layer."""

    offline = "group.count"
    mark_optional = False
    layer = forms.ChoiceField(label=_("Which"), choices=Layer.choices)
    people = CountField(10_000, label=_("How many people, with and without a card"))
    on = DayField(label=_("Counted on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class GatheringForm(forms.Form):
    """A meeting: how many came; cards only of those who want it."""

    offline = "meeting.note"
    mark_optional = False
    kind = forms.ChoiceField(
        label=_("What kind of meeting"),
        choices=MeetingKind.choices,
        initial=MeetingKind.MEETING,
        widget=forms.RadioSelect,
    )
    subject = forms.ChoiceField(label=_("What it was about"), choices=Subject.choices)
    attended = CountField(MANY, 1, label=_("How many people came, all together"))
    on = DayField(label=_("Day"))
    facilitator = forms.ChoiceField(label=_("Who facilitated"), required=False)
    cards = forms.CharField(
        label=_("Cards of those who want to be noted"),
        help_text=_("One on a line: memory cue or card number. Nobody has to."),
        required=False,
        max_length=6_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "autocapitalize": "none"}),
    )
    follow_up_on = DayField(label=_("Something to follow up by"), required=False)
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        staff = dict(colleagues(by).values_list("user_id", "user__handle"))
        cast(forms.ChoiceField, self.fields["facilitator"]).choices = [
            ("", _("somebody from outside")), *((str(user), handle) for user, handle in staff.items()),
        ]  # fmt: skip
        self.fields["facilitator"].initial = str(by.id)
        self.fields["on"].initial, self.fields["pk"].initial = timezone.localdate, uuid7

    def clean_cards(self) -> list[Pseudonym]:
        found, unclear = [], []
        for number, line in enumerate(self.cleaned_data["cards"].splitlines(), start=1):
            try:
                if line.strip():
                    found.append(person_meant(self.by, line.strip()))
            except ValidationError as problem:
                said = {"line": number, "text": line.strip(), "what": " ".join(problem.messages)}
                unclear.append(gettext("Line %(line)s, “%(text)s”: %(what)s") % said)
        if unclear:
            raise ValidationError(unclear)
        return found

    def gathering(self) -> Gathering:
        data = self.cleaned_data
        leads = UUID(data["facilitator"]) if data["facilitator"] else None
        return Gathering(
            data["on"], data["kind"], data["subject"], data["attended"], leads, data["cards"], data["follow_up_on"]
        )


class StipendForm(forms.Form):
    """Stipends of a month, as totals."""

    offline = "stipends.note"
    mark_optional = False
    month = forms.CharField(
        label=pgettext_lazy("a month", "Month"),
        help_text=_("Month/year, for example 3/2026"),
        widget=forms.TextInput(attrs=DIGITS),
    )
    people = CountField(MANY, label=_("How many received one"))
    amount = CountField(MOST_DONG, label=_("How much in all, in đồng"))

    def clean_month(self) -> date:
        month, _slash, year = self.cleaned_data["month"].strip().partition("/")
        if not (month.isascii() and year.isascii() and month.isdigit() and year.isdigit()):
            raise ValidationError(_("Write the month as month/year, for example 3/2026."))
        try:
            return date(int(year), int(month), 1)
        except ValueError:
            raise ValidationError(_("Write the month as month/year, for example 3/2026.")) from None
