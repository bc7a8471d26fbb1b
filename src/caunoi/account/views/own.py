"""One's own account: other words, out everywhere."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access import actions as access
from caunoi.access.choices import Verb
from caunoi.access.doors import Request
from caunoi.access.fresh import fresh, stay_signed_in
from caunoi.access.policies import may_ever
from caunoi.access.queries import resets_to_agree, second_steps
from caunoi.account.forms import WordsForm
from caunoi.account.offered import offering, words_offered
from caunoi.account.views import NOT_RIGHT


@require_safe
def own(request: Request) -> HttpResponse:
    """What one keeps of one's own account."""
    by = request.by
    context = {"has_steps": second_steps(by).exists(), "resets": resets_to_agree(by, timezone.now()).count()}
    return render(request, "account/own.html", context)


@fresh
@require_http_methods(["GET", "POST"])
def words(request: Request) -> HttpResponse:
    """Four other words. They are shown here and nowhere again."""
    offered = words_offered(request)
    passphrase = offered or access.new_passphrase()
    form = WordsForm({**request.POST.dict(), "passphrase": passphrase} if offered else None)
    if offered and form.is_valid():
        access.change_passphrase(by=request.by, at=timezone.now(), user=request.user, passphrase=passphrase)
        messages.success(request, _("The new words count from now on. Other browsers were signed out."))
        answer = redirect("account_own")
        stay_signed_in(request, answer)
        return answer
    context = {"form": form, "holds_keys": may_ever(request.by, Verb.KEEP_KEYS), **offering(passphrase)}
    return render(request, "account/words.html", context, status=NOT_RIGHT if form.errors else 200)


@require_POST
def everywhere(request: Request) -> HttpResponse:
    """Sign out in every browser, this one too."""
    access.sign_out_everywhere(by=request.by, at=timezone.now())
    return redirect("account_login")
