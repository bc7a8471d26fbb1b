"""Everything that writes about the people who are served."""

from caunoi.people.actions.asking import NotOpened
from caunoi.people.actions.cards import OPENINGS_AN_HOUR, give_card, open_by_card
from caunoi.people.actions.closing import ask_closing, close_for_good, settle_closings, take_back_closing
from caunoi.people.actions.club_values import open_for_club, remove_for_club, seal_for_club
from caunoi.people.actions.consents import record_consent, withdraw_consent
from caunoi.people.actions.erasing import erase_person, replay_erasures, settle_erasures, tombstones
from caunoi.people.actions.handing_over import hand_over
from caunoi.people.actions.keeping import note_sheets_handed
from caunoi.people.actions.keys import (
    Unlocked,
    admit_key_holder,
    begin_vault,
    change_vault_passphrase,
    lock_vault,
    make_own_key,
    recover_with_shares,
    remove_key_holder,
    renew_sheets,
    rotate_keys,
    unlock_vault,
)
from caunoi.people.actions.noting import say_second_yes
from caunoi.people.actions.packets import (
    delete_packet,
    open_packet,
    open_packet_on_paper,
    seal_packet,
    seal_packet_on_paper,
    settle_packets,
)
from caunoi.people.actions.protection import name_protection_person, note_protection, protect
from caunoi.people.actions.restrictions import lift_restriction, restrict_use, settle_people
from caunoi.people.actions.retention import settle_retention
from caunoi.people.actions.revealing import Found, Shown, reveal, search_names
from caunoi.people.actions.rights import (
    CODE_LASTS,
    WrongCode,
    acknowledge,
    ask_right,
    end_request,
    enter_own_page,
    erase_for_request,
    extend,
    give_own_code,
    note_wrong_code,
    open_for_request,
    print_own_page,
)
from caunoi.people.actions.sealing import remove_sealed, seal_value, settle_sealed, write_sealed_note

__all__ = [
    "take_back_closing",
    "settle_closings",
    "close_for_good",
    "ask_closing",
    "CODE_LASTS",
    "Found",
    "NotOpened",
    "OPENINGS_AN_HOUR",
    "Shown",
    "Unlocked",
    "WrongCode",
    "acknowledge",
    "admit_key_holder",
    "ask_right",
    "begin_vault",
    "change_vault_passphrase",
    "delete_packet",
    "end_request",
    "enter_own_page",
    "erase_for_request",
    "erase_person",
    "extend",
    "give_card",
    "give_own_code",
    "hand_over",
    "lift_restriction",
    "lock_vault",
    "make_own_key",
    "name_protection_person",
    "note_protection",
    "note_sheets_handed",
    "note_wrong_code",
    "open_by_card",
    "open_for_request",
    "open_for_club",
    "open_packet",
    "open_packet_on_paper",
    "print_own_page",
    "protect",
    "record_consent",
    "recover_with_shares",
    "remove_for_club",
    "remove_key_holder",
    "remove_sealed",
    "renew_sheets",
    "replay_erasures",
    "restrict_use",
    "reveal",
    "rotate_keys",
    "say_second_yes",
    "seal_for_club",
    "seal_packet",
    "seal_packet_on_paper",
    "seal_value",
    "search_names",
    "settle_erasures",
    "settle_packets",
    "settle_people",
    "settle_retention",
    "settle_sealed",
    "tombstones",
    "unlock_vault",
    "withdraw_consent",
    "write_sealed_note",
]
