"""The second step of signing in: an app beside the words, and codes on paper for the day it is gone.

Every code counts once: a code of the app is used up with all before it, a paper code is removed.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions.problems import CannotDo, TooManyTries
from caunoi.access.actions.sessions import end_sessions_of
from caunoi.access.choices import StepKind
from caunoi.access.models import RecoveryCode, SecondStep, User
from caunoi.access.queries import actor_for, has_second_step, needs_second_step
from caunoi.access.throttles import forgive, too_many
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import clean_code, new_code

STEP_SECONDS, DIGITS, DRIFT = 30, 6, 1
"""What every such app does; the clock of a telephone may be half a minute off."""
PAPER_CODES, PAPER_DIGITS = 8, 11
TRIES, WINDOW = 5, 900


def new_app_secret() -> str:
    """What the app takes in, as letters and digits; nothing is kept until a code made from it was right."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def app_address(secret: str, handle: str) -> str:
    """What the picture to scan says: the neutral name of the installation and her handle."""
    return _codes(secret).get_provisioning_uri(handle, settings.DISPLAY_NAME)


@action
def add_app(*, by: Actor, at: datetime, secret: str, code: str) -> tuple[str, ...]:
    """The app that makes her codes from now on; one before it ends. Paper codes where she had none: shown once."""
    step = _step_of(secret, clean_code(code), at)
    if step is None:
        raise CannotDo(
            _("This code does not fit. Look at the app again, and whether the clock of the telephone is right.")
        )
    SecondStep.objects.filter(user=by.own_id, kind=StepKind.APP).delete()
    added = SecondStep.objects.create(
        user_id=by.own_id, kind=StepKind.APP, secret=_seal(secret), counter=step, added_at=at
    )
    return _added(by, at, added)


@action
def renew_paper_codes(*, by: Actor, at: datetime) -> tuple[str, ...]:
    """New codes on paper, shown once; the old ones open nothing any more."""
    if not has_second_step(by.own_id):
        raise CannotDo(_("Set up the app first; the codes on paper come with it."))
    codes = _new_paper_codes(by)
    audit.record(by=by, at=at, action="renew_paper_codes", subject=by.own_id)
    return codes


@action
def remove_second_step(*, by: Actor, at: datetime, step: SecondStep) -> None:
    """One's own. The last one stays where the role needs it: another takes its place first."""
    others = SecondStep.objects.filter(user=by.own_id).exclude(pk=step.pk).exists()
    if needs_second_step(by) and not others:
        raise CannotDo(_("Your role needs it. Set up another one first; nothing was changed."))
    SecondStep.objects.filter(user=by.own_id, pk=step.pk).delete()
    if not others:
        RecoveryCode.objects.filter(user=by.own_id).delete()
    end_sessions_of(by.own_id)
    audit.record(by=by, at=at, action="remove_second_step", subject=by.own_id, details={"kind": step.kind})


def pass_second_step(*, at: datetime, user: User, code: str) -> None:
    """Whoever knows the words shows a code of the app or of the paper. Raises TooManyTries and CannotDo."""
    if too_many("second step", str(user.pk), limit=TRIES, seconds=WINDOW):
        raise TooManyTries
    by = actor_for(user)
    if not use_up(by=by, at=at, user=user, code=code):
        audit.record_refusal(by=by, at=at, action="pass_second_step", reason="wrong code", subject=user.pk)
        raise CannotDo(_("This code does not fit, or was used already. Wait for the next one and type that."))
    forgive("second step", str(user.pk))


@action
def use_up(*, by: Actor, at: datetime, user: User, code: str) -> bool:
    """Whether this is a code of hers that was not used yet. It cannot be used again, nor can any code before it."""
    typed = clean_code(code)
    if len(typed) == DIGITS:
        return _use_app(user, typed, at)
    spent, _rows = RecoveryCode.objects.filter(user=user, code_hash=_paper_hash(user.pk, typed)).delete()
    if spent:
        audit.record(by=by, at=at, action="use_paper_code", subject=user.pk)
    return bool(spent)


def forget_second_step_of(user: UUID) -> None:
    """Part of an action: what somebody lost, or leaves behind."""
    SecondStep.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    end_sessions_of(user)


def _use_app(user: User, code: str, at: datetime) -> bool:
    app = SecondStep.objects.filter(user=user, kind=StepKind.APP).first()
    step = _step_of(_unseal(bytes(app.secret)), code, at) if app else None
    if app is None or step is None:
        return False
    return bool(SecondStep.objects.filter(pk=app.pk, counter__lt=step).update(counter=step))


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """Which half minute this code was made for, if it was made now or just before or after."""
    codes = _codes(secret)
    now, found = int(at.timestamp()) // STEP_SECONDS, None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(codes.generate(step * STEP_SECONDS), code.encode()):
            found = step
    return found


def _codes(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303  # what every such app speaks


def _added(by: Actor, at: datetime, added: SecondStep) -> tuple[str, ...]:
    has_codes = RecoveryCode.objects.filter(user=by.own_id).exists()
    codes = () if has_codes else _new_paper_codes(by)
    end_sessions_of(by.own_id)
    audit.record(by=by, at=at, action="add_second_step", subject=by.own_id, details={"kind": added.kind})
    return codes


def _new_paper_codes(by: Actor) -> tuple[str, ...]:
    RecoveryCode.objects.filter(user=by.own_id).delete()
    codes = tuple(new_code(PAPER_DIGITS) for _number in range(PAPER_CODES))
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user_id=by.own_id, code_hash=_paper_hash(by.own_id, code)) for code in codes
    )
    return codes


def _paper_hash(user: UUID, code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"paper code:{user}:{code}".encode(), hashlib.sha256).hexdigest()


def _seal(secret: str) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(_sealing_key()).encrypt(nonce, secret.encode(), None)


def _unseal(sealed: bytes) -> str:
    """Raises CannotDo where the key of this installation has changed since."""
    try:
        return AESGCM(_sealing_key()).decrypt(sealed[:12], sealed[12:], None).decode()
    except InvalidTag:
        raise CannotDo(
            _("Your app no longer fits this installation. Use a paper code, then set up the app anew.")
        ) from None


def _sealing_key() -> bytes:
    """Not in the database: whoever has only that makes no codes."""
    return hmac.new(settings.SECRET_KEY.encode(), b"secrets of apps", hashlib.sha256).digest()
