"""The one rule table: role × verb × relation. What is not here is refused. Read it as a diff when it changes."""

from collections import defaultdict
from typing import NamedTuple

from caunoi.access.choices import COMMAND_LINE, SLIP_HOLDER, THE_PERSON, Relation, Role, Verb


class Rule(NamedTuple):
    role: str
    verb: Verb
    relation: Relation


PEER, LEAD, DEPUTY, CASE = Role.PEER_WORKER, Role.CLUB_LEAD, Role.DEPUTY_LEAD, Role.CASE_WORKER
PROVIDER, ADMIN, PROGRAMME = Role.PROVIDER_STAFF, Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER
GUARDIAN = Role.DATA_GUARDIAN
PROTECTORS = (LEAD, DEPUTY, CASE)
"""Who can be the protection person of a club; the relation says who is. Never a peer: she does not call."""

TABLE: tuple[tuple[tuple[str, ...], Verb, tuple[Relation, ...]], ...] = (
    # outreach: whoever did or entered it; a lead sees counts, never a list of contacts
    ((PEER, LEAD, DEPUTY), Verb.NOTE_CONTACT, (Relation.OWN_ORGANISATION,)),
    ((PEER, LEAD, DEPUTY), Verb.SEE_CONTACT, (Relation.OWN_RECORD,)),
    ((PEER,), Verb.SEE_CONTACT, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.SEE_CONTACT, (Relation.OPENED_BY_CARD,)),
    ((PEER, LEAD, DEPUTY), Verb.CORRECT_CONTACT, (Relation.OWN_RECORD,)),
    ((PEER,), Verb.IMPORT_CONTACTS, (Relation.OWN_RECORD,)),
    ((LEAD, DEPUTY), Verb.IMPORT_CONTACTS, (Relation.OWN_ORGANISATION,)),
    ((COMMAND_LINE,), Verb.IMPORT_CONTACTS, (Relation.ANY,)),
    ((PEER,), Verb.PRINT_CALENDAR, (Relation.OWN_RECORD,)),
    ((COMMAND_LINE,), Verb.PRINT_CALENDAR, (Relation.ANY,)),
    # what a club has and does beside contacts: a worker her own bag and her own way, leads the group's
    ((PEER, LEAD, DEPUTY), Verb.NAME_AREA, (Relation.OWN_ORGANISATION,)),
    ((LEAD, DEPUTY), Verb.OPEN_AREAS, (Relation.OWN_ORGANISATION,)),
    ((PEER, LEAD, DEPUTY), Verb.COUNT_MONTH, (Relation.OWN_RECORD,)),
    ((PEER, LEAD, DEPUTY), Verb.NOTE_SESSION, (Relation.OWN_ORGANISATION,)),
    ((PEER,), Verb.SEE_SESSION, (Relation.OWN_RECORD,)),
    ((LEAD, DEPUTY), Verb.SEE_SESSION, (Relation.OWN_ORGANISATION,)),
    ((PEER,), Verb.KEEP_STOCK, (Relation.OWN_RECORD,)),
    ((LEAD, DEPUTY), Verb.KEEP_STOCK, (Relation.OWN_ORGANISATION,)),
    ((PEER,), Verb.SEE_STOCK, (Relation.OWN_RECORD,)),
    ((LEAD, DEPUTY), Verb.SEE_STOCK, (Relation.OWN_ORGANISATION,)),
    ((LEAD, DEPUTY), Verb.KEEP_FUND, (Relation.OWN_ORGANISATION,)),
    ((PEER, LEAD, DEPUTY), Verb.GO_OUT, (Relation.OWN_RECORD,)),
    ((LEAD, DEPUTY), Verb.SEE_OUTINGS, (Relation.OWN_ORGANISATION,)),
    ((PEER,), Verb.PLAN_VISITS, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.CHECK_CONTACTS, (Relation.OWN_ORGANISATION,)),
    ((PEER, CASE), Verb.HAND_OVER, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.HAND_OVER, (Relation.OWN_ORGANISATION,)),
    ((PEER, LEAD, DEPUTY), Verb.SEE_GROUPS, (Relation.OWN_ORGANISATION,)),
    ((PEER, LEAD, DEPUTY), Verb.NOTE_MEETING, (Relation.OWN_ORGANISATION,)),
    ((LEAD, DEPUTY), Verb.KEEP_GROUPS, (Relation.OWN_ORGANISATION,)),
    # people: one's own caseload; leads one person at a time, by card
    ((PEER,), Verb.GIVE_CARD, (Relation.OWN_ORGANISATION,)),
    ((PEER, CASE), Verb.SEE_MEMBER, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.SEE_MEMBER, (Relation.OPENED_BY_CARD,)),
    ((LEAD, DEPUTY), Verb.OPEN_BY_CARD, (Relation.OWN_ORGANISATION,)),
    ((PEER, CASE), Verb.RECORD_CONSENT, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.RECORD_CONSENT, (Relation.OPENED_BY_CARD,)),
    ((CASE,), Verb.RESTRICT_USE, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.RESTRICT_USE, (Relation.OPENED_BY_CARD,)),
    # the protective path: any worker puts somebody on it; only the protection person follows it up
    ((PEER,), Verb.PROTECT, (Relation.OWN_RECORD, Relation.CASELOAD)),
    ((CASE,), Verb.PROTECT, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.PROTECT, (Relation.OPENED_BY_CARD,)),
    (PROTECTORS, Verb.FOLLOW_PROTECTION, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.SEE_MEMBER, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.RECORD_CONSENT, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.NOTE_NEED, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.SEE_NEED, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.MAKE_REFERRAL, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.SEE_REFERRAL, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.MOVE_REFERRAL, (Relation.ON_PROTECTIVE_PATH,)),
    ((LEAD,), Verb.NAME_PROTECTION_PERSON, (Relation.OWN_ORGANISATION,)),
    # the vault: keys of the own organisation; values of whom she looks after or opened by card; peers write and never read
    ((LEAD, DEPUTY, CASE, PROVIDER), Verb.KEEP_KEYS, (Relation.OWN_ORGANISATION,)),
    ((PEER, CASE), Verb.WRITE_NOTE, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.WRITE_NOTE, (Relation.OPENED_BY_CARD,)),
    ((PEER, CASE), Verb.SEAL, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.SEAL, (Relation.OPENED_BY_CARD,)),
    ((CASE,), Verb.REVEAL, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.REVEAL, (Relation.OPENED_BY_CARD,)),
    ((CASE,), Verb.SEARCH_NAMES, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.SEARCH_NAMES, (Relation.OWN_ORGANISATION,)),
    ((CASE,), Verb.SEAL_PACKET, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.SEAL_PACKET, (Relation.OPENED_BY_CARD,)),
    ((PROVIDER,), Verb.OPEN_PACKET, (Relation.OWN_ORGANISATION,)),
    ((SLIP_HOLDER,), Verb.OPEN_PACKET, (Relation.HOLDS_SLIP,)),
    (PROTECTORS, Verb.WRITE_NOTE, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.SEAL, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.REVEAL, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.SEAL_PACKET, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.SEARCH_NAMES, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.ERASE, (Relation.ON_PROTECTIVE_PATH,)),
    ((CASE,), Verb.ERASE, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.ERASE, (Relation.OPENED_BY_CARD,)),
    # her rights: she asks on her own page or through whoever looks after her; carried out by a lead or case worker
    ((THE_PERSON,), Verb.SEE_OWN_PAGE, (Relation.OWN_SELF,)),
    ((THE_PERSON,), Verb.RECORD_CONSENT, (Relation.OWN_SELF,)),
    ((THE_PERSON,), Verb.ASK_RIGHT, (Relation.OWN_SELF,)),
    ((THE_PERSON,), Verb.SEE_REFERRAL, (Relation.OWN_SELF,)),
    ((PEER, CASE), Verb.SEE_OWN_PAGE, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.SEE_OWN_PAGE, (Relation.OPENED_BY_CARD,)),
    ((PEER, CASE), Verb.GIVE_OWN_CODE, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.GIVE_OWN_CODE, (Relation.OPENED_BY_CARD,)),
    ((PEER, CASE), Verb.ASK_RIGHT, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.ASK_RIGHT, (Relation.OPENED_BY_CARD,)),
    (PROTECTORS, Verb.SEE_OWN_PAGE, (Relation.ON_PROTECTIVE_PATH,)),
    (PROTECTORS, Verb.ASK_RIGHT, (Relation.ON_PROTECTIVE_PATH,)),
    ((LEAD, DEPUTY, CASE), Verb.SEE_REQUEST, (Relation.NO_COMPLAINT,)),
    ((LEAD, DEPUTY, CASE), Verb.CARRY_OUT_REQUEST, (Relation.NO_COMPLAINT,)),
    ((LEAD, DEPUTY, CASE), Verb.OPEN_FOR_REQUEST, (Relation.NO_COMPLAINT,)),
    # a case worker opens nobody by card, but may open somebody for what she asked
    ((CASE,), Verb.SEE_MEMBER, (Relation.OPENED_BY_CARD,)),
    ((CASE,), Verb.RECORD_CONSENT, (Relation.OPENED_BY_CARD,)),
    ((CASE,), Verb.RESTRICT_USE, (Relation.OPENED_BY_CARD,)),
    ((CASE,), Verb.SEE_OWN_PAGE, (Relation.OPENED_BY_CARD,)),
    ((CASE,), Verb.WRITE_NOTE, (Relation.OPENED_BY_CARD,)),
    ((CASE,), Verb.SEAL, (Relation.OPENED_BY_CARD,)),
    ((CASE,), Verb.REVEAL, (Relation.OPENED_BY_CARD,)),
    ((CASE,), Verb.ERASE, (Relation.OPENED_BY_CARD,)),
    ((GUARDIAN,), Verb.SEE_REQUEST, (Relation.OWN_ORGANISATION,)),
    ((GUARDIAN,), Verb.CARRY_OUT_REQUEST, (Relation.COMPLAINT,)),
    # the data guardian: registers and the record of the own organisation, never a person
    ((GUARDIAN,), Verb.SEE_RECORD, (Relation.OWN_ORGANISATION,)),
    ((GUARDIAN,), Verb.KEEP_BREACHES, (Relation.OWN_ORGANISATION,)),
    ((GUARDIAN, LEAD, DEPUTY), Verb.NOTE_DEMAND, (Relation.OWN_ORGANISATION,)),
    ((GUARDIAN, LEAD, DEPUTY), Verb.SEE_DEMANDS, (Relation.OWN_ORGANISATION,)),
    ((GUARDIAN,), Verb.SEE_INVENTORY, (Relation.ANY,)),
    # needs and referrals: the worker who made them; the provider they go to, while open; the slip, for that slip
    ((PEER, CASE), Verb.NOTE_NEED, (Relation.CASELOAD, Relation.OWN_RECORD)),
    ((LEAD, DEPUTY), Verb.NOTE_NEED, (Relation.OPENED_BY_CARD, Relation.OWN_RECORD)),
    ((PEER, CASE, LEAD, DEPUTY), Verb.SEE_NEED, (Relation.OWN_RECORD,)),
    ((PEER, CASE), Verb.SEE_NEED, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.SEE_NEED, (Relation.OPENED_BY_CARD,)),
    ((PEER, CASE, LEAD, DEPUTY), Verb.MAKE_REFERRAL, (Relation.OWN_RECORD,)),
    ((PEER, CASE), Verb.MAKE_REFERRAL, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.MAKE_REFERRAL, (Relation.OPENED_BY_CARD,)),
    ((PEER, CASE, LEAD, DEPUTY), Verb.SEE_REFERRAL, (Relation.OWN_RECORD,)),
    ((PEER, CASE), Verb.SEE_REFERRAL, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.SEE_REFERRAL, (Relation.OPENED_BY_CARD,)),
    ((PROVIDER,), Verb.SEE_REFERRAL, (Relation.THIS_PROVIDER,)),
    ((PEER, CASE, LEAD, DEPUTY), Verb.MOVE_REFERRAL, (Relation.OWN_RECORD,)),
    ((PEER, CASE), Verb.MOVE_REFERRAL, (Relation.CASELOAD,)),
    ((LEAD, DEPUTY), Verb.MOVE_REFERRAL, (Relation.OPENED_BY_CARD,)),
    ((PROVIDER,), Verb.ANSWER_REFERRAL, (Relation.THIS_PROVIDER,)),
    ((SLIP_HOLDER,), Verb.ANSWER_REFERRAL, (Relation.HOLDS_SLIP,)),
    # paper: pads of numbers that are nobody's; whoever holds a stub types it, and learns nothing but whether it was taken
    ((PEER, CASE, LEAD, DEPUTY), Verb.PRINT_SLIPS, (Relation.OWN_ORGANISATION,)),
    ((COMMAND_LINE,), Verb.PRINT_SLIPS, (Relation.ANY,)),
    ((PEER, CASE, LEAD, DEPUTY), Verb.ENTER_STUBS, (Relation.OWN_ORGANISATION,)),
    ((LEAD, ADMIN), Verb.SET_PIN, (Relation.ANY,)),
    # the club's month: two different people sign
    ((LEAD, DEPUTY), Verb.SEE_MONTH, (Relation.OWN_ORGANISATION,)),
    ((LEAD, DEPUTY), Verb.CLOSE_MONTH, (Relation.OWN_ORGANISATION,)),
    ((LEAD, DEPUTY), Verb.SIGN_RELEASE, (Relation.OTHER_SIGNER,)),
    ((LEAD, DEPUTY), Verb.TAKE_RELEASE, (Relation.OWN_ORGANISATION,)),
    ((COMMAND_LINE,), Verb.TAKE_RELEASE, (Relation.ANY,)),
    ((COMMAND_LINE,), Verb.SEE_MONTH, (Relation.ANY,)),
    # the hub
    ((COMMAND_LINE, ADMIN), Verb.TRUST_PARTNER, (Relation.ANY,)),
    ((COMMAND_LINE, PROGRAMME), Verb.RECEIVE_RELEASE, (Relation.ANY,)),
    ((COMMAND_LINE, PROGRAMME), Verb.PUBLISH_PERIOD, (Relation.ANY,)),
    ((COMMAND_LINE, PROGRAMME), Verb.SEE_COMPLETENESS, (Relation.ANY,)),
    ((COMMAND_LINE, PROGRAMME), Verb.ENTER_COLLECTED, (Relation.ANY,)),
    ((COMMAND_LINE, PROGRAMME, Role.DONOR_VIEWER), Verb.SEE_REPORTS, (Relation.ANY,)),
    ((Role.AUTHORITY_OFFICER,), Verb.SEE_REPORTS, (Relation.TERRITORY,)),
    # what officials did to women: the programme office alone, which no state body can be; never an authority or a donor
    ((PROGRAMME,), Verb.SEE_EVIDENCE, (Relation.ANY,)),
    # staff: an administrator invites, a lead accepts: of the club, or of any club for those who serve several
    ((ADMIN,), Verb.SEE_STAFF, (Relation.ANY,)),
    ((LEAD,), Verb.SEE_STAFF, (Relation.OWN_ORGANISATION, Relation.WAITS_OUTSIDE_CLUBS)),
    ((ADMIN, COMMAND_LINE), Verb.INVITE_STAFF, (Relation.ANY,)),
    ((LEAD,), Verb.INVITE_STAFF, (Relation.OWN_ORGANISATION,)),
    ((LEAD,), Verb.ACCEPT_GRANT, (Relation.OWN_ORGANISATION, Relation.WAITS_OUTSIDE_CLUBS)),
    ((ADMIN,), Verb.REVOKE_GRANT, (Relation.ANY,)),
    ((LEAD,), Verb.REVOKE_GRANT, (Relation.OWN_ORGANISATION,)),
    # lost words: one who may invite gives a code on paper; a lost second step: another person must agree
    ((ADMIN, COMMAND_LINE), Verb.GIVE_BACK_ACCESS, (Relation.ANY,)),
    ((LEAD,), Verb.GIVE_BACK_ACCESS, (Relation.OWN_ORGANISATION,)),
    ((ADMIN, PROGRAMME), Verb.AGREE_RESET, (Relation.ANY,)),
    ((LEAD, DEPUTY), Verb.AGREE_RESET, (Relation.OWN_ORGANISATION,)),
    ((LEAD, DEPUTY), Verb.CLOSE_CLUB, (Relation.OWN_ORGANISATION,)),
    ((ADMIN, COMMAND_LINE), Verb.KEEP_REFERENCE, (Relation.ANY,)),
    ((ADMIN, COMMAND_LINE), Verb.KEEP_AGREEMENT, (Relation.ANY,)),
    ((LEAD, DEPUTY), Verb.KEEP_AGREEMENT, (Relation.OWN_ORGANISATION,)),
    # the directory: who works with it says that a card is right, and that somebody of the club went there
    ((ADMIN, COMMAND_LINE, LEAD, DEPUTY, CASE, PROGRAMME), Verb.CONFIRM_SERVICE, (Relation.ANY,)),
    ((PEER, LEAD, DEPUTY, CASE), Verb.MARK_TRIED, (Relation.OWN_ORGANISATION,)),
)

RULES: tuple[Rule, ...] = tuple(
    Rule(role, verb, relation) for roles, verb, relations in TABLE for role in roles for relation in relations
)
_BY_VERB: dict[Verb, list[Rule]] = defaultdict(list)
for _rule in RULES:
    _BY_VERB[_rule.verb].append(_rule)


def relations_allowed(roles: frozenset[str], verb: Verb) -> frozenset[Relation]:
    """The relations under which any of these roles may do this."""
    return frozenset(rule.relation for rule in _BY_VERB[verb] if rule.role in roles)
