from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caunoi.access.choices import Role
from caunoi.access.roles import ROLES
from caunoi.directory.choices import GROUP_OF, Cost, ServiceCode, ServiceGroup
from caunoi.directory.models import Service
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place
from caunoi.places.queries import commune_named, province_named, province_of
from caunoi.programme.choices import PeriodBasis
from caunoi.programme.models import PilotModel


class InviteForm(forms.Form):
    """Whom to invite: a role in an organisation. The person chooses the handle herself."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"]).queryset = organisations
        cast(forms.ChoiceField, self.fields["role"]).choices = [
            (role.value, role.label) for role in Role if settings.KIND in ROLES[role].installations
        ]


class PlacedForm(forms.Form):
    """Something in a province, perhaps in one of its communes; typed by name, with or without tone marks."""

    province = forms.CharField(
        label=_("Province or city"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "provinces", "autocomplete": "off"}),
    )
    commune = forms.CharField(
        label=_("Commune or ward"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["place"] = self._place(cleaned.pop("province", ""), cleaned.pop("commune", ""))
        return cleaned

    def chosen(self) -> dict[str, Any]:
        """What was chosen, by the names that the action has for it."""
        return self.cleaned_data

    def _place(self, province: str, commune: str) -> Place | None:
        today = timezone.localdate()
        if not province:
            if commune:
                self.add_error("province", _("Write the province too: communes of one name exist in several."))
            return None
        found = province_named(province, today)
        if found is None:
            self.add_error(
                "province",
                _("No province has this name today. Choose from the list: merged provinces have a new name."),
            )
            return None
        return self._commune(commune, found) if commune else found

    def _commune(self, name: str, province: Place) -> Place:
        found = commune_named(name, province, timezone.localdate())
        if found is None:
            self.add_error(
                "commune",
                _("This province has no commune or ward of exactly this name here. Check it, or leave it empty."),
            )
        return found or province


class OrganisationForm(PlacedForm):
    """Who it is. Nobody gets an account by this."""

    commune = None  # type: ignore[assignment]  # an organisation stands in a province
    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        choices=[(kind.value, capfirst(kind.label)) for kind in OrganisationKind],
        initial=OrganisationKind.PROVIDER,
        widget=forms.RadioSelect,
    )
    field_order = ("name", "kind", "province")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].help_text = _("Leave it empty for one that works in the whole country.")


def _codes() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Services by group."""
    for group in ServiceGroup:
        codes = [(code.value, str(capfirst(code.label))) for code in ServiceCode if GROUP_OF[code] is group]
        yield str(capfirst(group.label)), codes


class ServiceForm(PlacedForm):
    """What one provider offers, as everybody reads it in the finder."""

    provider = forms.ModelChoiceField(label=_("Who offers it"), queryset=Organisation.objects.none())
    code = forms.ChoiceField(label=_("Kind of service"))
    name = forms.CharField(
        label=_("Name as people know it"),
        max_length=160,
        help_text=_("Everybody can read it: no word that labels the people it is for."),
    )
    description = forms.CharField(
        label=_("What people get"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    address = forms.CharField(
        label=_("House number and street"),
        max_length=200,
        required=False,
        help_text=_("A shelter never shows its address: leave it empty there."),
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    hours = forms.CharField(label=_("Opening hours"), max_length=160, required=False)
    cost = forms.ChoiceField(label=_("Cost"), initial=Cost.UNKNOWN, widget=forms.RadioSelect)
    papers = forms.CharField(
        label=_("Papers asked for"), max_length=200, required=False, help_text=_("Empty means: none.")
    )
    residents_only = forms.BooleanField(label=_("Only for people registered in this province"), required=False)
    is_active = forms.BooleanField(label=_("On offer: shown in the finder"), required=False, initial=True)
    checked = forms.BooleanField(label=_("I checked all of this today"), required=False)
    field_order = ("provider", "code", "name", "description", "province", "commune")

    def __init__(self, *args: Any, providers: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Organisation]", self.fields["provider"]).queryset = providers
        cast(forms.ChoiceField, self.fields["code"]).choices = [("", "---------"), *_codes()]
        cast(forms.ChoiceField, self.fields["cost"]).choices = [(cost.value, capfirst(cost.label)) for cost in Cost]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("code") == ServiceCode.SHELTER and cleaned.get("address"):
            self.add_error("address", _("A shelter never shows its address. Leave it empty; nothing was saved."))
        return cleaned

    def on(self, service: Service) -> Service:
        """The service with what was typed; `keep_service` saves it."""
        values = dict(self.cleaned_data)
        if values.pop("checked"):
            service.confirmed_on = timezone.localdate()
        for name, value in values.items():
            setattr(service, name, value)
        return service


def initial_of(service: Service) -> dict[str, object]:
    """A service as the form shows it for change."""
    same = (
        "provider", "code", "name", "description", "address", "phone", "hours", "cost", "papers", "residents_only",
        "is_active",
    )  # fmt: skip
    province = province_of(service.place) if service.place else None
    commune = service.place if service.place != province else None
    return {
        **{name: getattr(service, name) for name in same},
        "province": province.name if province else "",
        "commune": commune.name if commune else "",
    }


class ModelChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: PilotModel) -> str:
        return f"{obj.code}: {obj.name_en if get_language() == 'en' else obj.name_vi}"


class DeploymentForm(PlacedForm):
    """Which model runs where, by whom, from when, and how its months are counted."""

    model = ModelChoice(
        label=_("Model"), queryset=PilotModel.objects.order_by("code"), empty_label=None, widget=forms.RadioSelect
    )
    organisation = forms.ModelChoiceField(label=_("Who runs it"), queryset=Organisation.objects.none())
    starts_on = forms.DateField(
        label=_("First day"),
        help_text=_("Day/month/year. The month in which it lies is the first to be closed."),
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
    )
    period_basis = forms.ChoiceField(
        label=_("How months are counted"),
        choices=[(basis.value, capfirst(basis.label)) for basis in PeriodBasis],
        initial=PeriodBasis.ADMINISTRATIVE,
        widget=forms.RadioSelect,
    )
    field_order = ("model", "organisation", "province", "commune")

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"]).queryset = organisations
        self.fields["province"].required = True

    def chosen(self) -> dict[str, Any]:
        return {**self.cleaned_data, "model": self.cleaned_data["model"].code}
