"""Paper sheets, of which two bring the keys back: handed out, made anew, used."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.fresh import fresh
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.middleware import vault_session
from caunoi.workspace.forms.keys import HandedForm, RecoverForm
from caunoi.workspace.unlocking import not_her_words, to_unlock
from caunoi.workspace.views import NOT_RIGHT
from caunoi.workspace.views.keys import shown_once


@require_http_methods(["GET", "POST"])
def sheets(request: Request) -> HttpResponse:
    """That each sheet went to another person. Sheets that cannot be handed out are made anew."""
    by = allowed(request, Verb.KEEP_KEYS)
    form = HandedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        people.note_sheets_handed(by=by, at=timezone.now())
        messages.success(request, _("Noted. Any two of the three sheets bring the keys back."))
        return redirect("workspace:keys")
    context = {
        "form": form,
        "paper": queries.recovery_sheets(by),
        "state": queries.vault_state(by, timezone.now(), vault_session(request)),
    }
    return render(request, "workspace/sheets.html", context, status=NOT_RIGHT if form.errors else 200)


@require_POST
@fresh
def new_sheets(request: Request) -> HttpResponse:
    """Three new sheets; those before open nothing any more."""
    by = allowed(request, Verb.KEEP_KEYS)
    session = vault_session(request)
    try:
        made = people.renew_sheets(by=by, at=timezone.now(), session=session)
    except people.NotOpened as problem:
        messages.error(request, str(problem))
        return to_unlock(reverse("workspace:sheets"))
    return shown_once(request, people.Unlocked(session, made))


@require_http_methods(["GET", "POST"])
def recover(request: Request) -> HttpResponse:
    """Two sheets let her in under the words she signs in with; new keys and new sheets are made."""
    by = allowed(request, Verb.KEEP_KEYS)
    form = RecoverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        two = [form.cleaned_data["first"], form.cleaned_data["second"]]
        if problem := not_her_words(request, words, timezone.now()):
            form.add_error("words", problem)
        else:
            try:
                back = people.recover_with_shares(by=by, at=timezone.now(), sheets=two, passphrase=words)
            except CannotDo as refused:
                form.add_error(None, str(refused))
            else:
                return shown_once(request, back)
    return render(request, "workspace/recover.html", {"form": form}, status=NOT_RIGHT if form.errors else 200)
