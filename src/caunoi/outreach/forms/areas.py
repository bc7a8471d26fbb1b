from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.outreach.forms.parts import CommuneForm


class AreaForm(CommuneForm):
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
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["commune"].required = True
        self.fields["pk"].initial = uuid7
