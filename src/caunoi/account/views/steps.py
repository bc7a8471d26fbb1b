"""The second step: asked for at sign-in, set up, taken away."""

from uuid import UUID

from allauth.account.internal.decorators import login_stage_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access import actions as access
from caunoi.access.doors import Request
from caunoi.access.fresh import fresh, stay_signed_in
from caunoi.access.queries import lacks_second_step, recovery_codes_left, second_steps
from caunoi.account.forms import AppForm, CodeForm
from caunoi.account.offered import SECRET, secret_offered
from caunoi.account.stages import SecondStepStage
from caunoi.account.views import NOT_RIGHT
from caunoi.lib.ids import spaced


@login_stage_required(stage=SecondStepStage.key, redirect_urlname="account_login")
@require_http_methods(["GET", "POST"])
def sign_in_code(request: Request) -> HttpResponse:
    """The words were right; now the code."""
    stage = request._login_stage  # type: ignore[attr-defined]  # set by the decorator
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            access.pass_second_step(at=timezone.now(), user=stage.login.user, code=form.cleaned_data["code"])
            signed_in: HttpResponse = stage.exit()
            return signed_in
        except access.TooManyTries:
            return render(request, "429.html", status=429)
        except access.CannotDo as problem:
            form.add_error("code", str(problem))
    return render(request, "account/code.html", {"form": form}, status=NOT_RIGHT if form.errors else 200)


@require_safe
def second_step(request: Request) -> HttpResponse:
    """What she has beside her words, and how to set it up."""
    by = request.by
    context = {"steps": second_steps(by), "codes_left": recovery_codes_left(by), "is_due": lacks_second_step(by)}
    return render(request, "account/second_step.html", context)


@fresh
@require_http_methods(["GET", "POST"])
def add_app(request: Request) -> HttpResponse:
    """A picture for the app to scan; its first code shows that it works."""
    secret = secret_offered(request) or access.new_app_secret()
    form = AppForm(request.POST if secret_offered(request) else None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = access.add_app(by=request.by, at=timezone.now(), secret=secret, code=form.cleaned_data["code"])
        except access.CannotDo as problem:
            form.add_error("code", str(problem))
        else:
            return set_up(request, codes)
    context = {
        "form": form,
        "address": access.app_address(secret, request.user.handle),
        "letters": [secret[start : start + 4] for start in range(0, len(secret), 4)],
        "signed": SECRET.sign(secret),
    }
    return render(request, "account/add_app.html", context, status=NOT_RIGHT if form.errors else 200)


@fresh
@require_POST
def paper_codes(request: Request) -> HttpResponse:
    """New codes on paper, shown once."""
    try:
        codes = access.renew_paper_codes(by=request.by, at=timezone.now())
    except access.CannotDo as problem:
        messages.error(request, str(problem))
        return redirect("account_second_step")
    return _on_paper(request, codes)


@fresh
@require_POST
def remove_step(request: Request, step: UUID) -> HttpResponse:
    """Take one of one's own away."""
    found = get_object_or_404(second_steps(request.by), pk=step)
    answer = redirect("account_second_step")
    try:
        access.remove_second_step(by=request.by, at=timezone.now(), step=found)
    except access.CannotDo as problem:
        messages.error(request, str(problem))
        return answer
    messages.success(request, _("Taken away. It opens nothing any more; other browsers were signed out."))
    stay_signed_in(request, answer)
    return answer


def set_up(request: Request, codes: tuple[str, ...]) -> HttpResponse:
    """After an app was added: the codes on paper, where they are new."""
    if codes:
        answer = _on_paper(request, codes)
    else:
        messages.success(request, _("It works. From now on it is asked for when you sign in."))
        answer = redirect("account_second_step")
    stay_signed_in(request, answer)
    return answer


def _on_paper(request: Request, codes: tuple[str, ...]) -> HttpResponse:
    return render(request, "account/paper_codes.html", {"codes": [spaced(code) for code in codes]})
