"""The form of one service: what everybody reads in the finder, typed in words and kept as data."""

import re
from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caunoi.administration.forms.reference import PlacedForm
from caunoi.directory.choices import (
    GROUP_OF,
    SAID,
    Cost,
    Free,
    GateCode,
    PhoneKind,
    ServiceCode,
    ServiceGroup,
    Tongue,
    Wait,
)
from caunoi.directory.models import (
    Accessibility,
    CostOption,
    Gate,
    Location,
    Phone,
    Service,
    ServiceArea,
    ServiceAtLocation,
    SpokenLanguage,
)
from caunoi.directory.offers import Parts, Spot, gate, usual_gates
from caunoi.directory.opening import week
from caunoi.directory.typed_hours import read_hours
from caunoi.look.fields import DayField
from caunoi.organisations.models import Organisation
from caunoi.places.queries import province_of

OWN_FIELD = (GateCode.AGE, GateCode.PAPER, GateCode.OTHER)
"""Gates that are typed, not ticked."""
TICKED = [(code.value, capfirst(str(SAID[code]))) for code in GateCode if code not in OWN_FIELD]
OLDEST = 120
COMMUNE, PROVINCE, COUNTRY = "commune", "province", "country"
PLAIN = (
    "provider", "code", "name", "alternate_name", "description", "url", "alert", "cost", "wait", "places_free", "is_active",
    "valid_from", "valid_to",
)  # fmt: skip


