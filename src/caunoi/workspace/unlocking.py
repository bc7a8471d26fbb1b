"""The step between a page that opens something and the vault: to the words and back again."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from caunoi.access.actions import CannotDo, confirm_again
from caunoi.access.doors import Request


def to_unlock(back: str) -> HttpResponse:
    """To the words; `back` is where she comes back to."""
    return redirect(f"{reverse('workspace:unlock')}?{urlencode({'next': back})}")


def where_back(request: HttpRequest) -> str:
    """The page she came from, if it is one of ours; else the page of keys."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if ours else reverse("workspace:keys")


def not_her_words(request: Request, words: str, at: datetime) -> str:
    """What to say where these are not the words she signs in with; empty where they are. A wrong guess leaves an entry."""
    try:
        confirm_again(by=request.by, at=at, user=request.user, passphrase=words)
    except CannotDo as problem:
        return str(problem)
    return ""
