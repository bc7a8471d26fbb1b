from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """One sealed file of a month."""

    file = forms.FileField(
        label=_("File from a club"),
        help_text=_("Its name begins with “so-lieu”. It is checked before anything is taken."),
        error_messages={"required": _("Choose a file. A monthly file is far smaller than 2 MB.")},
    )
