from collections.abc import Iterable

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caunoi.directory.choices import GateCode, ServiceGroup
from caunoi.directory.eligibility import Answers

IN_ADDRESS = {ServiceGroup.HIV: "specialised"}
"""The chosen kind stands in the address, and so in the list of visited pages: no telling word there."""
YES, NO = "yes", "no"
OLDEST = 120


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
    where = forms.CharField(
        label=_("Ward, commune or province"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    q = forms.CharField(
        label=_("Name or words"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    open_now = forms.BooleanField(label=_("Open now"), required=False)
    free = forms.BooleanField(label=_("Free of charge"), required=False)
    no_papers = forms.BooleanField(label=_("No papers asked"), required=False)
    elsewhere = forms.BooleanField(label=_("I am registered somewhere else"), required=False)

    def clean_group(self) -> str:
        chosen = str(self.cleaned_data["group"])
        return next((group.value for group, word in IN_ADDRESS.items() if word == chosen), chosen)


class CheckForm(forms.Form):
    """A few questions about oneself, answered for this page alone. Each may be left open."""

    mark_optional = False

    def __init__(self, *args: object, codes: Iterable[GateCode], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what a form takes
        for code in codes:
            self.fields[code.value] = _question(code)

    def answers(self) -> Answers:
        """What was answered; what was left open is not among it."""
        said = {GateCode(name): value for name, value in self.cleaned_data.items() if value not in (None, "")}
        age = said.pop(GateCode.AGE, None)
        return Answers(age=age, said={code: value == YES for code, value in said.items()})


def _question(code: GateCode) -> forms.Field:
    if code is GateCode.AGE:
        return forms.IntegerField(label=code.label, min_value=0, max_value=OLDEST, required=False)
    return forms.ChoiceField(
        label=code.label,
        choices=[(YES, _("yes")), (NO, _("no")), ("", _("I do not know"))],
        required=False,
        widget=forms.RadioSelect,
    )
