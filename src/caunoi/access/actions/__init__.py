"""Everything that writes about accounts: who may come in, as what, and with which words."""

from caunoi.access.actions.leaving import everybody_leaves, leave
from caunoi.access.actions.problems import CannotDo, TooManyTries
from caunoi.access.actions.resets import agree_reset, ask_step_reset, give_reset_code, reset_opens, use_reset_code
from caunoi.access.actions.sessions import sign_out_everywhere
from caunoi.access.actions.staff import accept_grant, begin, enrol, forget_visits, invite, revoke_grant
from caunoi.access.actions.steps import (
    add_app,
    app_address,
    new_app_secret,
    pass_second_step,
    remove_second_step,
    renew_paper_codes,
)
from caunoi.access.actions.words import change_passphrase, confirm_again, new_passphrase

__all__ = [
    "everybody_leaves",
    "use_reset_code",
    "reset_opens",
    "give_reset_code",
    "ask_step_reset",
    "agree_reset",
    "leave",
    "change_passphrase",
    "sign_out_everywhere",
    "renew_paper_codes",
    "remove_second_step",
    "pass_second_step",
    "app_address",
    "new_app_secret",
    "add_app",
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
