"""`@fresh` before a view: whoever is signed in says her words once more, unless she did in the last five minutes.

What she had typed into the page goes with the question and comes back: nothing is lost by being asked.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caunoi.access.actions import CannotDo, TooManyTries, confirm_again
from caunoi.access.doors import Request
from caunoi.access.queries import has_app
from caunoi.access.stamps import is_stamped, put_stamp

FRESH = "vua"
FIELDS = "again"  # before the names of our fields, so that those of the page beneath keep theirs
View = Callable[..., HttpResponse]


def code_field(*, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        help_text=_("The six digits that your app shows now, or one of your codes on paper."),
        max_length=20,
        required=required,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class AgainForm(forms.Form):
    """The words once more; `method` is how the page beneath was asked for."""

    passphrase = forms.CharField(
        label=_("Passphrase (four words)"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = code_field(required=False)
    method = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asks_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_code:
            self.fields["code"].required = True
        else:
            del self.fields["code"]


def fresh(view: View) -> View:
    """Outermost on a view that opens what is private or changes keys. An upload cannot be carried through."""

    @wraps(view)
    def ask_first(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        answered = f"{FIELDS}-passphrase" in request.POST
        if is_stamped(FRESH, request, seconds=settings.FRESH_SECONDS):
            if answered:  # in another window meanwhile
                return _go_on(view, request, request.POST.get(f"{FIELDS}-method", ""), *args, **kwargs)
            return view(request, *args, **kwargs)
        if not answered:
            return _question(request, _form(request), status=401)
        form = _form(request)
        try:
            if not form.is_valid():
                return _question(request, form, status=422)
            confirm_again(
                by=request.by, at=timezone.now(), user=request.user,
                passphrase=form.cleaned_data["passphrase"], code=form.cleaned_data.get("code", ""),
            )  # fmt: skip
        except TooManyTries:
            return render(request, "429.html", status=429)
        except CannotDo as problem:
            form.add_error("passphrase", str(problem))
            return _question(request, form, status=422)
        response = _go_on(view, request, form.cleaned_data["method"], *args, **kwargs)
        keep_fresh(request, response)
        return response

    return ask_first


def keep_fresh(request: HttpRequest, response: HttpResponse) -> None:
    """She has just said who she is: here, or by signing in."""
    put_stamp(FRESH, request, response)


def stay_signed_in(request: Request, response: HttpResponse) -> None:
    """After she changed what she signs in with: her other browsers are out, this one stays."""
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)
    keep_fresh(request, response)


def _form(request: Request) -> AgainForm:
    answered = request.POST if f"{FIELDS}-passphrase" in request.POST else None
    asks_code = has_app(request.user.pk)
    return AgainForm(answered, prefix=FIELDS, initial={"method": request.method}, asks_code=asks_code)


def _go_on(view: View, request: Request, method: str, *args: Any, **kwargs: Any) -> HttpResponse:
    if method != "POST":
        return HttpResponseRedirect(request.get_full_path())
    request.POST = _carried(request)  # type: ignore[assignment]  # a form may be replaced; the types do not know
    return view(request, *args, **kwargs)


def _question(request: Request, form: AgainForm, *, status: int) -> HttpResponse:
    carried = [(name, value) for name, values in _carried(request).lists() for value in values]
    return render(request, "access/again.html", {"form": form, "carried": carried}, status=status)


def _carried(request: Request) -> QueryDict:
    """What the page beneath was sent, without our question."""
    carried = request.POST.copy()
    for name in request.POST:
        if name.startswith(f"{FIELDS}-") or name == "csrfmiddlewaretoken":
            del carried[name]
    return carried
