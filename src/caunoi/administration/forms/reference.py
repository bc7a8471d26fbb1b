from typing import Any, cast

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caunoi.access.choices import Role
from caunoi.access.roles import ROLES
from caunoi.look.fields import DayField
from caunoi.look.languages import page_language
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place
from caunoi.places.queries import commune_named, province_named
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


class ModelChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: PilotModel) -> str:
        return f"{obj.code}: {obj.name_en if page_language() == 'en' else obj.name_vi}"


class DeploymentForm(PlacedForm):
    """Which model runs where, by whom, from when, and how its months are counted."""

    model = ModelChoice(
        label=_("Model"), queryset=PilotModel.objects.order_by("code"), empty_label=None, widget=forms.RadioSelect
    )
    organisation = forms.ModelChoiceField(
        label=_("Who runs it"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    starts_on = DayField(
        label=_("First day"),
        help_text=_("Day/month/year. The month in which it lies is the first to be closed."),
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
