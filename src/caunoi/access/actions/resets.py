"""Lost words and lost telephones: a way back between people, never by mail.

Words come back by a code on paper that one person gives. A second step goes only with the yes of another: who could take
both alone could be anybody here.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions.problems import CannotDo
from caunoi.access.actions.sessions import end_sessions_of
from caunoi.access.actions.steps import forget_second_step_of
from caunoi.access.choices import Lost, Verb
from caunoi.access.models import Grant, Reset, User
from caunoi.access.policies import STAFF_TIES, require
from caunoi.access.queries import has_second_step
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor, ActorKind
from caunoi.lib.ids import clean_code, new_code

OPEN_FOR = timedelta(hours=24)
CODE_DIGITS = 15


@action
def give_reset_code(*, by: Actor, at: datetime, grant: Grant) -> str:
    """A code for four new words, shown once, to hand over on paper. One before it opens nothing any more."""
    reset = _asked(by, at, grant, Lost.WORDS)
    code = new_code(CODE_DIGITS)
    Reset.objects.filter(pk=reset.pk).update(code_hash=_code_hash(grant.user.handle, code))
    audit.record(by=by, at=at, action="give_reset_code", subject=grant.user_id, details={"reset": reset.pk})
    return code


@action
def use_reset_code(*, by: Actor, at: datetime, handle: str, code: str, passphrase: str) -> User:
    """Four new words for whoever holds the paper. Her second step stays, and every browser of hers is signed out."""
    reset = _open(handle, code, at)
    if reset is None or not Reset.objects.filter(pk=reset.pk, ended_at__isnull=True).update(ended_at=at):
        raise CannotDo(_("This handle and code do not open. Nothing was changed; ask for a new code."))
    user = reset.user
    user.set_password(passphrase)
    user.save(update_fields=["password"])
    end_sessions_of(user.pk)
    audit.record(by=by, at=at, action="use_reset_code", subject=user.pk, details={"reset": reset.pk})
    return user


def reset_opens(*, by: Actor, at: datetime, handle: str, code: str) -> bool:
    """Whether this handle and code open. One that does not leaves an entry; who is known here is not told."""
    if _open(handle, code, at):
        return True
    audit.record_refusal(by=by, at=at, action="use_reset_code", reason="wrong code")
    return False


@action
def ask_step_reset(*, by: Actor, at: datetime, grant: Grant) -> Reset:
    """Somebody's telephone and paper are gone. A second person must agree, except where the machine itself is at hand."""
    if not has_second_step(grant.user_id):
        raise CannotDo(_("She has no second step set up: her words are enough. Nothing was changed."))
    reset = _asked(by, at, grant, Lost.STEP)
    audit.record(by=by, at=at, action="ask_step_reset", subject=grant.user_id, details={"reset": reset.pk})
    if by.kind is ActorKind.COMMAND:
        _take_step_away(by, at, reset)
    return reset


@action
def agree_reset(*, by: Actor, at: datetime, reset: Reset) -> None:
    """The second yes: her second step is gone, and she sets up a new one when she next signs in."""
    require(by, Verb.AGREE_RESET, reset, STAFF_TIES)
    if by.id in (reset.asked_by_id, reset.user_id):
        raise CannotDo(_("This needs a second person: neither who asked nor who lost it. Nothing was changed."))
    if at >= reset.expires_at:
        raise CannotDo(_("This was asked more than 24 hours ago. Ask again; nothing was changed."))
    _take_step_away(by, at, reset)


def _take_step_away(by: Actor, at: datetime, reset: Reset) -> None:
    agreed = by.id if by.kind is ActorKind.USER else None
    if not Reset.objects.filter(pk=reset.pk, ended_at__isnull=True).update(ended_at=at, agreed_by=agreed):
        raise CannotDo(_("Somebody has dealt with this already. The list shows how it stands now."))
    forget_second_step_of(reset.user_id)
    audit.record(by=by, at=at, action=Verb.AGREE_RESET, subject=reset.user_id, details={"reset": reset.pk})


def _asked(by: Actor, at: datetime, grant: Grant, lost: str) -> Reset:
    require(by, Verb.GIVE_BACK_ACCESS, grant, STAFF_TIES)
    if grant.user_id == by.id:
        raise CannotDo(_("This is your own account. Another person does this for you; nothing was changed."))
    if grant.revoked_at is not None or not grant.user.is_active:
        raise CannotDo(_("She no longer works here. Invite her again instead; nothing was changed."))
    end_resets_of(grant.user_id, at, lost)
    return Reset.objects.create(
        user_id=grant.user_id, organisation_id=grant.organisation_id, lost=lost, asked_at=at,
        asked_by_id=by.id if by.kind is ActorKind.USER else None, expires_at=at + OPEN_FOR,
    )  # fmt: skip


def end_resets_of(user: UUID, at: datetime, lost: str = "") -> None:
    """Part of an action: what was asked before counts no more."""
    waiting = Reset.objects.filter(user=user, ended_at__isnull=True)
    (waiting.filter(lost=lost) if lost else waiting).update(ended_at=at)


def _open(handle: str, code: str, at: datetime) -> Reset | None:
    """One look-up by both together: a known handle takes no other way than an unknown one."""
    found = Reset.objects.filter(lost=Lost.WORDS, code_hash=_code_hash(handle, code), user__is_active=True)
    return found.filter(ended_at__isnull=True, expires_at__gt=at).select_related("user").first()


def _code_hash(handle: str, code: str) -> str:
    text = f"reset:{handle.strip().casefold()}:{clean_code(code)}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
