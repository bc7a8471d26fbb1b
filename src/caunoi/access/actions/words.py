"""The four words of somebody who works here: made, asked for again."""

from datetime import datetime

from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions.problems import CannotDo, TooManyTries
from caunoi.access.actions.sessions import end_sessions_of
from caunoi.access.actions.steps import use_up
from caunoi.access.models import User
from caunoi.access.queries import has_app
from caunoi.access.throttles import forgive, too_many
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.vietnamese_text import fold
from caunoi.lib.words import picture

TRIES, WINDOW = 5, 900
"""Wrong answers of somebody who is signed in, in a quarter of an hour: a screen left open is no place to guess at."""


def new_passphrase() -> str:
    """Four pictures, written without tone marks: "song-xanh meo-vang thuyen-nho doi-cao" (51 bits)."""
    return " ".join(fold(picture()).replace(" ", "-") for _number in range(4))


@action
def change_passphrase(*, by: Actor, at: datetime, user: User, passphrase: str) -> None:
    """Her own, for others that were made here. Every browser is signed out; the door lets this one stay."""
    user.set_password(passphrase)
    user.save(update_fields=["password"])
    end_sessions_of(user.pk)
    audit.record(by=by, at=at, action="change_passphrase", subject=user.pk)


def confirm_again(*, by: Actor, at: datetime, user: User, passphrase: str, code: str = "") -> None:
    """Who is signed in says her words once more, and a code where she has an app. A wrong guess leaves an entry."""
    if too_many("again", str(user.pk), limit=TRIES, seconds=WINDOW):
        raise TooManyTries
    if not user.check_password(passphrase) or (has_app(user.pk) and not use_up(by=by, at=at, user=user, code=code)):
        audit.record_refusal(by=by, at=at, action="confirm_again", reason="wrong words or code", subject=user.pk)
        raise CannotDo(
            _("This does not fit. Nothing was opened or changed; look at each word, and take the newest code.")
        )
    forgive("again", str(user.pk))
