from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from caunoi.exchange.uploads import MOST_FILES
from caunoi.look.fields import DayField
from caunoi.places.models import Place
from caunoi.programme.choices import FundingLevel
from caunoi.programme.models import Deployment
from caunoi.published.actions import Estimate
from caunoi.published.choices import Method

LONGEST_AMOUNT, MOST_DIGITS = 19, 15
"""Digits and dots of 999 thousand thousand million đồng: more than any programme has."""
MOST_PEOPLE = 200_000_000


class FileForm(forms.Form):
    """One sealed file of a month."""

    file = forms.FileField(
        label=_("File from a club"),
        help_text=_("Its name begins with “so-lieu”. It is checked before anything is taken."),
        error_messages={"required": _("Choose a file. A monthly file is far smaller than 2 MB.")},
    )


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each checked as one."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list) else [data]
        if not files:
            super().clean(None, initial)
        return [super(FilesField, self).clean(one, initial) for one in files]


class WorkbooksForm(forms.Form):
    """Workbooks of communes, or tables in the long form; up to a hundred at once."""

    workbooks = FilesField(
        label=_("Workbooks"),
        allow_empty_file=True,
        help_text=_("Filled-in templates or tables, XLSX, ODS or CSV, up to 100 at once. Sending one again is safe."),
        error_messages={"required": _("Choose one workbook or more, up to 100.")},
    )

    def clean_workbooks(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["workbooks"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("More than 100 files were chosen. Send them in two parts."))
        return files


class ExpectForm(forms.Form):
    """Whose reports the programme waits for: every commune of a province, and by when."""

    province = forms.ChoiceField(label=_("Province or city"))
    due_on = DayField(label=_("To be sent by"))

    def __init__(self, *args: Any, provinces: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provinces = {str(place.pk): place for place in provinces}
        field = self.fields["province"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, place.name) for pk, place in self.provinces.items()]

    @property
    def place(self) -> Place:
        return self.provinces[self.cleaned_data["province"]]


class CompareForm(forms.Form):
    """One number in two periods."""

    mark_optional = False
    indicator = forms.ChoiceField(label=_("Which number"))
    before = forms.ChoiceField(label=_("Before"))
    after = forms.ChoiceField(label=_("After"))

    def __init__(
        self, *args: Any, numbers: list[tuple[str, str]], periods: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("indicator", numbers), ("before", periods), ("after", periods)):
            cast("forms.ChoiceField", self.fields[name]).choices = choices


class DongField(forms.CharField):
    """Whole đồng, with or without dots between thousands."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "numeric"}), max_length=LONGEST_AMOUNT,
            help_text=_("Whole đồng, for example 45.000.000"), **kwargs,
        )  # fmt: skip

    def clean(self, value: Any) -> int:
        text = "".join(super().clean(value).replace(".", "").split())
        if not (text.isascii() and text.isdigit()) or len(text) > MOST_DIGITS:
            raise forms.ValidationError(_("Write whole đồng in digits, for example 45.000.000. Nothing was saved."))
        return int(text)


class DeploymentChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.model.code} · {obj.place.name} · {obj.organisation.name}"


class FundingForm(forms.Form):
    """Money of one source for one deployment."""

    deployment = DeploymentChoice(label=_("For which deployment"), queryset=Deployment.objects.none())
    level = forms.ChoiceField(label=_("Whose money"), choices=FundingLevel.choices, widget=forms.RadioSelect)
    source = forms.CharField(label=_("Name of the source"), max_length=200)
    instrument = forms.CharField(label=_("Decision or contract"), max_length=200, required=False)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    committed = DongField(label=_("Promised"))
    disbursed = DongField(label=_("Handed out so far"))
    in_kind = forms.BooleanField(label=_("Given in kind, not in money"), required=False)

    def __init__(self, *args: Any, deployments: QuerySet[Deployment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("DeploymentChoice", self.fields["deployment"]).queryset = deployments


class EstimateForm(forms.Form):
    """How many people there may be in a province: how it was found, of whom, on which day, from where."""

    province = forms.ChoiceField(label=_("Province or city"))
    method = forms.ChoiceField(label=_("How it was found"), choices=Method.choices, widget=forms.RadioSelect)
    definition = forms.CharField(label=_("Of whom"), max_length=200, help_text=_("As the study words it."))
    assumptions = forms.CharField(label=_("What was assumed"), max_length=500)
    on = DayField(label=_("On which day"))
    value = forms.IntegerField(label=_("How many people"), min_value=1, max_value=MOST_PEOPLE)
    low = forms.IntegerField(label=_("Low end of the interval"), min_value=1, max_value=MOST_PEOPLE, required=False)
    high = forms.IntegerField(label=_("High end of the interval"), min_value=1, max_value=MOST_PEOPLE, required=False)
    source = forms.CharField(label=_("Source"), max_length=200)
    address = forms.URLField(label=_("Address of the source"), max_length=500, required=False, assume_scheme="https")

    def __init__(self, *args: Any, provinces: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provinces = {str(place.pk): place for place in provinces}
        cast("forms.ChoiceField", self.fields["province"]).choices = [
            (pk, place.name) for pk, place in self.provinces.items()
        ]

    @property
    def estimate(self) -> Estimate:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "province"}
        return Estimate(place=self.provinces[self.cleaned_data["province"]], **typed)
