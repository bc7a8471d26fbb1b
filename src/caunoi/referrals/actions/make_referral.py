from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import CHECKED, require
from caunoi.audit import actions as audit
from caunoi.directory.models import Service
from caunoi.lib.actor import Actor
from caunoi.lib.ids import new_code, uuid7
from caunoi.look.templatetags.look import moment
from caunoi.people import actions as people
from caunoi.people.choices import ConsentMethod, FieldClass, Purpose, Witness
from caunoi.people.models import Consent
from caunoi.referrals.actions.entering import add_once, did, enters, says_the_same
from caunoi.referrals.actions.stepping import Said, step
from caunoi.referrals.choices import Event, NeedStatus, Source, State
from caunoi.referrals.machine import NOT_SENT, Who
from caunoi.referrals.models import Need, Referral, Slip, Step
from caunoi.referrals.policies import TIES
from caunoi.referrals.queries import services_for

SLIP_LASTS = timedelta(days=90)
WHAT_A_SLIP_SAYS = ("need_id", "service_id", "parent_id", "accompanied")


@dataclass(frozen=True)
class Agreed:
    """How she agreed, after she was asked back."""

    method: str = ConsentMethod.SPOKEN
    witness: str = Witness.NONE
    language: str = "vi"
    source: str = Source.PERSON


@action
def make_referral(  # a referral has these parts
    *,
    by: Actor,
    at: datetime,
    need: Need,
    service: Service,
    done_by: User | None = None,
    accompanied: bool = False,
    parent: Referral | None = None,
    pk: UUID | None = None,
) -> Referral:
    """A slip for one service. Nothing is sent: without her consent it only shows the way and she carries it herself.

    With the `pk` of one made before, nothing is added; what it says then must be the same. `parent` led on to this one.
    """
    require(by, Verb.MAKE_REFERRAL, need, TIES)
    me, _organisation = enters(by, Verb.MAKE_REFERRAL)
    _check(need, service)
    _check_parent(need, parent)
    made = Referral(
        pk=pk or uuid7(),
        need=need,
        organisation_id=need.organisation_id,
        deployment_id=need.deployment_id,
        pseudonym_id=need.pseudonym_id,
        service=service,
        provider_id=service.provider_id,
        parent=parent,
        state=State.DRAFT,
        state_at=at,
        slip_code=_free_code(),
        expires_at=at + SLIP_LASTS,
        accompanied=accompanied,
        done_by_id=did(by, Verb.MAKE_REFERRAL, done_by) or me,
        entered_by_id=me,
        made_at=at,
    )
    referral, is_new = add_once(made, Verb.MAKE_REFERRAL)
    if not is_new:
        require(by, Verb.SEE_REFERRAL, referral, TIES)
        _check_same(referral, made)
        return referral
    Step.objects.create(
        referral=referral, number=1, event=Event.MAKE, state=State.DRAFT, at=at, source=Source.SYSTEM,
        done_by_id=referral.done_by_id, entered_by_id=me,
    )  # fmt: skip
    audit.record(by=by, at=at, action=Verb.MAKE_REFERRAL, subject=referral.pk, details={"service": service.pk})
    return referral


@action
def send(
    *,
    by: Actor,
    at: datetime,
    referral: Referral,
    consent: Consent,
    source: str = Source.PERSON,
    done_by: User | None = None,
) -> bool:
    """Send it to the provider under a live consent that names this provider and this person."""
    require(by, Verb.MOVE_REFERRAL, referral, TIES)
    worker = did(by, Verb.MOVE_REFERRAL, done_by)
    if not agree(by=by, at=at, referral=referral, consent=consent, said=Said(Who.REFERRER, source, done_by=worker)):
        return False
    return step(
        by=by, at=at, referral=referral, event=Event.SEND, said=Said(Who.REFERRER, Source.SYSTEM, done_by=worker)
    )


def agree(*, by: Actor, at: datetime, referral: Referral, consent: Consent, said: Said) -> bool:
    """Put the referral under the consent it rests on from now on. Whoever calls has asked whether `by` may move it."""
    _check_consent(at, referral, consent)
    if not step(by=by, at=at, referral=referral, event=Event.CONSENT, said=said):
        return False
    Referral.objects.filter(pk=referral.pk).update(consent=consent)
    referral.consent = consent
    return True


