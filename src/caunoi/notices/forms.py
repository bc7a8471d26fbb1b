from django import forms
from django.utils.translation import gettext_lazy as _


class MailboxForm(forms.Form):
    """Her own wish."""

    mailbox = forms.EmailField(
        label=_("Where to send it"),
        help_text=_("Leave it empty and nothing is sent. The letter only says that there is something to look at."),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Write it as name@example.org, or leave it empty.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
