from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caunoi.lib.ids import uuid7
from caunoi.look.fields import DayField
from caunoi.outreach.choices import Band, CheckOutcome, Commodity, FollowUpReason


class BandsForm(forms.Form):
    """About how much she needs of each kind. There is no place for a number."""

    offline = "plan.bands"
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Commodity:
            self.fields[f"band_{kind}"] = forms.ChoiceField(
                label=kind.label, choices=[("", _("nothing")), *Band.choices], required=False
            )

    def bands(self) -> dict[str, str]:
        return {kind.value: self.cleaned_data[f"band_{kind}"] for kind in Commodity}


class FollowUpForm(forms.Form):
    """What to ask or bring her, and when."""

    offline = "plan.follow_up"
    mark_optional = False
    why = forms.ChoiceField(label=_("What for"), choices=FollowUpReason.choices)
    due_on = DayField(label=_("When"))
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial, self.fields["pk"].initial = timezone.localdate, uuid7


class CheckForm(forms.Form):
    """What was heard about one contact."""

    online_only = "which five it is, is drawn where all contacts are"
    record = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=CheckOutcome.choices)
