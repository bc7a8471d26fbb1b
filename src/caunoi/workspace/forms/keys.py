"""Words that open keys, and sheets of paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WordsForm(forms.Form):
    """The four words that open a key, typed once more."""

    online_only = "keys open where the keeper runs"
    words = forms.CharField(
        label=_("Your passphrase (four words)"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewWordsForm(forms.Form):
    """The words a key opens with, and those it is to open with: the ones she signs in with."""

    online_only = "keys open where the keeper runs"
    old = forms.CharField(
        label=_("The words your key opens with until now"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    new = forms.CharField(
        label=_("The words you sign in with"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class HandedForm(forms.Form):
    """That three people have one sheet each."""

    online_only = "keys open where the keeper runs"
    first = forms.BooleanField(label=_("Sheet 1 is with the first person"))
    second = forms.BooleanField(label=_("Sheet 2 is with the second person"))
    third = forms.BooleanField(label=_("Sheet 3 is with the third person"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Hand this sheet out first, then tick it.")


class RecoverForm(forms.Form):
    """Two sheets of paper and the words that the new key is to open with."""

    online_only = "keys open where the keeper runs"
    first = forms.CharField(label=_("All words of one sheet"), max_length=600, widget=forms.Textarea(attrs={"rows": 4}))
    second = forms.CharField(
        label=_("All words of another sheet"), max_length=600, widget=forms.Textarea(attrs={"rows": 4})
    )
    words = WordsForm.base_fields["words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
