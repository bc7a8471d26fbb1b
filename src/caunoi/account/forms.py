from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.access.fresh import code_field
from caunoi.access.models import passphrase_key


class SignInForm(LoginForm):
    """Handle and four words, compared without tone marks, case, spaces and dashes."""

    error_messages = {
        "username_password_mismatch": _(
            "Handle and passphrase do not fit together. Check both and try again; tone marks and capitals do not matter."
        ),
        "account_inactive": _("Handle and passphrase do not fit together. Check both and try again."),
        "too_many_login_attempts": _("Too many tries. Wait 15 minutes, then try again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Handle")
        self.fields["password"].label = _("Passphrase (four words)")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        return str(self.cleaned_data["login"]).strip().casefold()


class CodeForm(forms.Form):
    code = code_field()


class AppForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("The six digits that the app shows now."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class InvitationForm(forms.Form):
    code = forms.CharField(
        label=_("Invitation code"),
        help_text=_("The digits on the paper you were given. Spaces do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ResetForm(forms.Form):
    handle = forms.CharField(
        label=_("Handle"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Code on the paper"),
        help_text=_("The digits on the paper you were given. Spaces do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class WordsForm(forms.Form):
    """Four words that were made here, typed once more so that she surely has them."""

    passphrase = forms.CharField(widget=forms.HiddenInput)
    again = forms.CharField(
        label=_("Type the four words once more"),
        help_text=_("So that you are sure you have them. Tone marks and capitals do not matter."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if passphrase_key(again) != passphrase_key(self.data.get("passphrase", "")):
            raise forms.ValidationError(_("These are not the four words above. Nothing is lost: type them again."))
        return again


class EnrolForm(WordsForm):
    handle = forms.CharField(
        label=_("Choose a handle"),
        help_text=_("3 to 30 letters a–z, digits or dashes. Not your real name."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("handle", "passphrase", "again")
