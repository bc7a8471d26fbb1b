"""What she agrees to, and that nothing of hers is to be used."""

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.lib.ids import uuid7
from caunoi.people.choices import (
    FOLLOWS_FROM_THE_CARD,
    ConsentMethod,
    FieldClass,
    RestrictionReason,
    Witness,
)
from caunoi.people.consent_rules import ConsentRule


class AskForm(forms.Form):
    """That she agreed to one thing more, after the script was said and she was asked back."""

    offline = "consent.record"
    asked_back = forms.BooleanField(
        label=_("I read this to her, asked her back, and she agrees"),
        error_messages={"required": _("Ask her back first. Without her yes nothing is written down.")},
    )
    passes = forms.MultipleChoiceField(label=_("What she chooses"), widget=forms.CheckboxSelectMultiple)
    method = forms.ChoiceField(
        label=_("How she agreed"), choices=ConsentMethod.choices, initial=ConsentMethod.SPOKEN, widget=forms.RadioSelect
    )
    witness = forms.ChoiceField(
        label=_("Who else was there"),
        help_text=_("Never another member, an owner or an officer."),
        choices=Witness.choices,
        initial=Witness.NONE,
        widget=forms.RadioSelect,
    )
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ("passes", "asked_back", "method", "witness")

    def __init__(self, *args: Any, rule: ConsentRule, only: Collection[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.fields["pk"].initial = uuid7
        if rule.whole:
            del self.fields["passes"]
        else:
            offered = rule.may_pass if only is None else rule.may_pass & set(only)
            choices = [(part.value, part.label) for part in FieldClass if part in offered]
            cast(forms.MultipleChoiceField, self.fields["passes"]).choices = choices

    @property
    def fields_chosen(self) -> list[str]:
        return list(self.cleaned_data.get("passes") or self.rule.may_pass)


class RestrictForm(forms.Form):
    """Why what is kept about her is not to be used now."""

    online_only = "a use is stopped where it would happen, at once"
    why = forms.ChoiceField(
        label=_("Why"),
        choices=[(why.value, why.label) for why in RestrictionReason if why not in FOLLOWS_FROM_THE_CARD],
        widget=forms.RadioSelect,
    )
