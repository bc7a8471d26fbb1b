from collections.abc import Collection, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.access.choices import Relation, RevealPurpose, Role, Verb
from caunoi.access.models import User
from caunoi.access.queries import colleagues
from caunoi.access.reveals import WHO, limit_of, purposes_for
from caunoi.access.rules import relations_allowed
from caunoi.lib.actor import Actor
from caunoi.lib.ids import is_code, uuid7
from caunoi.lib.words import QUALITIES, THINGS, picture
from caunoi.people.choices import (
    FOLLOWS_FROM_THE_CARD,
    LONGEST,
    SAID_BY_HAND,
    AgeBand,
    BirthYearBand,
    ConsentMethod,
    FieldClass,
    ProtectionReason,
    ProtectionStep,
    RestrictionReason,
    RightChannel,
    RightKind,
    SealedKind,
    TraffickingSign,
    Witness,
)
from caunoi.people.consent_rules import ConsentRule
from caunoi.people.queries import can_protect, caseload


class CardForm(forms.Form):
    """The number on a card that somebody holds out."""

    card = forms.CharField(
        label=_("Card number"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_card(self) -> str:
        card = str(self.cleaned_data["card"])
        if not is_code(card):
            raise forms.ValidationError(
                _("One digit of this card number is wrong or missing. Compare it with the card.")
            )
        return card


class ToldForm(forms.Form):
    """That the limits of confidentiality were said, before any story."""

    limits_told = forms.BooleanField(
        label=_("I have said this, and she has understood"),
        error_messages={"required": _("Say this first. Nothing is asked before.")},
    )


class QuestionsForm(forms.Form):
    """Her age and one yes or no; what stands behind a yes is not written down."""

    band = forms.ChoiceField(label=_("How old she is"), choices=AgeBand.choices, widget=forms.RadioSelect)
    signs = forms.ChoiceField(
        label=_("Is any of this so?"), choices=[("no", _("no")), ("yes", _("yes"))], widget=forms.RadioSelect
    )

    def clean_band(self) -> str:
        band = str(self.cleaned_data["band"])
        return str(BirthYearBand.NOT_SAID) if band == AgeBand.NOT_SAID else band

    @property
    def signs_to_read(self) -> list[str]:
        return [str(sign.label) for sign in TraffickingSign]

    @property
    def has_signs(self) -> bool:
        return self.cleaned_data["signs"] == "yes"

    @property
    def reason(self) -> str:
        """Why she is helped on the protective path, or nothing."""
        band = self.cleaned_data["band"]
        if band in (AgeBand.UNDER_16, AgeBand.FROM_16_TO_17):
            return str(band)
        return str(ProtectionReason.TRAFFICKING_SIGNS) if self.has_signs else ""


class NewCardForm(forms.Form):
    """A card for somebody who wants one."""

    asked_back = forms.BooleanField(
        label=_("She said in her own words what the card is, and she wants it"),
        error_messages={
            "required": _("Ask her back first. Without her yes there is no card, and she is helped all the same.")
        },
    )
    method = forms.ChoiceField(label=_("How she agreed"), choices=ConsentMethod.choices, initial=ConsentMethod.SPOKEN)
    witness = forms.ChoiceField(label=_("Who else was there"), choices=Witness.choices, initial=Witness.NONE)
    thing = forms.ChoiceField(
        label=_("Memory cue"),
        choices=[(word, word) for word in THINGS],
        help_text=_("Two everyday words that remind you of her. Choose others if these do not fit."),
    )
    quality = forms.ChoiceField(label=_("Memory cue, second word"), choices=[(word, word) for word in QUALITIES])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].initial, self.fields["quality"].initial = picture().split(" ")

    @property
    def cue(self) -> str:
        return f"{self.cleaned_data['thing']} {self.cleaned_data['quality']}"


class AskForm(forms.Form):
    """That she agreed to one thing more, after the script was said and she was asked back."""

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

    why = forms.ChoiceField(
        label=_("Why"),
        choices=[(why.value, why.label) for why in RestrictionReason if why not in FOLLOWS_FROM_THE_CARD],
        widget=forms.RadioSelect,
    )


class StepForm(forms.Form):
    """What the protection person did, from the list; no words."""

    step = forms.ChoiceField(label=_("What I did"), choices=ProtectionStep.choices, widget=forms.RadioSelect)


class StaffChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return str(obj.handle)


class RightForm(forms.Form):
    """What she asks for by right, and how she said so."""

    kind = forms.ChoiceField(label=_("What she asks for"), choices=RightKind.choices, widget=forms.RadioSelect)
    channel = forms.ChoiceField(
        label=_("How she asked"),
        choices=[
            (RightChannel.SPOKEN.value, RightChannel.SPOKEN.label),
            (RightChannel.PAPER.value, RightChannel.PAPER.label),
        ],
        initial=RightChannel.SPOKEN,
        widget=forms.RadioSelect,
    )


class EndForm(forms.Form):
    """How a request ended."""

    outcome = forms.ChoiceField(
        label=_("How it ended"),
        choices=[(outcome.value, outcome.label) for outcome in SAID_BY_HAND],
        widget=forms.RadioSelect,
    )


class EraseForm(forms.Form):
    """The number of the request, typed, and a yes: so that nobody is erased by a slip."""

    number = forms.CharField(
        label=_("Number of the request"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    sure = forms.BooleanField(
        label=_("She wants this, and she knows that nobody can bring it back"),
        error_messages={"required": _("Ask her once more first. Nothing was erased.")},
    )

    def __init__(self, *args: Any, request_number: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request_number = request_number

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"]).strip()
        if number != self.request_number:
            raise forms.ValidationError(_("This is another number. Nothing was erased."))
        return number


class NameForm(forms.Form):
    """Who is the protection person of the club."""

    user = StaffChoice(
        label=_("Protection person"), queryset=User.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = User.objects.filter(pk__in=can_protect(by).values("user")).order_by("handle")
        cast("forms.ModelChoiceField[Any]", self.fields["user"]).queryset = known


class WordsForm(forms.Form):
    """The four words that open a key, typed once more."""

    words = forms.CharField(
        label=_("Your passphrase (four words)"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewWordsForm(forms.Form):
    """The words a key opens with, and those it is to open with: the ones she signs in with."""

    old = forms.CharField(
        label=_("The words your key opens with until now"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    new = forms.CharField(
        label=_("The words you sign in with"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class HandedForm(forms.Form):
    """That three people have one sheet each."""

    first = forms.BooleanField(label=_("Sheet 1 is with the first person"))
    second = forms.BooleanField(label=_("Sheet 2 is with the second person"))
    third = forms.BooleanField(label=_("Sheet 3 is with the third person"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Hand this sheet out first, then tick it.")


class RecoverForm(forms.Form):
    """Two sheets of paper and the words that the new key is to open with."""

    first = forms.CharField(label=_("All words of one sheet"), max_length=600, widget=forms.Textarea(attrs={"rows": 4}))
    second = forms.CharField(
        label=_("All words of another sheet"), max_length=600, widget=forms.Textarea(attrs={"rows": 4})
    )
    words = WordsForm.base_fields["words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class RevealForm(forms.Form):
    """Which value is to be opened, and what for: both from closed lists."""

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


def purposes(by: Actor, *, may_invite: bool = False) -> list[tuple[str, Any]]:
    """What `by` may open something for. Inviting to a meeting needs a colleague's yes first."""
    known = purposes_for(by.roles)
    return [(each.value, each.label) for each in known if may_invite or not limit_of(each).second_person]


class YesForm(forms.Form):
    """Which colleague may invite to a meeting for a day."""

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

    purpose = forms.ChoiceField(
        label=_("What for?"), help_text=_("She can see this later on her own page."), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["purpose"]).choices = purposes(by)


class NameSearchForm(forms.Form):
    """How she says she is called, and what she is looked for."""

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


class SealForm(forms.Form):
    """One value or a note, to be sealed."""

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


class HandOverForm(forms.Form):
    """Who goes to whom. A worker chooses among her own; a lead chooses a worker and sees nobody."""

    mark_optional = False
    people = forms.MultipleChoiceField(label=_("Who"), widget=forms.CheckboxSelectMultiple)
    worker = forms.ChoiceField(label=_("Whose people"))
    to = forms.ChoiceField(label=_("Who looks after them from now on"))
    note = forms.CharField(
        label=_("What the next worker's lead should know"),
        help_text=_("Sealed for each of them: key-holders read it, nobody else. May stay empty."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = colleagues(by).filter(role__in=(Role.PEER_WORKER, Role.CASE_WORKER))
        workers = [(str(user), handle) for user, handle in here.values_list("user_id", "user__handle")]
        own = [(str(member.pseudonym_id), f"{member.cue} {member.card}") for member in caseload(by)]
        others = [(user, handle) for user, handle in workers if user != str(by.id)]
        cast(forms.ChoiceField, self.fields["to"]).choices = others
        if Relation.OWN_ORGANISATION in relations_allowed(by.roles, Verb.HAND_OVER):
            cast(forms.ChoiceField, self.fields["worker"]).choices = workers
            del self.fields["people"], self.fields["note"]
        else:
            cast(forms.MultipleChoiceField, self.fields["people"]).choices = own
            del self.fields["worker"]
