from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.outreach.queries import commune_named, commune_offered
from caunoi.places.models import Place


class AreaForm(forms.Form):
    """A name that is sealed, and the commune it lies in."""

    offline = "area.name"
    mark_optional = False
    name = forms.CharField(
        label=_("What the group calls it"),
        max_length=60,
        help_text=_(
            "A part of the commune, never one house. Only who holds keys reads it again; the others see the number."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    commune = forms.CharField(
        label=_("Commune or ward"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["pk"].initial = uuid7

    def clean_commune(self) -> Place:
        name, today = self.cleaned_data["commune"], timezone.localdate()
        place = commune_named(self.by, name, today)
        if place is None:
            offer = commune_offered(self.by, name, today)
            said = _("No commune or ward of the province has this name on that day. Choose from the list.")
            raise forms.ValidationError(offer.said if offer else said)
        return place
