"""Fields that several forms of outreach share: who, day, place, pieces, who did it."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caunoi.access.queries import colleagues
from caunoi.directory.code_choices import codes_by_group
from caunoi.lib.actor import Actor
from caunoi.look.fields import CountField, DayField
from caunoi.outreach.actions import FIRST_DAY, MANY_PIECES
from caunoi.outreach.choices import Commodity
from caunoi.outreach.queries import commune_named, commune_offered, communes
from caunoi.places.models import Place


def pieces_fields() -> dict[str, CountField]:
    return {f"given_{kind}": CountField(MANY_PIECES, label=kind.label, required=False) for kind in Commodity}


def who_widget() -> forms.TextInput:
    return forms.TextInput(attrs={"list": "cues", "autocomplete": "off", "autocapitalize": "none"})


def need_choices() -> list[tuple[str, Any]]:
    """The catalogue of needs under the name of each group, after “nothing”."""
    return [("", _("nothing asked for")), *codes_by_group()]


def past_day(on: date) -> date:
    """The same day; raises ValidationError for one on which nobody can have been met yet."""
    if on < FIRST_DAY:
        raise ValidationError(_("This day is too long ago. Check the year; nothing was saved."))
    if on > timezone.localdate():
        raise ValidationError(_("This day has not come yet. Check the date."))
    return on


class WorkForm(forms.Form):
    """A piece of work: done by somebody of the own group, on a day that has come."""

    mark_optional = False
    on = DayField(label=_("Day"))
    done_by = forms.ChoiceField(label=_("Who met her"), required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        staff = dict(colleagues(by).values_list("user_id", "user__handle"))
        cast(forms.ChoiceField, self.fields["done_by"]).choices = [
            (str(user), handle) for user, handle in staff.items()
        ]
        self.fields["done_by"].initial = str(by.id)
        self.fields["on"].initial = timezone.localdate

    def clean_on(self) -> date:
        return past_day(self.cleaned_data["on"])

    def clean_done_by(self) -> str:
        return str(self.cleaned_data["done_by"] or self.by.id)


class CommuneForm(forms.Form):
    """A commune as it is called now; a name of another day is offered as what it is today. `by` is set by who builds on it."""

    by: Actor
    commune = forms.CharField(
        label=_("Commune or ward"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    commune_code = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)  # by a button of the offer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered: list[tuple[str, str]] = []

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        name, on = cleaned.get("commune"), self.day_meant()
        cleaned["place"] = (self._chosen(on) or self._place(name, on)) if name and on else None
        return cleaned

    def day_meant(self) -> date | None:
        """The day on which the commune is to be called so."""
        return timezone.localdate()

    def _chosen(self, on: date) -> Place | None:
        """The commune of the button that was tapped; its name then stands in the field, should something else be amiss."""
        code = self.cleaned_data.get("commune_code")
        place = communes(self.by, on).filter(code=code).first() if code else None
        if place:
            typed = cast(QueryDict, self.data).copy()
            typed["commune"] = place.name
            self.data = typed
        return place

    def _place(self, name: str, on: date) -> Place | None:
        place = commune_named(self.by, name, on)
        if place is None:
            offer = commune_offered(self.by, name, on)
            self.offered = offer.choices if offer else []
            said = _("No commune or ward of the province has this name on that day. Choose from the list.")
            self.add_error("commune", offer.said if offer else said)
        return place


class PlacedForm(CommuneForm, WorkForm):
    """Work in a commune, which may be left out, on the day of the work."""

    def day_meant(self) -> date | None:
        return self.cleaned_data.get("on")
