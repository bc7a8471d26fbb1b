from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.directory.code_choices import code_meant
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.look.fields import CountField
from caunoi.outreach.actions import MANY_LINES, MANY_PEOPLE, Observation
from caunoi.outreach.choices import Commodity, Newness, Setting, Topic, Verdict
from caunoi.outreach.forms.parts import PlacedForm, need_choices, pieces_fields, who_widget
from caunoi.outreach.marks import area_mark
from caunoi.outreach.models import Contact
from caunoi.outreach.queries import areas
from caunoi.people.models import Member, Pseudonym
from caunoi.people.queries import people
from caunoi.people.typed import person_meant
from caunoi.programme.queries import deployment_on


class ContactForm(PlacedForm):
    """One screen for one contact. `who` is a card number or a memory cue; empty means people who stay anonymous."""

    offline = "contact.note"
    who = forms.CharField(
        label=_("Who"),
        required=False,
        max_length=60,
        help_text=_("Memory cue or card number. Leave empty if no card: then only the number of people counts."),
        widget=who_widget(),
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
    newness = forms.ChoiceField(
        label=_("Without a card: met before?"), choices=[("", _("not known")), *Newness.choices], required=False
    )
    topics = forms.MultipleChoiceField(
        label=_("What you talked about"), choices=Topic.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    setting = forms.ChoiceField(
        label=_("Where"), choices=Setting.choices, initial=Setting.VENUE, widget=forms.RadioSelect
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    need = forms.ChoiceField(label=_("What she asked for"), choices=need_choices, required=False)
    signposted = forms.BooleanField(label=_("I told her where to find a service"), required=False)
    record = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, correcting: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.met: Member | None = getattr(correcting and correcting.pseudonym, "member", None)
        self.fields["record"].initial = uuid7
        self.fields |= pieces_fields()
        self._offer_areas()

    def _offer_areas(self) -> None:
        """The club's numbers; without any there is no field. What a name means opens on its own page only."""
        self.areas = {str(area.pk): area for area in areas(self.by)}
        marks = [(key, area_mark(area)) for key, area in self.areas.items()]
        cast(forms.ChoiceField, self.fields["area"]).choices = [("", _("no area")), *marks]
        if not marks:
            del self.fields["area"]

    @property
    def commodity_fields(self) -> list[forms.BoundField]:
        return [self[f"given_{kind}"] for kind in Commodity]

    def clean_who(self) -> Pseudonym | None:
        who = self.cleaned_data["who"].strip()
        if self.met and who == self.met.end_of_card:  # as it was shown to somebody who does not look after her
            return self.met.pseudonym
        return person_meant(self.by, who) if who else None

    def clean_need(self) -> str:
        return code_meant(self.cleaned_data["need"])

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        her = cleaned.get("who")
        if cleaned.get("need") and her and not people(self.by).filter(pk=cast(Pseudonym, her).pk).exists():
            self.add_error(
                "need", _("What she asks for is noted by whoever looks after her. Choose “nothing asked for” here.")
            )
        return cleaned

    def observation(self) -> Observation:
        """What was typed, ready for the action. Without a commune it was in that of the area."""
        data = self.cleaned_data
        area = self.areas.get(data.get("area", ""))
        return Observation(
            on=data["on"],
            setting=data["setting"],
            pseudonym=data["who"],
            people=1 if data["who"] else (data["people"] or 1),
            commune=data["place"] or (area.commune if area else None),
            area=area,
            signposted=data["signposted"],
            newness=data["newness"],
            topics=data["topics"],
            commodities={kind: data[f"given_{kind}"] or 0 for kind in Commodity},
            deployment=deployment_on(self.by.organisation, data["on"]),
        )


def initial_of(by: Actor, contact: Contact) -> dict[str, object]:
    """A contact as the form shows it for correction."""
    return {
        "who": _shown(by, contact.pseudonym),
        "people": contact.people,
        "topics": [row.topic for row in contact.topics.all()],
        "setting": contact.setting,
        "commune": contact.commune.name if contact.commune else "",
        "area": str(contact.area_id or ""),
        "on": contact.on,
        "version": contact.version,
        "signposted": contact.signposted,
        "newness": contact.newness,
        "done_by": str(contact.done_by_id),
        **{f"given_{row.kind}": row.quantity for row in contact.commodities.all()},
    }


def _shown(by: Actor, her: Pseudonym | None) -> str:
    """Her card, or its end for somebody who does not look after her; nothing of somebody who was erased."""
    member: Member | None = getattr(her, "member", None)
    if member is None:
        return ""
    return member.card if people(by).filter(pk=member.pseudonym_id).exists() else member.end_of_card


class MeetingForm(PlacedForm):
    """What holds for everybody who was met at one place at one time."""

    offline = "contact.note_several"
    topics = forms.MultipleChoiceField(
        label=_("What you talked about"), choices=Topic.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    setting = forms.ChoiceField(
        label=_("Where"), choices=Setting.choices, initial=Setting.VENUE, widget=forms.RadioSelect
    )
    signposted = forms.BooleanField(label=_("I told them where to find a service"), required=False)
    meeting = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].initial = uuid7

    def observation(self, line: "MeetingLine") -> Observation:
        """What this line says of one of them, or of those without a card."""
        data = self.cleaned_data
        return Observation(
            on=data["on"],
            setting=data["setting"],
            pseudonym=line.cleaned_data.get("who"),
            people=line.cleaned_data.get("people") or 1,
            commune=data["place"],
            signposted=data["signposted"],
            topics=data["topics"],
            commodities={kind: line.cleaned_data[f"given_{kind}"] or 0 for kind in Commodity},
            deployment=deployment_on(self.by.organisation, data["on"]),
        )


class MeetingLine(forms.Form):
    """One of those who were met: by cue or card, or how many had no card, and what they were given."""

    offline = "contact.note_several"
    mark_optional = False
    who = forms.CharField(label=_("Who"), required=False, max_length=60, widget=who_widget())
    people = CountField(MANY_PEOPLE, label=_("How many"), required=False)

    def __init__(self, *args: Any, by: Actor, anonymous: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        del self.fields["who" if anonymous else "people"]
        self.fields |= pieces_fields()
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def clean_who(self) -> Pseudonym | None:
        who = self.cleaned_data["who"].strip()
        return person_meant(self.by, who) if who else None

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.is_filled and any(cleaned.values()):
            raise forms.ValidationError(_("Say who was given this, or how many; nothing was saved."))
        return cleaned

    @property
    def pieces(self) -> list[forms.BoundField]:
        return [self[f"given_{kind}"] for kind in Commodity]

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("who") or self.cleaned_data.get("people"))


class DoubleForm(forms.Form):
    """What two contacts are, and which of the two is kept if they are one."""

    online_only = "two things are held beside each other: that needs both at hand"
    first = forms.UUIDField(widget=forms.HiddenInput)
    second = forms.UUIDField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(label=_("What this is"), choices=Verdict.choices, widget=forms.RadioSelect)
    keep = forms.ChoiceField(
        label=_("If it was one: which is right"),
        choices=[("first", _("the upper one")), ("second", _("the lower one"))],
        initial="first",
        widget=forms.RadioSelect,
    )


def lines_of(data: Any, by: Actor, count: int) -> list[MeetingLine]:
    """So many lines for people with a card, and after them the one for those without."""
    with_card = [MeetingLine(data, by=by, prefix=f"line-{number}") for number in range(min(count, MANY_LINES - 1))]
    return [*with_card, MeetingLine(data, by=by, anonymous=True, prefix="others")]
