"""What she asks of us by law: taken down with a number and a clock, carried out, or answered why not."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.access.walls import behind, told_of, told_of_slip
from caunoi.audit import actions as audit
from caunoi.lib.actor import CLOCK, Actor
from caunoi.lib.ids import clean_code, new_code
from caunoi.organisations.models import Organisation
from caunoi.people.actions.erasing import erase_person
from caunoi.people.choices import SAID_BY_HAND, ErasureReason, RightChannel, RightKind, RightOutcome
from caunoi.people.models import Member, OneTimeCode, Opening, Pseudonym, RightsRequest
from caunoi.people.models.persons import handle_of
from caunoi.people.policies import REQUEST_TIES, TIES
from caunoi.people.queries import who_opened
from caunoi.people.rights_rules import TERMS, due

CODE_LASTS = timedelta(minutes=30)
OPENED_FOR_A_REQUEST = timedelta(minutes=15)


@action
def ask_right(*, by: Actor, at: datetime, pseudonym: Pseudonym, kind: str, channel: str) -> RightsRequest:
    """Take down what she asks. The same wish, still open, is not taken down twice: its number is given again."""
    require(by, Verb.ASK_RIGHT, pseudonym, TIES, subject=pseudonym.audit_handle)
    if kind not in set(RightKind) or channel not in set(RightChannel):
        raise CannotDo(_("Choose what she asks for. Nothing was saved."))
    known = RightsRequest.objects.open().filter(pseudonym=pseudonym, kind=kind).first()
    if known is not None and kind != RightKind.COMPLAINT:
        return known
    request = _numbered(pseudonym, kind, channel, at)
    audit.record(
        by=by,
        at=at,
        action=Verb.ASK_RIGHT,
        subject=pseudonym.audit_handle,
        details={"request": request.pk, "kind": kind, "channel": channel},
    )
    return request


@action
def acknowledge(*, by: Actor, at: datetime, request: RightsRequest) -> None:
    """She was told that it has come, and its number. Saying so twice changes nothing."""
    require(by, Verb.CARRY_OUT_REQUEST, request, REQUEST_TIES)
    if RightsRequest.objects.filter(pk=request.pk, acknowledged_at__isnull=True).update(acknowledged_at=at):
        audit.record(by=by, at=at, action="acknowledge_request", subject=request.pk)


@action
def extend(*, by: Actor, at: datetime, request: RightsRequest) -> None:
    """More days, once, where the law allows it because somebody else must follow."""
    require(by, Verb.CARRY_OUT_REQUEST, request, REQUEST_TIES)
    if TERMS[request.kind].extended is None:
        raise CannotDo(_("The law gives no more days for this. Nothing was changed."))
    later = due(request.kind, request.received_on, extended=True)
    if not RightsRequest.objects.open().filter(pk=request.pk, extended=False).update(extended=True, due_on=later):
        raise CannotDo(_("It was extended or ended already. The list shows how it stands now."))
    audit.record(by=by, at=at, action="extend_request", subject=request.pk)


@action
def open_for_request(*, by: Actor, at: datetime, request: RightsRequest) -> Pseudonym:
    """Open the person of a request for some minutes, without her card; it stands in the record."""
    require(by, Verb.OPEN_FOR_REQUEST, request, REQUEST_TIES)
    if request.outcome or request.pseudonym is None:
        raise CannotDo(_("This request has ended. Nothing was opened."))
    Opening.objects.create(
        pseudonym=request.pseudonym, opened_by_id=by.own_id, opened_at=at, until=at + OPENED_FOR_A_REQUEST
    )
    audit.record(
        by=by,
        at=at,
        action=Verb.OPEN_FOR_REQUEST,
        subject=request.pseudonym.audit_handle,
        details={"request": request.pk, "kind": request.kind},
    )
    return request.pseudonym


@action
def end_request(*, by: Actor, at: datetime, request: RightsRequest, outcome: str) -> None:
    """Carried out, taken back, or not possible for one of the reasons there are."""
    require(by, Verb.CARRY_OUT_REQUEST, request, REQUEST_TIES)
    if outcome not in SAID_BY_HAND:
        raise CannotDo(_("Choose how it ended. Nothing was changed."))
    ended = RightsRequest.objects.open().filter(pk=request.pk).update(outcome=outcome, ended_at=at, ended_by=by.own_id)
    if not ended:
        raise CannotDo(_("Somebody has dealt with this already. The list shows how it stands now."))
    audit.record(by=by, at=at, action=Verb.CARRY_OUT_REQUEST, subject=request.pk, details={"outcome": outcome})


def erase_for_request(*, by: Actor, at: datetime, request: RightsRequest) -> None:
    """Destroy what is kept about who asked for it, then end the request. A crash between leaves the request open."""
    if request.kind != RightKind.ERASE or request.outcome or request.pseudonym is None:
        raise CannotDo(_("This request does not ask to erase anything that is still here. Nothing was changed."))
    erase_person(by=by, at=at, pseudonym=request.pseudonym, reason=ErasureReason.ASKED)
    end_request(by=by, at=at, request=request, outcome=RightOutcome.DONE)


@action
def give_own_code(*, by: Actor, at: datetime, pseudonym: Pseudonym) -> str:
    """A code for her own page: shown once, good for half an hour and one use. An older one that is open ends."""
    require(by, Verb.GIVE_OWN_CODE, pseudonym, TIES, subject=pseudonym.audit_handle)
    member = Member.objects.filter(pseudonym=pseudonym).first()
    if member is None:
        raise CannotDo(_("Her own page needs a card. Nothing was changed."))
    code = new_code()
    OneTimeCode.objects.filter(pseudonym=pseudonym, used_at__isnull=True).update(used_at=at)
    OneTimeCode.objects.create(
        pseudonym=pseudonym,
        code_hash=_code_hash(member.card_code, code),
        given_at=at,
        given_by_id=by.own_id,
        expires_at=at + CODE_LASTS,
    )
    audit.record(by=by, at=at, action=Verb.GIVE_OWN_CODE, subject=pseudonym.audit_handle)
    return code


@action
def print_own_page(*, by: Actor, at: datetime, pseudonym: Pseudonym, whole: bool = False) -> None:
    """Staff print for her what her own page shows or, `whole`, every row that is kept: both are looks that she is told of."""
    require(by, Verb.SEE_OWN_PAGE, pseudonym, TIES, subject=pseudonym.audit_handle)
    audit.record(by=by, at=at, action="print_copy" if whole else Verb.SEE_OWN_PAGE, subject=pseudonym.audit_handle)


@action
def enter_own_page(*, by: Actor, at: datetime, card: str, code: str) -> UUID:
    """She comes with her card and her code; the answer names the code that opened.

    What is wrong is not told: card, code, age or use are one answer, after the same work.
    """
    shown = _code_hash(card, code)
    with behind(lambda: told_of_slip(shown)):
        good = OneTimeCode.objects.filter(code_hash=shown, used_at__isnull=True, given_at__lte=at, expires_at__gt=at)
        used = good.values_list("pk", flat=True).first()
        if used is None or not good.update(used_at=at):
            raise WrongCode(_("Card and code do not fit together, or the code is too old. Ask for a new code."))
    herself = who_opened(used)
    if herself is None:
        raise WrongCode(_("Card and code do not fit together, or the code is too old. Ask for a new code."))
    audit.record(by=herself, at=at, action="enter_own_page", subject=handle_of(herself.own_id))
    return used


class WrongCode(CannotDo):
    """Card and one-time code open nothing."""


@action
def note_wrong_code(*, by: Actor, at: datetime) -> None:
    """A try with a wrong card or code stands in the record: that there was one, not with which numbers."""
    audit.record(by=by, at=at, action="enter_own_page", outcome=audit.REFUSED, details={"reason": "wrong card or code"})


def _numbered(pseudonym: Pseudonym, kind: str, channel: str, at: datetime) -> RightsRequest:
    """The next number of the club in this year. Locking the club's row keeps two from taking the same."""
    Organisation.objects.select_for_update().get(pk=pseudonym.organisation_id)
    received = timezone.localdate(at)
    same_year = RightsRequest.objects.filter(organisation=pseudonym.organisation_id, year=received.year)
    with behind(lambda: told_of(CLOCK)):  # she herself sees no other request, and the number follows them all
        last = same_year.aggregate(last=Max("serial"))["last"] or 0
    return RightsRequest.objects.create(
        organisation_id=pseudonym.organisation_id,
        year=received.year,
        serial=last + 1,
        pseudonym=pseudonym,
        kind=kind,
        channel=channel,
        received_at=at,
        due_on=due(kind, received),
    )


def _code_hash(card: str, code: str) -> str:
    """What is kept of a code: it opens with the one card it was given for."""
    return sha256(f"own page:{clean_code(card)}:{clean_code(code)}".encode()).hexdigest()
