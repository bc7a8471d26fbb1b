"""Keys of staff: made at the first sign-in, opened for work, locked, handed on. The words come by POST and stay nowhere."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.fresh import fresh, keep_fresh
from caunoi.access.policies import may_ever
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.middleware import forget_vault_session, keep_vault_session, vault_session
from caunoi.workspace.forms.keys import HandedForm, NewWordsForm, WordsForm
from caunoi.workspace.unlocking import not_her_words, to_unlock, where_back
from caunoi.workspace.views import NOT_RIGHT


@never_cache
@require_safe
def start(request: Request) -> HttpResponse:
    """Where sign-in leads: whoever may hold a key and has made none does that first; she may put it off."""
    if may_ever(request.by, Verb.KEEP_KEYS):
        state = queries.vault_state(request.by, timezone.now())
        if not state.exists:
            return redirect("workspace:keys_begin")
        if not state.has_key and not state.waiting:
            return redirect("workspace:own_key")
    return redirect("account_start")


@require_safe
def overview(request: Request) -> HttpResponse:
    """How the keys stand, who holds one, and what is to be done."""
    by = allowed(request, Verb.KEEP_KEYS)
    context = {
        "state": queries.vault_state(by, timezone.now(), vault_session(request)),
        "holders": queries.key_holders(by),
        "paper": queries.recovery_sheets(by),
        "own": by.own_id,
    }
    return render(request, "workspace/keys.html", context)


@require_http_methods(["GET", "POST"])
def begin(request: Request) -> HttpResponse:
    """The first keys of an organisation, and three sheets of paper that are shown in the answer and nowhere again."""
    by = allowed(request, Verb.KEEP_KEYS)
    if request.method == "GET" and queries.vault_state(by, timezone.now()).exists:
        return redirect("workspace:keys")
    form = _words(request)
    if request.method == "POST" and form.is_valid():
        try:
            begun = people.begin_vault(by=by, at=timezone.now(), passphrase=form.cleaned_data["words"])
        except CannotDo as problem:
            form.add_error(None, str(problem))
        else:
            return shown_once(request, begun)
    return render(request, "workspace/keys_begin.html", {"form": form}, status=NOT_RIGHT if form.errors else 200)


@require_http_methods(["GET", "POST"])
def own_key(request: Request) -> HttpResponse:
    """A key of her own, which waits until a colleague lets it in; also after lost words."""
    by = allowed(request, Verb.KEEP_KEYS)
    form = _words(request)
    if request.method == "POST" and form.is_valid():
        try:
            people.make_own_key(by=by, at=timezone.now(), passphrase=form.cleaned_data["words"])
        except CannotDo as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Your key is made. Ask a colleague who holds keys to let you in."))
            return redirect("workspace:keys")
    state = queries.vault_state(by, timezone.now())
    context = {"form": form, "state": state}
    return render(request, "workspace/own_key.html", context, status=NOT_RIGHT if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def unlock(request: Request) -> HttpResponse:
    """Her words once more; then back to where she was."""
    by = allowed(request, Verb.KEEP_KEYS)
    back = where_back(request)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            session = people.unlock_vault(by=by, at=timezone.now(), passphrase=words)
        except CannotDo as problem:
            form.add_error("words", str(problem))
            has_moved = getattr(problem, "code", "") == "wrong_passphrase" and not not_her_words(
                request, words, timezone.now()
            )
            context = {"form": form, "next": back, "has_moved": has_moved}
            return render(request, "workspace/unlock.html", context, status=NOT_RIGHT)
        response = redirect(back)
        keep_vault_session(response, session)
        keep_fresh(request, response)
        return response
    context = {"form": form, "next": back, "state": queries.vault_state(by, timezone.now(), vault_session(request))}
    return render(request, "workspace/unlock.html", context, status=NOT_RIGHT if form.errors else 200)


@require_POST
def lock(request: Request) -> HttpResponse:
    """The keys leave memory at once; she stands on the first page of hers."""
    by = allowed(request, Verb.KEEP_KEYS)
    people.lock_vault(by=by, at=timezone.now(), session=vault_session(request))
    messages.success(request, _("Locked. Nothing private can be opened until you unlock it."))
    response = redirect("account_start")
    forget_vault_session(response)
    return response


@require_http_methods(["GET", "POST"])
def passphrase(request: Request) -> HttpResponse:
    """Her key under the words she signs in with now; what is sealed stays as it is."""
    by = allowed(request, Verb.KEEP_KEYS)
    form = NewWordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _must_be_own(request, form, "new"):
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            people.change_vault_passphrase(by=by, at=timezone.now(), old=old, new=new)
        except CannotDo as problem:
            form.add_error("old", str(problem))
        else:
            messages.success(request, _("From now on your key opens with these words."))
            return redirect("workspace:keys")
    return render(request, "workspace/key_passphrase.html", {"form": form}, status=NOT_RIGHT if form.errors else 200)


@require_POST
@fresh
def admit(request: Request, user: UUID) -> HttpResponse:
    """A colleague's waiting key is let in by somebody whose vault is open."""
    by = allowed(request, Verb.KEEP_KEYS)
    holder = next((one for one in queries.key_holders(by) if one.user.pk == user), None)
    if holder is None or user == by.own_id:
        raise Http404
    try:
        people.admit_key_holder(by=by, at=timezone.now(), session=vault_session(request), user=holder.user)
    except people.NotOpened as problem:
        return _unlock_or_say(request, problem)
    except CannotDo as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Let in. She can unlock with her own words now."))
    return redirect("workspace:keys")


@require_POST
@fresh
def renew(request: Request) -> HttpResponse:
    """New keys for those who hold them now: somebody left, or may have seen them."""
    by = allowed(request, Verb.KEEP_KEYS)
    why = queries.vault_state(by, timezone.now()).renewal_due or "suspicion"
    try:
        people.rotate_keys(by=by, at=timezone.now(), session=vault_session(request), why=why)
    except people.NotOpened as problem:
        return _unlock_or_say(request, problem)
    except CannotDo as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("New keys are made. What was kept is under them, and nobody else opens it."))
    return redirect("workspace:keys")


def shown_once(request: Request, made: people.Unlocked) -> HttpResponse:
    """Three sheets of paper, in this answer and nowhere again; the vault is open."""
    sheets = [sheet.split() for sheet in made.sheets]
    response = render(request, "workspace/sheets_new.html", {"sheets": sheets, "form": HandedForm()})
    keep_vault_session(response, made.session)
    keep_fresh(request, response)
    return response


def _words(request: Request) -> WordsForm:
    """The words she signs in with: her key is made under them, so that there is one thing to remember."""
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        _must_be_own(request, form, "words")
    return form


def _must_be_own(request: Request, form: WordsForm | NewWordsForm, field: str) -> bool:
    if problem := not_her_words(request, form.cleaned_data[field], timezone.now()):
        form.add_error(field, problem)
    return not problem


def _unlock_or_say(request: Request, problem: people.NotOpened) -> HttpResponse:
    messages.error(request, str(problem))
    return redirect("workspace:keys") if not problem.unlocking_helps else to_unlock(reverse("workspace:keys"))
