"""Lost words: handle and the code on paper, then four new ones."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.access import actions as access
from caunoi.access.doors import Request
from caunoi.access.throttles import is_spent, too_many, visitor
from caunoi.account.forms import ResetForm, WordsForm
from caunoi.account.offered import offering, words_offered
from caunoi.account.views import NOT_RIGHT
from caunoi.lib.actor import ANYONE

WRONG_CODES = 20  # in a quarter of an hour, from one place


@login_not_required
@require_http_methods(["GET", "POST"])
def lost_words(request: Request) -> HttpResponse:
    """The same answer for a handle that nobody has."""
    if is_spent("reset", visitor(request), limit=WRONG_CODES):
        return render(request, "429.html", status=429)
    form = ResetForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/lost_words.html", {"form": form}, status=NOT_RIGHT if form.errors else 200)
    if not access.reset_opens(by=ANYONE, at=timezone.now(), **form.cleaned_data):
        too_many("reset", visitor(request), limit=WRONG_CODES, seconds=900)
        form.add_error("code", _("This handle and code do not open. Nothing was changed; ask for a new code."))
        return render(request, "account/lost_words.html", {"form": form}, status=NOT_RIGHT)
    return _new_words(request, form)


def _new_words(request: Request, paper: ResetForm) -> HttpResponse:
    offered = words_offered(request)
    passphrase = offered or access.new_passphrase()
    form = WordsForm({**request.POST.dict(), "passphrase": passphrase} if offered else None)
    if offered and form.is_valid():
        try:
            access.use_reset_code(by=ANYONE, at=timezone.now(), passphrase=passphrase, **paper.cleaned_data)
        except access.CannotDo as problem:
            paper.add_error("code", str(problem))
            return render(request, "account/lost_words.html", {"form": paper}, status=NOT_RIGHT)
        return render(request, "account/words_again.html")
    context = {"form": form, "paper": paper.cleaned_data, **offering(passphrase)}
    return render(request, "account/lost_words_new.html", context, status=NOT_RIGHT if form.errors else 200)
