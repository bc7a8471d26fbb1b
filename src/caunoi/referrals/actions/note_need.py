from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import Refused, require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.look.templatetags.look import moment
from caunoi.people.models import Pseudonym
from caunoi.people.policies import is_restricted
from caunoi.programme.models import Deployment
from caunoi.referrals.actions.entering import add_once, did, enters, says_the_same
from caunoi.referrals.choices import Beneficiary, NeedStatus
from caunoi.referrals.days import is_before_everything
from caunoi.referrals.models import Need
from caunoi.referrals.policies import NEW_NEED_TIES, TIES

WHAT_A_NEED_SAYS = ("pseudonym_id", "code", "beneficiary", "noted_on", "done_by_id")


@action
def note_need(  # a need has these parts
    *,
    by: Actor,
    at: datetime,
    code: str,
    noted_on: date,
    pseudonym: Pseudonym | None = None,
    beneficiary: str = Beneficiary.SELF,
    deployment: Deployment | None = None,
    done_by: User | None = None,
    pk: UUID | None = None,
) -> Need:
    """Write down what somebody asks for, also where no service exists. `pseudonym` None: somebody without a card.

    With the `pk` of one noted before, nothing is added; what it says then must be the same.
    """
    me, organisation = enters(by, Verb.NOTE_NEED)
    meant = Need(
        pk=pk or uuid7(),
        organisation_id=organisation,
        deployment=deployment,
        pseudonym=pseudonym,
        code=code,
        beneficiary=beneficiary,
        noted_on=noted_on,
        status_on=noted_on,
        done_by_id=did(by, Verb.NOTE_NEED, done_by) or me,
        entered_by_id=me,
        entered_at=at,
    )
    _check(by, at, meant)
    need, is_new = add_once(meant, Verb.NOTE_NEED)
    if not is_new:
        require(by, Verb.SEE_NEED, need, TIES)
        _check_same(need, meant)
        return need
    audit.record(by=by, at=at, action=Verb.NOTE_NEED, subject=need.pk, details={"code": need.code})
    return need


@action
def conclude_need(*, by: Actor, at: datetime, need: Need, status: str, reason: str = "") -> None:
    """Say that a need cannot be met (and why) or is no longer wanted. Met follows from her own confirmation."""
    require(by, Verb.NOTE_NEED, need, TIES)
    if status not in (NeedStatus.UNMET, NeedStatus.DROPPED):
        raise CannotDo(_("A need becomes met when she confirms it. Nothing was changed."))
    if status == NeedStatus.UNMET and not reason:
        raise CannotDo(_("Say why the need cannot be met. Nothing was changed."))
    day = timezone.localdate(at)
    open_need = Need.objects.filter(pk=need.pk, status=NeedStatus.OPEN)
    if not open_need.update(status=status, status_on=day, unmet_reason=reason if status == NeedStatus.UNMET else ""):
        raise CannotDo(_("Somebody has dealt with this need already. Look at it as it stands now."))
    audit.record(by=by, at=at, action="conclude_need", subject=need.pk, details={"status": status, "reason": reason})


def _check(by: Actor, at: datetime, need: Need) -> None:
    if need.pseudonym is not None and need.pseudonym.organisation_id != by.organisation:
        raise Refused(Verb.NOTE_NEED, "the person belongs to another organisation", need.pseudonym.audit_handle)
    if is_restricted(need.pseudonym_id):
        raise CannotDo(
            _(
                "What is kept about her is not used now. Help her as somebody without a card; nothing was saved on her page."
            )
        )
    require(by, Verb.NOTE_NEED, need, NEW_NEED_TIES, subject=need.pseudonym.audit_handle if need.pseudonym else None)
    if need.noted_on > timezone.localdate(at):
        raise CannotDo(_("This day has not come yet. Check the date; nothing was saved."))
    if is_before_everything(need.noted_on):
        raise CannotDo(_("This day lies before 2014. Check the date; nothing was saved."))


def _check_same(found: Need, meant: Need) -> None:
    if not says_the_same(found, meant, WHAT_A_NEED_SAYS):
        raise CannotDo(
            _(
                "This form was saved already, on %(when)s: “%(need)s”. What you changed was not saved. If the need is "
                "wrong, open it and say that it is no longer wanted; for another need, start a new form."
            )
            % {"need": found.get_code_display(), "when": moment(timezone.localtime(found.entered_at))}
        )
