from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caunoi.access.models import User
from caunoi.access.queries import colleagues
from caunoi.directory.choices import GROUP_OF, ServiceCode, ServiceGroup
from caunoi.directory.code_choices import code_meant, codes_by_group
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.look.fields import DayField
from caunoi.referrals.choices import Beneficiary, NeedStatus, Reason
from caunoi.referrals.days import is_before_everything
from caunoi.referrals.forms.parts import NO_ANSWER


class NeedForm(forms.Form):
    """What somebody asks for. Nothing about a child or another person beyond the one word."""

    offline = "need.note"
    code = forms.ChoiceField(label=_("What is needed"), choices=codes_by_group, widget=forms.RadioSelect)
    beneficiary = forms.ChoiceField(
        label=_("For whom"), choices=Beneficiary.choices, initial=Beneficiary.SELF, widget=forms.RadioSelect
    )
    noted_on = DayField(label=_("Day"))
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
        return code_meant(self.cleaned_data["code"])

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
