import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caunoi.access.choices import Relation, Verb
from caunoi.access.queries import colleagues
from caunoi.access.rules import relations_allowed
from caunoi.lib.actor import Actor
from caunoi.look.workbooks.cells import Cell
from caunoi.outreach.actions import FIRST_DAY
from caunoi.outreach.choices import Commodity, Setting
from caunoi.outreach.databook.meaning import Given

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class DatabookForm(forms.Form):
    """A databook, and what holds for rows that do not say it."""

    online_only = "a file is read where the rows are"
    mark_optional = False

    setting = forms.ChoiceField(
        label=_("Where, for rows that do not say it"),
        choices=[("", _("every row says it")), *Setting.choices],
        required=False,
    )
    peer = forms.ChoiceField(label=_("Whose rows, where the file does not say it"), required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, ODS or CSV"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file. Nothing was saved.")},
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        peer = cast(forms.ChoiceField, self.fields["peer"])
        known = list(cast(Iterable[tuple[str, str]], workers_field(by).choices))
        peer.choices = known if len(known) == 1 else [("", _("the file says it")), *known]
        peer.initial = peer.choices[0][0]

    def given(self) -> Given:
        """What was chosen, for the rows."""
        setting = self.cleaned_data["setting"]
        return Given(peer=self.cleaned_data["peer"], setting=Setting(setting) if setting else None)


class WeekForm(forms.Form):
    """Which week of whose calendar. It stands in the address, so a worker is an id there, never a handle."""

    online_only = "paper is typed at the club"
    mark_optional = False

    peer = forms.ChoiceField(label=_("Whose calendar"), required=False)
    month = forms.CharField(
        label=pgettext_lazy("a month", "Month"),
        help_text=_("Month/year, for example 3/2026"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    week = forms.ChoiceField(
        label=_("Week"),
        choices=[("1", "1 (1–7)"), ("2", "2 (8–14)"), ("3", "3 (15–21)"), ("4", _("4 (from the 22nd)"))],
        widget=forms.RadioSelect,
    )
    hundred = forms.IntegerField(required=False, min_value=1, max_value=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        handles = dict(colleagues(by).values_list("user__handle", "user_id"))
        known = [handle for handle, _label in cast(Iterable[tuple[str, str]], workers_field(by).choices) if handle]
        self.handles = {str(handles[handle]): handle for handle in known}
        peer = cast(forms.ChoiceField, self.fields["peer"])
        peer.choices, peer.initial = list(self.handles.items()), str(by.own_id)

    def clean_peer(self) -> str:
        """Her own where the address names nobody."""
        return self.cleaned_data["peer"] or str(self.by.own_id)

    def clean_month(self) -> date:
        found = re.fullmatch(r"\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*", self.cleaned_data["month"])
        if not found or not 1 <= int(found[1]) <= 12 or int(found[2]) < FIRST_DAY.year:
            raise ValidationError(_("Write the month as month/year, for example 3/2026."))
        return date(int(found[2]), int(found[1]), 1)

    @property
    def handle(self) -> str:
        return self.handles[self.cleaned_data["peer"]]

    @property
    def worker(self) -> UUID:
        return UUID(self.cleaned_data["peer"])

    @property
    def is_own(self) -> bool:
        return self.worker == self.by.id

    @property
    def part(self) -> int:
        """Which hundred of a large caseload."""
        return int(self.cleaned_data["hundred"] or 1)

    @property
    def address(self) -> str:
        """The same worker and month, without a week."""
        month = self.cleaned_data["month"]
        return "?" + urlencode({"peer": self.cleaned_data["peer"], "month": f"{month.month}/{month.year}"})

    @property
    def when(self) -> str:
        """The week as the importer reads it."""
        month = self.cleaned_data["month"]
        return f"tuần {self.cleaned_data['week']} tháng {month.month}/{month.year}"


class PaperLine(forms.Form):
    """One line of the paper calendar, as typed; the importer says what is not clear."""

    online_only = "paper is typed at the club"
    line = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    cue = forms.CharField(required=False, widget=forms.HiddenInput)
    card = forms.CharField(label=_("Card number"), required=False, max_length=60)
    people = forms.CharField(label=_("How many"), required=False, max_length=20)
    setting = forms.ChoiceField(label=_("Where"), choices=Setting.choices, initial=Setting.VENUE, required=False)
    topics = forms.CharField(label=_("Topics"), required=False, max_length=60)
    signposted = forms.BooleanField(label=_("Signposted"), required=False)
    occurrence = forms.CharField(label=_("Which time"), required=False, max_length=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Commodity:
            self.fields[f"given_{kind}"] = forms.CharField(label=kind.label, required=False, max_length=20)
        for name, field in self.fields.items():
            if name not in ("line", "cue", "setting", "signposted"):
                field.widget.attrs |= {"autocomplete": "off", "inputmode": "numeric" if name != "card" else "text"}
            field.widget.attrs["aria-label"] = field.label
        self.what: StrPromise | str = ""
        self.card_meant = ""

    @property
    def boxes(self) -> list[forms.BoundField]:
        """In the order of the paper."""
        return [self[name] for name in ("people", "setting", *self.given, "topics", "signposted", "occurrence")]

    @property
    def given(self) -> list[str]:
        return [f"given_{kind}" for kind in Commodity]

    @property
    def part(self) -> str:
        """Of the screen: with a card or without."""
        return str(self.prefix).rpartition("-")[0]

    @property
    def is_touched(self) -> bool:
        """Whether anything at all is otherwise than it was shown; a number that was printed is not typed."""
        return self._says_met or bool(self._typed("occurrence")) or self._typed("setting") not in ("", Setting.VENUE)

    @property
    def is_clear(self) -> bool:
        """Whether the line can be read as a contact; if not, it is told what to mend, and nobody is met by a slip of a key."""
        if not self.is_valid():
            self.what = " ".join(f"{self[name].label}: {error}" for name in self.errors for error in self.errors[name])
        elif not self._says_met:
            self.what = _(
                "Nothing says here that somebody was met. Write x under “how many”, or leave the whole line empty."
            )
        return not self.what

    @property
    def _says_met(self) -> bool:
        return any(map(self._typed, ("people", *self.given, "topics", "signposted"))) or bool(
            self._typed("card") and not self._typed("cue")
        )

    def _typed(self, name: str) -> str:
        value = self[name].value()
        return "" if value in (None, False) else str(value).strip()

    def find(self, cards: Mapping[int, str]) -> bool:
        """Whether it is known whose line this is: by the card that was typed, or by the number of the line on paper."""
        number = self.cleaned_data["line"]
        self.card_meant = self.cleaned_data["card"] or cards.get(number, "")
        if number and not self.card_meant:
            self.what = _("Nobody stands on this line of the paper any more. Type the number of her card here.")
        return not self.what

    def row(self, when: str) -> list[Cell]:
        """The line as a row of a databook."""
        data = self.cleaned_data
        return [when, self.card_meant or None, data["people"] or None, data["setting"] or None,
                *(data[name] or None for name in self.given), data["topics"] or None, data["signposted"] or None,
                data["occurrence"] or None]  # fmt: skip


def workers_field(by: Actor) -> forms.ChoiceField:
    """Handles of those for whom `by` may enter."""
    handles = dict(colleagues(by).values_list("user_id", "user__handle"))
    own = handles.get(by.own_id, "")
    for_all = Relation.OWN_ORGANISATION in relations_allowed(by.roles, Verb.IMPORT_CONTACTS)
    known = [own, *(handle for handle in handles.values() if for_all and handle != own)]
    return forms.ChoiceField(choices=[(handle, handle) for handle in known], initial=own)
