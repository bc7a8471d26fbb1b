"""The step between a page that opens something and the vault: to the words and back again."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from caunoi.access.doors import Request
from caunoi.access.throttles import is_spent, too_many

WRONG_WORDS, A_WHILE = 5, 15 * 60


def to_unlock(back: str) -> HttpResponse:
    """To the words; `back` is where she comes back to."""
    return redirect(f"{reverse('workspace:unlock')}?{urlencode({'next': back})}")


def where_back(request: HttpRequest) -> str:
    """The page she came from, if it is one of ours; else the page of keys."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if ours else reverse("workspace:keys")


def are_own_words(request: Request, words: str) -> bool:
    """Whether these are the words she signs in with. After several wrong ones nothing is compared for a while."""
    who = str(request.user.pk)
    if is_spent("own words", who, limit=WRONG_WORDS):
        return False
    if request.user.check_password(words):
        return True
    too_many("own words", who, limit=WRONG_WORDS, seconds=A_WHILE)
    return False
