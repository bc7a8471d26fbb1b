"""What she lets pass with one referral: asked and sealed by a key-holder, opened by the provider that it was sent to."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import RevealPurpose, Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.fresh import fresh
from caunoi.access.policies import Refused
from caunoi.access.reveals import TOO_MANY_REVEALS
from caunoi.lib.ids import spaced_code
from caunoi.look.languages import page_language
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.choices import Purpose, SealedKind
from caunoi.people.consent_rules import RULES
from caunoi.people.consent_texts import text_for
from caunoi.people.middleware import vault_session
from caunoi.people.models import Pseudonym
from caunoi.referrals import queries as referrals
from caunoi.referrals.machine import OPEN_TO_PROVIDER
from caunoi.referrals.models import Referral
from caunoi.referrals.passing import may_pass
from caunoi.workspace.forms.consents import AskForm
from caunoi.workspace.forms.private import PacketForm
from caunoi.workspace.unlocking import to_unlock
from caunoi.workspace.views import NOT_RIGHT
from caunoi.workspace.views.private import TOO_MANY, too_many_words


@require_http_methods(["GET", "POST"])
def packet(request: Request, pk: UUID) -> HttpResponse:
    """What to say to her, and her answer, which asks for the words once more: digits for her slip may be told there."""
    return (fresh(_packet) if request.method == "POST" else _packet)(request, pk)


@never_cache
def _packet(request: Request, pk: UUID) -> HttpResponse:
    """A key-holder asks her which details she lets pass with a referral, and seals them."""
    by = allowed(request, Verb.SEAL_PACKET)
    found = get_object_or_404(referrals.referrals(by), pk=pk)
    person = _hers(request, found)
    fields = queries.can_be_packed(by, person, may_pass(found.service.code))
    form = AskForm(request.POST if request.method == "POST" else None, rule=RULES[Purpose.PACKET], only=fields)
    ready, status = _ready(request, found), NOT_RIGHT
    if request.method == "POST" and ready["can_be_sealed"] and form.is_valid():
        if not ready["state"].open:
            return to_unlock(request.path)
        try:
            digits = _seal(request, found, person, form)
        except people.NotOpened as problem:
            if problem.unlocking_helps:
                return to_unlock(request.path)
            form.add_error(None, str(problem))
        except CannotDo as problem:
            form.add_error(None, str(problem))
        except Refused as refused:
            if refused.reason != TOO_MANY_REVEALS:
                raise
            form.add_error(None, too_many_words())
            status = TOO_MANY
        else:
            if digits:
                return _for_her_slip(request, found, digits)
            messages.success(request, _("Sealed. Only this place opens it, and it is deleted when the referral ends."))
            return redirect("workspace:packet", pk=found.pk)
    context = {
        "referral": found,
        "form": form,
        "fields": fields,
        "text": text_for(Purpose.PACKET, page_language()),
        **ready,
    }
    return render(request, "workspace/packet.html", context, status=status if form.errors else 200)


@never_cache
@require_safe
def received(request: Request, pk: UUID) -> HttpResponse:
    """For the provider: whether something came with a referral, without a word of it."""
    by = allowed(request, Verb.OPEN_PACKET)
    found = get_object_or_404(referrals.referrals(by), pk=pk)
    return _received(request, found, PacketForm(by=by))


@require_POST
@fresh
@never_cache
def open_packet(request: Request, pk: UUID) -> HttpResponse:
    """What came, in this answer and nowhere else. It stands in the record before it opens."""
    by = allowed(request, Verb.OPEN_PACKET)
    found = get_object_or_404(referrals.referrals(by), pk=pk)
    form = PacketForm(request.POST, by=by)
    if not form.is_valid():
        return _received(request, found, form, status=NOT_RIGHT)
    came = get_object_or_404(queries.packets(by), referral=found.pk)
    purpose = form.cleaned_data["purpose"]
    try:
        texts = people.open_packet(
            by=by, at=timezone.now(), session=vault_session(request), packet=came, purpose=purpose
        )
    except people.NotOpened as problem:
        if problem.unlocking_helps:
            return to_unlock(reverse("workspace:received", args=[found.pk]))
        form.add_error(None, str(problem))
        return _received(request, found, form, status=NOT_RIGHT)
    except Refused as refused:
        if refused.reason != TOO_MANY_REVEALS:
            raise
        form.add_error(None, too_many_words())
        return _received(request, found, form, status=TOO_MANY)
    shown = [(SealedKind(kind).label, text) for kind, text in texts.items()]
    return _received(request, found, PacketForm(by=by), shown=shown, purpose=RevealPurpose(purpose).label)


def _hers(request: Request, referral: Referral) -> Pseudonym:
    """Whose referral it is, if things of hers may be sealed by who asks. Nobody without a card, nobody whose use rests."""
    if referral.pseudonym is None or not queries.may_about(request.by, Verb.SEAL_PACKET, referral.pseudonym):
        raise Http404
    return referral.pseudonym


def _ready(request: Request, referral: Referral) -> dict[str, Any]:
    """What stands in the way, if something does."""
    known = queries.packet_of(request.by, referral.pk)
    is_sent = referral.state in OPEN_TO_PROVIDER
    opens = queries.has_keys(referral.provider_id) or referrals.pin_of(referral.provider_id) is not None
    return {
        "known": known,
        "on_paper": known is not None and queries.is_on_paper(known),
        "is_sent": is_sent,
        "opens": opens,
        "can_be_sealed": known is None and is_sent and opens,
        "state": queries.vault_state(request.by, timezone.now(), vault_session(request)),
    }


def _seal(request: Request, referral: Referral, person: Pseudonym, form: AskForm) -> str:
    """For the keys of this place; where it has none, for its PIN and digits on her slip, which are told once."""
    by, at = request.by, timezone.now()
    consent = people.record_consent(
        by=by,
        at=at,
        pseudonym=person,
        purpose=Purpose.PACKET,
        recipient=referral.provider,
        field_classes=form.fields_chosen,
        method=form.cleaned_data["method"],
        witness=form.cleaned_data["witness"],
        language=page_language(),
        pk=form.cleaned_data["pk"],
    )
    most = may_pass(referral.service.code)
    what = {"session": vault_session(request), "referral": referral.pk, "consent": consent, "fields": most}
    if not queries.has_keys(referral.provider_id):
        return people.seal_packet_on_paper(by=by, at=at, **what)
    people.seal_packet(by=by, at=at, **what)
    return ""


def _for_her_slip(request: Request, referral: Referral, digits: str) -> HttpResponse:
    """The digits that go on her slip: in this answer and nowhere else."""
    groups = [digits[start : start + 4] for start in range(0, len(digits), 4)]
    context = {"referral": referral, "digits": " ".join(groups), "slip_number": spaced_code(referral.slip_code)}
    return render(request, "workspace/packet_digits.html", context)


def _received(
    request: Request, referral: Referral, form: PacketForm, *, status: int = 200, **opened: Any
) -> HttpResponse:
    came = queries.packets(request.by).filter(referral=referral.pk).first()
    context = {
        "referral": referral,
        "packet": came,
        "on_paper": came is not None and queries.is_on_paper(came),
        "form": form,
        "state": queries.vault_state(request.by, timezone.now(), vault_session(request)),
        **opened,
    }
    return render(request, "workspace/packet_received.html", context, status=status)
