"""Opening somebody by card, giving a card, handing people over."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.access.choices import Relation, Role, Verb
from caunoi.access.queries import colleagues
from caunoi.access.rules import relations_allowed
from caunoi.lib.actor import Actor
from caunoi.lib.ids import is_code
from caunoi.lib.words import QUALITIES, THINGS, picture
from caunoi.people.choices import (
    ConsentMethod,
    Witness,
)
from caunoi.people.queries import caseload


class CardForm(forms.Form):
    """The number on a card that somebody holds out."""

    online_only = "somebody is opened on record first, where the rows are"
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


class NewCardForm(forms.Form):
    """A card for somebody who wants one."""

    online_only = "the number of a card is made where no other has it"
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


class HandOverForm(forms.Form):
    """Who goes to whom. A worker chooses among her own; a lead chooses a worker and sees nobody."""

    online_only = "who looks after whom changes at once or not at all"
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
