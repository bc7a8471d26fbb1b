import re
from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from caunoi.access.choices import Relation, Verb
from caunoi.access.queries import colleagues
from caunoi.access.rules import relations_allowed
from caunoi.lib.actor import Actor
from caunoi.lib.ids import is_code, uuid7
from caunoi.look.workbooks.cells import Cell
from caunoi.outreach.actions import FIRST_DAY, MANY_PEOPLE, MANY_PIECES, Observation
from caunoi.outreach.choices import Commodity, Setting, Topic
from caunoi.outreach.databook.meaning import Given
from caunoi.outreach.models import Contact
from caunoi.outreach.queries import commune_named, commune_offered, communes
from caunoi.people import queries as people
from caunoi.people.models import Pseudonym
from caunoi.places.models import Place
from caunoi.programme.queries import deployment_on

DATES = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d"]


class ContactForm(forms.Form):
    """One screen for one contact. `who` is a card number or a memory cue; empty means people who stay anonymous."""

    mark_optional = False  # nearly everything may stay empty

    who = forms.CharField(
        label=_("Who"),
        required=False,
        max_length=60,
        help_text=_("Memory cue or card number. Leave empty if no card: then only the number of people counts."),
        widget=forms.TextInput(attrs={"list": "cues", "autocomplete": "off", "autocapitalize": "none"}),
    )
    people = forms.IntegerField(
        label=_("Number of people without a card"),
        initial=1,
        min_value=1,
        max_value=MANY_PEOPLE,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "max_value": _("At most %(limit_value)s people at once. Write larger groups as several contacts.")
        },
    )
    topics = forms.MultipleChoiceField(
        label=_("What you talked about"), choices=Topic.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    setting = forms.ChoiceField(
        label=_("Where"), choices=Setting.choices, initial=Setting.VENUE, widget=forms.RadioSelect
    )
    commune = forms.CharField(
        label=_("Commune or ward"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    commune_code = forms.CharField(
        required=False, max_length=8, widget=forms.HiddenInput
    )  # sent by a button of the offer
    on = forms.DateField(
        label=_("Day"),
        input_formats=DATES,
        help_text=_("Day/month/year"),
        error_messages={"invalid": _("Write the day as day/month/year, for example 5/11/2026.")},
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
    )
    signposted = forms.BooleanField(label=_("I told her where to find a service"), required=False)
    done_by = forms.ChoiceField(label=_("Who met her"), required=False)
    record = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.offered: list[tuple[str, str]] = []
        staff = dict(colleagues(by).values_list("user_id", "user__handle"))
        cast(forms.ChoiceField, self.fields["done_by"]).choices = [
            (str(user), handle) for user, handle in staff.items()
        ]
        self.fields["done_by"].initial = str(by.id)
        self.fields["on"].initial = timezone.localdate
        self.fields["record"].initial = uuid7
        for kind in Commodity:
            self.fields[f"given_{kind}"] = forms.IntegerField(
                label=kind.label,
                required=False,
                min_value=0,
                max_value=MANY_PIECES,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def commodity_fields(self) -> list[forms.BoundField]:
        return [self[f"given_{kind}"] for kind in Commodity]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < FIRST_DAY:
            raise ValidationError(_("This day is too long ago. Check the year; nothing was saved."))
        if on > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Check the date."))
        return on

    def clean_who(self) -> Pseudonym | None:
        who = self.cleaned_data["who"].strip()
        return self._person(who) if who else None

    def clean_done_by(self) -> str:
        return str(self.cleaned_data["done_by"] or self.by.id)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        name, on = cleaned.get("commune"), cleaned.get("on")
        cleaned["place"] = (self._chosen(on) or self._place(name, on)) if name and on else None
        return cleaned

    def observation(self) -> Observation:
        """What was typed, ready for the action."""
        data = self.cleaned_data
        return Observation(
            on=data["on"],
            setting=data["setting"],
            pseudonym=data["who"],
            people=1 if data["who"] else (data["people"] or 1),
            commune=data["place"],
            signposted=data["signposted"],
            topics=data["topics"],
            commodities={kind: data[f"given_{kind}"] or 0 for kind in Commodity},
            deployment=deployment_on(self.by.organisation, data["on"]),
        )

    def _person(self, who: str) -> Pseudonym:
        if any(character.isdigit() for character in who):
            return self._by_card(who)
        found = list(people.members_by_cue(self.by, who)[:3])
        if len(found) == 1:
            return found[0].pseudonym
        if not found:
            raise ValidationError(_("Nobody you look after has this memory cue. Check it, or type the card number."))
        cards = ", ".join(f"{member.cue} {member.card}" for member in found)
        raise ValidationError(_text("Several people fit: %(cards)s. Type the card number.") % {"cards": cards})

    def _by_card(self, who: str) -> Pseudonym:
        if not is_code(who):
            raise ValidationError(_("One digit of this card number is wrong or missing. Compare it with the card."))
        member = people.member_by_card(self.by, who)
        if member is None:
            raise ValidationError(_("No card with this number here. If it is another group's card, leave this empty."))
        return member.pseudonym

    def _chosen(self, on: date) -> Place | None:
        """The commune of the button that was tapped; its name then stands in the field, should something else be amiss."""
        code = self.cleaned_data.get("commune_code")
        place = communes(self.by, on).filter(code=code).first() if code else None
        if place:
            typed = cast(QueryDict, self.data).copy()
            typed["commune"] = place.name
            self.data = typed
        return place

    def _place(self, name: str, on: date) -> Place | None:
        place = commune_named(self.by, name, on)
        if place is None:
            offer = commune_offered(self.by, name, on)
            self.offered = offer.choices if offer else []
            said = _("No commune or ward of the province has this name on that day. Choose from the list.")
            self.add_error("commune", offer.said if offer else said)
        return place


def initial_of(contact: Contact) -> dict[str, object]:
    """A contact as the form shows it for correction."""
    member = getattr(contact.pseudonym, "member", None) if contact.pseudonym else None
    return {
        "who": member.card if member else "",
        "people": contact.people,
        "topics": [row.topic for row in contact.topics.all()],
        "setting": contact.setting,
        "commune": contact.commune.name if contact.commune else "",
        "on": contact.on,
        "version": contact.version,
        "signposted": contact.signposted,
        "done_by": str(contact.done_by_id),
        **{f"given_{row.kind}": row.quantity for row in contact.commodities.all()},
    }


class DatabookForm(forms.Form):
    """A databook, and what holds for rows that do not say it."""

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
    """Which week of whose calendar."""

    mark_optional = False

    peer = forms.ChoiceField(label=_("Whose calendar"))
    month = forms.CharField(
        label=_("Month"),
        help_text=_("Month/year, for example 3/2026"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    week = forms.ChoiceField(
        label=_("Week"),
        choices=[("1", "1 (1–7)"), ("2", "2 (8–14)"), ("3", "3 (15–21)"), ("4", _("4 (from the 22nd)"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["peer"], self.fields["peer"].label = workers_field(by), _("Whose calendar")

    def clean_month(self) -> date:
        found = re.fullmatch(r"\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*", self.cleaned_data["month"])
        if not found or not 1 <= int(found[1]) <= 12 or int(found[2]) < FIRST_DAY.year:
            raise ValidationError(_("Write the month as month/year, for example 3/2026."))
        return date(int(found[2]), int(found[1]), 1)

    @property
    def handle(self) -> str:
        return str(self.cleaned_data["peer"])

    @property
    def is_own(self) -> bool:
        return colleagues(self.by).filter(user=self.by.id, user__handle=self.handle).exists()

    @property
    def when(self) -> str:
        """The week as the importer reads it."""
        month = self.cleaned_data["month"]
        return f"tuần {self.cleaned_data['week']} tháng {month.month}/{month.year}"


class PaperLine(forms.Form):
    """One line of the paper calendar, as typed; the importer says what is not clear."""

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
            if name not in ("cue", "setting", "signposted"):
                field.widget.attrs |= {"autocomplete": "off", "inputmode": "numeric" if name != "card" else "text"}
            field.widget.attrs["aria-label"] = field.label
        self.what = ""

    @property
    def boxes(self) -> list[forms.BoundField]:
        """In the order of the paper."""
        return [self[name] for name in ("people", "setting", *self.given, "topics", "signposted", "occurrence")]

    @property
    def given(self) -> list[str]:
        return [f"given_{kind}" for kind in Commodity]

    @property
    def is_filled(self) -> bool:
        """Whether anything was typed; a number that was printed is not typed."""
        data = self.cleaned_data
        typed = [data[name] for name in ("people", *self.given, "topics", "signposted")]
        return any(typed) or bool(data["card"] and not data["cue"])

    def row(self, when: str) -> list[Cell]:
        """The line as a row of a databook."""
        data = self.cleaned_data
        return [when, data["card"] or None, data["people"] or None, data["setting"] or None,
                *(data[name] or None for name in self.given), data["topics"] or None, data["signposted"] or None,
                data["occurrence"] or None]  # fmt: skip

    def told(self, what: str) -> "PaperLine":
        """The same line with what to mend."""
        self.what = what
        return self


def workers_field(by: Actor) -> forms.ChoiceField:
    """Handles of those for whom `by` may enter."""
    handles = dict(colleagues(by).values_list("user_id", "user__handle"))
    own = handles.get(by.own_id, "")
    for_all = Relation.OWN_ORGANISATION in relations_allowed(by.roles, Verb.IMPORT_CONTACTS)
    known = [own, *(handle for handle in handles.values() if for_all and handle != own)]
    return forms.ChoiceField(choices=[(handle, handle) for handle in known], initial=own)
