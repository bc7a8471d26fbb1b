from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from caunoi.access import actions as access
from caunoi.access.doors import Request
from caunoi.access.navigation import entries
from caunoi.access.queries import invitation
from caunoi.access.throttles import is_spent, too_many, visitor
from caunoi.account.forms import EnrolForm, InvitationForm
from caunoi.account.offered import offering, words_offered
from caunoi.lib.actor import ANYONE

WRONG_CODES = 20  # in a quarter of an hour, from one place; right ones count nothing

sign_in = login_not_required(allauth.login)


@require_http_methods(["GET", "POST"])
def sign_out(request: Request) -> HttpResponse:
    """GET asks, POST does: a link must not sign anybody out."""
    return allauth.logout(request)


@login_not_required
def closed(request: Request) -> HttpResponse:
    """Sign-up, e-mail and reset by mail: names that the sign-in package looks for and that lead nowhere."""
    raise Http404


@never_cache
def start(request: Request) -> HttpResponse:
    """Where sign-in leads: the first page that this person can use, or a word on what to wait for."""
    pages = entries(request)
    if pages:
        return HttpResponseRedirect(pages[0]["url"])
    return render(request, "account/start.html", {"waiting": not request.by.roles})


@login_not_required
@require_http_methods(["GET", "POST"])
def invited(request: Request) -> HttpResponse:
    """Type the code from a printed invitation."""
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("account_enrol", code="".join(c for c in form.cleaned_data["code"] if c.isdigit()) or "0")
    return render(request, "account/invited.html", {"form": form})


@login_not_required
@require_http_methods(["GET", "POST"])
def enrol(request: Request, code: str) -> HttpResponse:
    """Make the account that an invitation is for. The four words are shown here and nowhere again."""
    if is_spent("invitation", visitor(request), limit=WRONG_CODES):
        return render(request, "429.html", status=429)
    offer = invitation(code)
    if offer is None or not offer.is_open(timezone.now()):
        too_many("invitation", visitor(request), limit=WRONG_CODES, seconds=900)
        return render(request, "account/invitation_gone.html", status=404)
    passphrase = words_offered(request) or access.new_passphrase()
    form = EnrolForm({**request.POST.dict(), "passphrase": passphrase} if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and words_offered(request):
        try:
            access.enrol(
                by=ANYONE, at=timezone.now(), code=code, handle=form.cleaned_data["handle"], passphrase=passphrase
            )
        except access.CannotDo as problem:
            form.add_error("handle", str(problem))
        else:
            return render(request, "account/enrolled.html", {"offer": offer})
    context = {"form": form, "offer": offer, **offering(passphrase)}
    return render(request, "account/enrol.html", context)


def locked_out(request: Request, credentials: object = None, *args: object, **kwargs: object) -> HttpResponse:
    """Too many wrong guesses at sign-in."""
    return render(request, "429.html", status=429)


def form_expired(request: Request, reason: str = "") -> HttpResponse:
    """A form without its token: usually a page that stayed open too long."""
    return render(
        request,
        "403.html",
        {"what": _("This page was open for too long. Go back, load it again and send once more.")},
        status=403,
    )
