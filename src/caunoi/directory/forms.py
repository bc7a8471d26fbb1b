from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caunoi.directory.choices import ServiceGroup

IN_ADDRESS = {ServiceGroup.HIV: "specialised"}
"""The chosen kind stands in the address, and so in the list of visited pages: no telling word there."""


class FinderForm(forms.Form):
    """A filter: every field may stay empty, and nothing typed is kept."""

    mark_optional = False
    group = forms.ChoiceField(
        label=_("Kind of help"),
        choices=[
            ("", _("all")),
            *((IN_ADDRESS.get(group, group.value), capfirst(group.label)) for group in ServiceGroup),
        ],
        required=False,
    )
    q = forms.CharField(
        label=_("Ward, commune, province or name"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    free = forms.BooleanField(label=_("Free of charge"), required=False)
    no_papers = forms.BooleanField(label=_("No papers asked"), required=False)

    def clean_group(self) -> str:
        chosen = str(self.cleaned_data["group"])
        return next((group.value for group, word in IN_ADDRESS.items() if word == chosen), chosen)