def _codes() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Services by group."""
    for group in ServiceGroup:
        codes = [(code.value, str(capfirst(code.label))) for code in ServiceCode if GROUP_OF[code] is group]
        yield str(capfirst(group.label)), codes


def _bands(bands: type[Wait] | type[Free]) -> list[tuple[str, Any]]:
    return [("", _("not known")), *((band.value, capfirst(band.label)) for band in bands)]


class ServiceForm(PlacedForm):
    """What one provider offers, as everybody reads it in the finder."""

    provider = forms.ModelChoiceField(
        label=_("Who offers it"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    code = forms.ChoiceField(label=_("Kind of service"))
    name = forms.CharField(
        label=_("Name as people know it"),
        max_length=160,
        help_text=_("Everybody can read it: no word that labels the people it is for."),
    )
    alternate_name = forms.CharField(label=_("Name in English, or another name"), max_length=160, required=False)
    description = forms.CharField(
        label=_("What people get"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    address = forms.CharField(
        label=_("House number and street"),
        max_length=200,
        required=False,
        help_text=_("A shelter never shows its address: leave it empty there."),
    )
    transport = forms.CharField(label=_("How to get there"), max_length=200, required=False)
    accessibility = forms.CharField(label=_("Steps, ramp, a room of its own"), max_length=160, required=False)
    area = forms.ChoiceField(
        label=_("For people of"),
        required=False,
        choices=[
            ("", _("not known")), (COMMUNE, _("the commune above")), (PROVINCE, _("the province above")),
            (COUNTRY, _("the whole country")),
        ],
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=120,
        required=False,
        help_text=_("Public numbers only; several with a semicolon between."),
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    url = forms.URLField(label=_("Web page"), max_length=200, required=False, assume_scheme="https")
    hours = forms.CharField(
        label=_("Opening hours"),
        max_length=300,
        required=False,
        help_text=_("For example: Monday to Friday 7:30–11:30, 13:30–16:30; Saturday 8:00–11:00; by appointment."),
    )
    cost = forms.ChoiceField(label=_("Cost"), initial=Cost.UNKNOWN, widget=forms.RadioSelect)
    fees = forms.CharField(
        label=_("Fees in đồng"),
        max_length=300,
        required=False,
        help_text=_("For example: check-up 50.000; test 120.000"),
    )
    asks = forms.MultipleChoiceField(
        label=_("What they ask of everybody"), choices=TICKED, required=False, widget=forms.CheckboxSelectMultiple
    )
    papers = forms.CharField(
        label=_("Papers asked for"), max_length=200, required=False, help_text=_("Empty means: none.")
    )
    minimum_age = forms.IntegerField(label=_("From which age"), min_value=0, max_value=OLDEST, required=False)
    maximum_age = forms.IntegerField(label=_("Up to which age"), min_value=0, max_value=OLDEST, required=False)
    usual = forms.BooleanField(
        label=_("Add the conditions that the law sets for this kind of service"),
        required=False,
        help_text=_("Known for state legal aid, policy bank loans, insurance, social assistance."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken there"),
        choices=[(one.value, capfirst(one.label)) for one in Tongue],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wait = forms.ChoiceField(label=_("How long people wait"), required=False, choices=_bands(Wait))
    places_free = forms.ChoiceField(label=_("Places free"), required=False, choices=_bands(Free))
    alert = forms.CharField(
        label=_("What to know at present"),
        max_length=300,
        required=False,
        help_text=_("For example: closed for repairs until Tết."),
    )
    valid_from = DayField(label=_("Offered from"), required=False)
    valid_to = DayField(label=_("Last day it is offered"), required=False)
    is_active = forms.BooleanField(label=_("On offer: shown in the finder"), required=False, initial=True)
    checked = forms.BooleanField(label=_("I checked all of this today"), required=False)
    field_order = ("provider", "code", "name", "alternate_name", "description", "province", "commune")

    def __init__(self, *args: Any, providers: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Organisation]", self.fields["provider"]).queryset = providers
        cast(forms.ChoiceField, self.fields["code"]).choices = [("", _("Choose")), *_codes()]
        cast(forms.ChoiceField, self.fields["cost"]).choices = [(cost.value, capfirst(cost.label)) for cost in Cost]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("code") == ServiceCode.SHELTER and cleaned.get("address"):
            self.add_error("address", _("A shelter never shows its address. Leave it empty; nothing was saved."))
        youngest, oldest = cleaned.get("minimum_age"), cleaned.get("maximum_age")
        if isinstance(youngest, int) and isinstance(oldest, int) and youngest > oldest:
            self.add_error("maximum_age", _("This is below the age from which it is offered."))
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and str(end) < str(start):
            self.add_error("valid_to", _("This lies before the first day."))
        return cleaned

    def on(self, service: Service) -> Service:
        """The service with what was typed; `keep_service` saves it."""
        for name in PLAIN:
            setattr(service, name, self.cleaned_data[name])
        if service.wait or service.places_free:
            service.capacity_on = timezone.localdate()
        return service

    def parts(self, service: Service) -> Parts:
        """What belongs to it. Conditions with several ways in, and words nobody typed here, stay as they are."""
        typed = self.cleaned_data
        return Parts(
            spots=self._spots(service),
            phones=[
                *(Phone(number=one, kind=_phone_kind(one)) for one in _several(typed["phone"])),
                *service.phones.filter(at__isnull=False),
            ],
            schedules=[*read_hours(typed["hours"]), *service.schedules.filter(at__isnull=False)],
            cost_options=[_fee(one) for one in _several(typed["fees"])],
            gates=self._gates(service),
            languages=[SpokenLanguage(code=code) for code in typed["languages"]],
            areas=self._areas(),
        )

    def _spots(self, service: Service) -> list[Spot]:
        """The first place is on this page; further ones, with hours of their own, came by an import and stay."""
        typed = self.cleaned_data
        links = list(service.at_locations.select_related("location").order_by("pk"))
        further = [Spot(link.location, link) for link in links[1:]]
        if not (typed["place"] or typed["address"]):
            return further
        location = Location()
        if links and links[0].location.services.count() == 1:
            location = links[0].location
        location.place, location.address, location.transport = typed["place"], typed["address"], typed["transport"]
        access = [Accessibility(description=typed["accessibility"])] if typed["accessibility"] else []
        return [Spot(location, ServiceAtLocation(), tuple(access)), *further]

    def _gates(self, service: Service) -> list[Gate]:
        typed = self.cleaned_data
        asked = [gate(GateCode(code)) for code in typed["asks"]]
        if typed["papers"]:
            asked.append(gate(GateCode.PAPER, words=typed["papers"]))
        if typed["minimum_age"] is not None or typed["maximum_age"] is not None:
            asked.append(gate(GateCode.AGE, ages=(typed["minimum_age"], typed["maximum_age"])))
        kept = [one for one in _gates_of(service, typed["code"]) if one.way or not _among(one, asked)]
        if typed["usual"]:
            kept += [one for one in usual_gates(ServiceCode(typed["code"])) if not _among(one, [*asked, *kept])]
        return [*asked, *kept]

    def _areas(self) -> list[ServiceArea]:
        area, place = self.cleaned_data["area"], self.cleaned_data["place"]
        if area == COUNTRY:
            return [ServiceArea()]
        if area and place:
            return [ServiceArea(place=place if area == COMMUNE else province_of(place))]
        return []


def _gates_of(service: Service, code: str) -> list[Gate]:
    """What the form does not show: several ways in, and conditions with words of their own. Another kind of service has others."""
    if service.code != code:
        return []
    return [one for one in service.gates.all() if one.way or (one.words and one.code != GateCode.PAPER)]


def _among(wanted: Gate, gates: list[Gate]) -> bool:
    return any((one.code, one.way) == (wanted.code, wanted.way) for one in gates)


def _several(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[;\n]", text) if one.strip()]


def _phone_kind(number: str) -> str:
    """Short numbers and those of the whole country are called at any hour."""
    digits = re.sub(r"\D", "", number)
    return PhoneKind.HOTLINE if len(digits) <= 4 or digits.startswith(("1800", "1900")) else PhoneKind.VOICE


def _fee(text: str) -> CostOption:
    """Words and an amount at the end; without one the words alone."""
    found = re.fullmatch(r"(?P<what>.*?)[:\s]*(?P<amount>\d{1,3}(?:[.\s]\d{3})+|\d{4,9})\s*(?:đồng|đ|vnd)?", text, re.I)
    if found is None:
        return CostOption(option=text[:160])
    return CostOption(option=found["what"].strip() or text, amount=int(re.sub(r"\D", "", found["amount"])))


def initial_of(service: Service) -> dict[str, object]:
    """A service as the form shows it for change."""
    link = service.at_locations.select_related("location__place__parent").order_by("pk").first()
    location = link.location if link else Location()
    province = province_of(location.place) if location.place else None
    gates = [one for one in service.gates.all() if one.way == 0]
    ages = next((one for one in gates if one.code == GateCode.AGE), Gate())
    area = service.areas.select_related("place__parent").first()
    ticked = {code for code, _label in TICKED}
    rows = location.accessibility.all() if link else ()
    return {
        **{name: getattr(service, name) for name in PLAIN},
        "province": province.name if province else "",
        "commune": location.place.name if location.place and location.place != province else "",
        "address": location.address,
        "transport": location.transport,
        "accessibility": "; ".join(row.description for row in rows),
        "area": _area_of(area),
        "phone": "; ".join(phone.number for phone in service.phones.filter(at__isnull=True)),
        "hours": "; ".join(" ".join(filter(None, line)) for line in week(service.schedules.filter(at__isnull=True))),
        "fees": "; ".join(_fee_words(one) for one in service.cost_options.all()),
        "asks": [one.code for one in gates if one.code in ticked],
        "papers": "; ".join(one.words for one in gates if one.code == GateCode.PAPER),
        "minimum_age": ages.minimum_age,
        "maximum_age": ages.maximum_age,
        "languages": [one.code for one in service.languages.all()],
    }


def _area_of(area: ServiceArea | None) -> str:
    if area is None:
        return ""
    if area.place is None:
        return COUNTRY
    return PROVINCE if area.place == province_of(area.place) else COMMUNE


def _fee_words(one: CostOption) -> str:
    return f"{one.option} {one.amount:,}".replace(",", ".") if one.amount is not None else one.option
