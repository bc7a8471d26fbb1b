"""Asking the keeper, with its refusals in words. What asks holds no transaction open; what writes asks nobody."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.access.actions import CannotDo
from caunoi.access.models import passphrase_key
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.people.vault import door
from caunoi.people.vault.refusals import KeeperError
from caunoi.people.vault.suite import Damaged

SHORTEST = 15
DAMAGED = "damaged"
ON_RECORD = {"wrong_passphrase", "too_many_tries", "wrong_shares", "wrong_digits", "forged", DAMAGED}
"""What the data guardian should be able to see: guesses and changed bytes. A vault that is merely shut is no news."""
WORDS: dict[str, Promise] = {
    "locked": gettext_lazy("The private information is locked. Unlock it with your words, then do this again."),
    "gone": gettext_lazy("The private information was locked by a fault. Unlock it again; nothing is lost."),
    "wrong_passphrase": gettext_lazy("These are not the words of your key. Nothing was opened; look at each word."),
    "too_many_tries": gettext_lazy("That were several wrong tries. Wait 15 minutes; nothing was opened."),
    "wrong_shares": gettext_lazy(
        "These sheets do not fit together. Compare each word with the paper; nothing changed."
    ),
    "wrong_digits": gettext_lazy(
        "These are not the 20 digits of this slip. Nothing she told was shown; compare them with the paper."
    ),
    "nothing_came": gettext_lazy("Nothing came with this slip. She tells you herself what she wants to tell."),
    "on_paper": gettext_lazy("This opens with the digits on her slip, at the address of the slip. Nothing was opened."),
    "forged": gettext_lazy(
        "Keys were changed without a key-holder's word. Nothing was opened; tell the data guardian."
    ),
    DAMAGED: gettext_lazy("This does not open: it was damaged or changed. Nothing was shown; tell the data guardian."),
}


class NotOpened(CannotDo):
    """The keeper does not open it; `code` tells the page whether unlocking would help."""

    def __init__(self, code: str) -> None:
        super().__init__(str(WORDS.get(code, WORDS["gone"])))
        self.code = code

    @property
    def unlocking_helps(self) -> bool:
        return self.code in {"locked", "gone"}


def ask(operation: str, **what: Any) -> Any:
    """The keeper's answer. Raises NotOpened."""
    try:
        return door.ask(operation, **what)
    except KeeperError as problem:
        raise NotOpened(problem.code) from None
    except Damaged:
        raise NotOpened(DAMAGED) from None


@contextmanager
def failures_on_record(by: Actor, at: datetime, what: str, subject: UUID | None = None) -> Iterator[None]:
    """A guess or damaged bytes leave an entry of their own, whatever becomes of the rest."""
    try:
        yield
    except NotOpened as problem:
        if problem.code in ON_RECORD:
            audit.record_refusal(by=by, at=at, action=what, reason=problem.code, subject=subject)
        raise


def new_session() -> str:
    """The name of a session: only the browser keeps it, in a cookie of its own; the keeper keeps its hash."""
    return secrets.token_urlsafe(32)


def words_of(passphrase: str) -> str:
    """What counts of a new passphrase; one that is quickly guessed is not taken."""
    counted = passphrase_key(passphrase)
    if len(counted) < SHORTEST or len(passphrase.split()) < 4 or len(set(passphrase.split())) < 4:
        raise CannotDo(_("Choose four different words or more that do not belong together. Nothing was changed."))
    return counted


def cost() -> list[int]:
    return list(settings.VAULT_COST)
