from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from caunoi.exchange.uploads import MOST_FILES
from caunoi.places.models import Place


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
    due_on = forms.DateField(label=_("To be sent by"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, provinces: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provinces = {str(place.pk): place for place in provinces}
        field = self.fields["province"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, place.name) for pk, place in self.provinces.items()]

    @property
    def place(self) -> Place:
        return self.provinces[self.cleaned_data["province"]]
