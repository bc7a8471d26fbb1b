"""Everything that writes about accounts: who may come in, as what, and with which words."""

from caunoi.access.actions.problems import CannotDo, TooManyTries
from caunoi.access.actions.staff import accept_grant, begin, enrol, forget_visits, invite, revoke_grant
from caunoi.access.actions.words import confirm_again, new_passphrase

__all__ = [
    "CannotDo",
    "TooManyTries",
    "accept_grant",
    "begin",
    "confirm_again",
    "enrol",
    "forget_visits",
    "invite",
    "new_passphrase",
    "revoke_grant",
]
