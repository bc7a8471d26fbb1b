"""The four words of somebody who works here: made, asked for again."""

from datetime import datetime

from django.utils.translation import gettext as _

from caunoi.access.actions.problems import CannotDo, TooManyTries
from caunoi.access.models import User
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


def confirm_again(*, by: Actor, at: datetime, user: User, passphrase: str) -> None:
    """Who is signed in says her words once more. A wrong guess leaves an entry."""
    if too_many("again", str(user.pk), limit=TRIES, seconds=WINDOW):
        raise TooManyTries
    if not user.check_password(passphrase):
        audit.record_refusal(by=by, at=at, action="confirm_again", reason="wrong passphrase", subject=user.pk)
        raise CannotDo(_("These are not your words. Nothing was opened or changed; look at each word."))
    forgive("again", str(user.pk))