def consent_for(*, by: Actor, at: datetime, referral: Referral, agreed: Agreed) -> Consent:
    """What she agreed to for this one referral, in the ledger."""
    return people.record_consent(
        by=by,
        at=at,
        pseudonym=referral.pseudonym,
        purpose=Purpose.REFERRAL,
        recipient=referral.provider,
        field_classes=[FieldClass.SLIP],
        method=agreed.method,
        witness=agreed.witness,
        language=agreed.language,
    )


@action
def refer(  # a referral and its consent have these parts
    *,
    by: Actor,
    at: datetime,
    need: Need,
    service: Service,
    agreed: Agreed,
    done_by: User | None = None,
    accompanied: bool = False,
    parent: Referral | None = None,
    pk: UUID | None = None,
) -> Referral:
    """From "she agrees" to "sent" in one act: slip, consent, sending. With the `pk` of one sent before, nothing is added."""
    referral = make_referral(
        by=by, at=at, need=need, service=service, done_by=done_by, accompanied=accompanied, parent=parent, pk=pk
    )
    if referral.state == State.DRAFT:
        consent_and_send(by=by, at=at, referral=referral, agreed=agreed, done_by=done_by)
    return referral


@action
def consent_and_send(
    *, by: Actor, at: datetime, referral: Referral, agreed: Agreed, done_by: User | None = None
) -> None:
    """She took a slip without agreeing at first, and agrees now."""
    require(by, Verb.MOVE_REFERRAL, referral, TIES)
    consent = consent_for(by=by, at=at, referral=referral, agreed=agreed)
    send(by=by, at=at, referral=referral, consent=consent, source=agreed.source, done_by=done_by)


def _check(need: Need, service: Service) -> None:
    if not Need.objects.filter(pk=need.pk, status=NeedStatus.OPEN).exists():
        raise CannotDo(_("This need is closed already. Note it again if she still needs it; nothing was sent."))
    if not services_for(need.code).filter(pk=service.pk).exists():
        raise CannotDo(_("This service is not offered for this need now. Choose another; nothing was sent."))


def _check_parent(need: Need, parent: Referral | None) -> None:
    """She is sent on within one need; a slip that only showed the way leads nowhere else."""
    if parent is None:
        return
    if parent.need_id != need.pk or parent.state in NOT_SENT:
        raise CannotDo(_("Nothing was sent from there yet, so nobody can send her on. Choose a place from the need."))


def _check_same(found: Referral, meant: Referral) -> None:
    """Consent is given for one service: a page shown again never carries it to the one chosen before."""
    if not says_the_same(found, meant, WHAT_A_SLIP_SAYS):
        raise CannotDo(
            _(
                "A slip for “%(service)s” was made from this page already, on %(when)s. Nothing more was sent. "
                "Open that slip, or go to the need and choose a place again."
            )
            % {"service": found.service.name, "when": moment(timezone.localtime(found.made_at))}
        )


def _check_consent(at: datetime, referral: Referral, consent: Consent) -> None:
    """The consent must be of this person, for this recipient, for this purpose, and live."""
    fits = (
        consent.purpose == Purpose.REFERRAL
        and consent.recipient_id == referral.provider_id
        and consent.organisation_id == referral.organisation_id
        and consent.pseudonym_id == referral.pseudonym_id
        and Consent.objects.live(at).filter(pk=consent.pk).exists()
    )
    if fits and consent.pseudonym_id is None:  # of somebody without a card: good for the one referral that names it
        fits = not Referral.objects.filter(consent=consent).exclude(pk=referral.pk).exists()
    if not fits:
        raise CannotDo(_("There is no consent for this. Nothing was sent; ask her first, or give her the slip only."))


def _free_code() -> str:
    code = new_code()
    while Referral.objects.filter(slip_code=code).exists() or Slip.objects.filter(CHECKED, code=code).exists():
        code = new_code()
    return code
