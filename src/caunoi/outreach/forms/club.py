"""Forms of what a club has and does beside contacts: pieces, service sessions, money, the way out and home."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caunoi.access.queries import colleagues
from caunoi.directory.code_choices import code_meant, codes_by_group
from caunoi.directory.models import Service
from caunoi.directory.queries import services
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.look.fields import CountField, DayField
from caunoi.outreach.actions import HOURS, MANY_AT_A_SESSION, MANY_STOCK, Held, Moved
from caunoi.outreach.choices import Commodity, FundKind, FundPurpose, Movement, StockReason
from caunoi.outreach.forms.parts import WorkForm, past_day
from caunoi.outreach.queries import sees_whole_stock
from caunoi.people.models import Pseudonym
from caunoi.people.typed import person_meant
from caunoi.programme.queries import deployment_on

FROM_HER_BAG = (Movement.HANDED, Movement.RETURNED, Movement.LOST, Movement.EXPIRED, Movement.FOUND)
MOST_DONG = 100_000_000


class _OfBag(forms.Form):
    """Whose hand: her own bag; for a lead the store and every worker's."""

    mark_optional = False
    worker = forms.ChoiceField(label=_("Whose"), required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.sees_all = sees_whole_stock(by)
        staff = [(str(user), handle) for user, handle in colleagues(by).values_list("user_id", "user__handle")]
        own = [(user, handle) for user, handle in staff if user == str(by.id)]
        hands = [("", _("the group's store")), *dict(staff).items()] if self.sees_all else own
        cast(forms.ChoiceField, self.fields["worker"]).choices = hands

    def clean_worker(self) -> UUID | None:
        chosen = self.cleaned_data["worker"] or ("" if self.sees_all else str(self.by.id))
        return UUID(chosen) if chosen else None


class StockForm(_OfBag):
    """Pieces that came, went or changed hands."""

    offline = "stock.note"
    movement = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Pieces"), choices=Commodity.choices)
    quantity = CountField(MANY_STOCK, 1, label=_("How many pieces"))
    reason = forms.ChoiceField(
        label=_("Why, if lost or found"), choices=[("", _("no reason needed")), *StockReason.choices], required=False
    )
    on = DayField(label=_("Day"))
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ("movement", "kind", "quantity", "worker", "reason", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = list(Movement) if self.sees_all else FROM_HER_BAG
        cast(forms.ChoiceField, self.fields["movement"]).choices = [(one.value, one.label) for one in allowed]
        self.fields["on"].initial, self.fields["pk"].initial = timezone.localdate, uuid7

    def clean_on(self) -> date:
        return past_day(self.cleaned_data["on"])

    def moved(self) -> Moved:
        data = self.cleaned_data
        return Moved(data["kind"], data["movement"], data["quantity"], data["on"], data["worker"], data["reason"])


class CountForm(_OfBag):
    """What somebody counted in a hand."""

    offline = "stock.count"
    kind = forms.ChoiceField(label=_("Pieces"), choices=Commodity.choices)
    counted = CountField(MANY_STOCK, label=_("Counted, in pieces"))
    field_order = ("kind", "counted", "worker")


class SessionForm(WorkForm):
    """A service session. Forty people fit: one cue or card number on a line."""

    offline = "session.note"
    service = forms.ModelChoiceField(
        label=_("Service in the directory"), queryset=Service.objects.none(), required=False, empty_label=_("not in it")
    )
    code = forms.ChoiceField(label=_("What it was"), choices=codes_by_group)
    cards = forms.CharField(
        label=_("Who came with a card"),
        help_text=_("One on a line: memory cue or card number."),
        required=False,
        max_length=6_000,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "autocapitalize": "none"}),
    )
    anonymous = CountField(MANY_AT_A_SESSION, label=_("How many came without a card"), required=False)
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ("service", "code", "cards", "anonymous", "on", "done_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Service]", self.fields["service"]).queryset = services()
        self.fields["done_by"].label = _("Who organised it")
        self.fields["pk"].initial = uuid7

    def clean_code(self) -> str:
        return code_meant(self.cleaned_data["code"])

    def clean_cards(self) -> list[Pseudonym]:
        lines = [line.strip() for line in self.cleaned_data["cards"].splitlines()]
        return list(self._people(enumerate(lines, start=1)))

    def _people(self, lines: Iterable[tuple[int, str]]) -> Iterable[Pseudonym]:
        unclear = []
        for number, line in lines:
            try:
                if line:
                    yield person_meant(self.by, line)
            except ValidationError as problem:
                said = {"line": number, "text": line, "what": " ".join(problem.messages)}
                unclear.append(gettext("Line %(line)s, “%(text)s”: %(what)s") % said)
        if unclear:
            raise ValidationError(unclear)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        service = cleaned.get("service")
        if isinstance(service, Service) and cleaned.get("code") != service.code:
            self.add_error(
                "code", _("The service in the directory is of another kind. Choose one that fits the other.")
            )
        return cleaned

    def held(self) -> Held:
        data = self.cleaned_data
        day = data["on"]
        return Held(
            day, data["code"], data["service"], data["cards"], data["anonymous"] or 0,
            deployment_on(self.by.organisation, day),
        )  # fmt: skip


class FundForm(forms.Form):
    """Money of the emergency fund: amount, what for, receipt. There is no place for a name."""

    offline = "fund.note"
    mark_optional = False
    kind = forms.ChoiceField(label=_("What happened"), choices=FundKind.choices, widget=forms.RadioSelect)
    amount = CountField(MOST_DONG, 1, label=_("Amount in đồng"))
    purpose = forms.ChoiceField(
        label=_("What the help was for"), choices=[("", _("money received")), *FundPurpose.choices], required=False
    )
    receipt = forms.CharField(
        label=_("Number of the receipt"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    on = DayField(label=_("Day"))
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial, self.fields["pk"].initial = timezone.localdate, uuid7

    def clean_on(self) -> date:
        return past_day(self.cleaned_data["on"])


class AccompanimentForm(WorkForm):
    """Who goes along to which kind of service, and the money for the way. With whom stands nowhere."""

    offline = "accompaniment.note"
    code = forms.ChoiceField(label=_("To which service"), choices=codes_by_group)
    advance = CountField(MOST_DONG, label=_("Travel advance in đồng"), required=False)
    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ("done_by", "code", "advance", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_by"].label = _("Who goes along")
        self.fields["pk"].initial = uuid7

    def clean_code(self) -> str:
        return code_meant(self.cleaned_data["code"])


class SettleForm(forms.Form):
    """What the way cost."""

    offline = "accompaniment.settle"
    mark_optional = False
    spent = CountField(MOST_DONG, label=_("Spent in đồng"))
    receipt = forms.CharField(
        label=_("Number of the receipt"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class OutingForm(forms.Form):
    """Until when she means to be back."""

    offline = "outing.go"
    hours = forms.TypedChoiceField(
        label=_("Back within"),
        coerce=int,
        choices=[(hours, _("%s hours") % hours) for hours in HOURS],
        initial=HOURS[1],
    )
