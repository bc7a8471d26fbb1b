"""What is sealed: written, opened for a purpose, looked for, passed on."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.access.choices import RevealPurpose
from caunoi.access.models import User
from caunoi.access.queries import colleagues
from caunoi.access.reveals import WHO
from caunoi.lib.actor import Actor
from caunoi.people.choices import (
    LONGEST,
    SealedKind,
)
from caunoi.workspace.forms.parts import StaffChoice, purposes


class SealForm(forms.Form):
    """One value or a note, to be sealed."""

    online_only = "sealed where it is kept: no words of hers wait on a phone"
    text = forms.CharField(widget=forms.TextInput)

    def __init__(self, *args: Any, kind: SealedKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.CharField, self.fields["text"])
        field.label, field.max_length = str(kind.label).capitalize(), LONGEST[kind]
        if kind in (SealedKind.NOTE, SealedKind.SAFE_CONTACT):
            field.widget = forms.Textarea(attrs={"rows": 4})
        field.widget.attrs["autocomplete"] = "off"
        field.help_text = HOW_TO_WRITE.get(kind, "")


HOW_TO_WRITE = {
    SealedKind.CALLED: _("As she wants to be called. No need for a true name."),
    SealedKind.PHONE: _("A number at which only she answers."),
    SealedKind.SAFE_CONTACT: _("When to call, who may answer, what to say then, what never to write."),
    SealedKind.NOTE: _("What a colleague has to know to help her. Nothing that she did not want to have written."),
}


class RevealForm(forms.Form):
    """Which value is to be opened, and what for: both from closed lists."""

    online_only = "opened on record first"
    kind = forms.ChoiceField(label=_("What do you need?"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(
        label=_("What for?"), help_text=_("She can see this later on her own page."), widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, by: Actor, kept: Mapping[str, int], agreed: Collection[str], may_invite: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.usable = {SealedKind.NOTE, *agreed}
        kinds = [(kind.value, kind.label) for kind in SealedKind if kept.get(kind)]
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds
        cast(forms.ChoiceField, self.fields["purpose"]).choices = purposes(by, may_invite=may_invite)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        asks = said.get("purpose") == RevealPurpose.SHE_ASKS
        if said.get("kind") and said["kind"] not in self.usable and not asks:
            self.add_error(
                "kind", _("She agrees no more that this is used. It opens only to show it to her, because she asks.")
            )
        return said


class YesForm(forms.Form):
    """Which colleague may invite to a meeting for a day."""

    online_only = "a colleague's yes counts from the moment it is said"
    user = StaffChoice(label=_("Who asks"), queryset=User.objects.none(), empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = colleagues(by).filter(role__in=WHO[RevealPurpose.INVITE]).exclude(user=by.id).values("user")
        cast("forms.ModelChoiceField[Any]", self.fields["user"]).queryset = User.objects.filter(pk__in=others)

    @property
    def has_somebody(self) -> bool:
        return bool(cast("forms.ModelChoiceField[Any]", self.fields["user"]).queryset)


class PacketForm(forms.Form):
    """What a provider opens for which came with a referral."""

    online_only = "opened on record first"
    purpose = forms.ChoiceField(
        label=_("What for?"), help_text=_("She can see this later on her own page."), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["purpose"]).choices = purposes(by)


class NameSearchForm(forms.Form):
    """How she says she is called, and what she is looked for."""

    online_only = "looked for on record first"
    words = forms.CharField(
        label=_("How she is called"),
        help_text=_("At least two syllables; tone marks do not matter."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    purpose = forms.ChoiceField(label=_("What for?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["purpose"]).choices = purposes(by)
