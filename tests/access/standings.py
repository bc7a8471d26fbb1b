"""One person, everybody who could come to her page, and what she said: the small tables that the generated matrix is made of.

Who passes is worked out from three of them and the rule table: how a visitor stands to her, what her consent leaves of
that, and what each address asks (`door` and `asks` in `matrix_club.toml`).
"""

from dataclasses import dataclass
from itertools import product

from caunoi.access.choices import Relation, Role, Verb
from caunoi.access.rules import relations_allowed

PERSON, CONTACT, NEED, REFERRAL, REQUEST = "person", "contact", "need", "referral", "request"
KIND_OF = {
    "see_contact": CONTACT, "correct_contact": CONTACT, "see_need": NEED, "make_referral": NEED, "see_referral": REFERRAL,
    "move_referral": REFERRAL, "answer_referral": REFERRAL, "see_request": REQUEST, "carry_out_request": REQUEST,
    "open_for_request": REQUEST,
}  # fmt: skip
"""What each verb is about; all others are about the person herself."""


@dataclass(frozen=True)
class State:
    """How it stands with her. `referred`: her consent to the referral is live. `rests`: nothing kept about her is used."""

    name: str
    referred: bool = True
    rests: bool = False
    looked_after: bool = True
    protected: bool = False
    is_there: bool = True


STATES = (
    State("none", referred=False),
    State("given"),
    State("expired", referred=False),
    State("withdrawn", referred=False),
    State("restricted", rests=True),
    State("card lapsed", referred=False, rests=True),
    State("card returned", referred=False, rests=True, looked_after=False),
    State("protected", protected=True),
    State("erased", referred=False, looked_after=False, is_there=False),
)
OWN, OTHER, PROVIDER, CENTRE = "own club", "other club", "provider", "centre"
NOTHING, DID, LOOKS_AFTER, OPENED = "nothing", "did it", "looks after her", "opened her card"
TIES = (NOTHING, DID, LOOKS_AFTER, OPENED)


@dataclass(frozen=True)
class Visitor:
    """A role somewhere, and what ties her to the person; all of them are tried, also those that make no sense."""

    role: Role
    where: str
    tie: str

    def __str__(self) -> str:
        return f"{self.role} of {self.where}, {self.tie}"

    def relations(self, kind: str, state: State) -> set[Relation]:
        """Every relation of the rule table that holds between her and this row."""
        if kind == PERSON and not state.is_there:
            return set()
        own = self.where == OWN
        found = {Relation.OWN_ORGANISATION} if own else set()
        if kind == REQUEST:  # known by its number: who looks after her makes no difference
            return found | ({Relation.NO_COMPLAINT} if own else set())
        if self.tie == DID and own and kind != PERSON:
            found.add(Relation.OWN_RECORD)
        if own or kind in (PERSON, CONTACT):
            found |= self._by_her_person(state)
        if own and state.protected and self.role == Role.CLUB_LEAD and kind != CONTACT:
            found.add(Relation.ON_PROTECTIVE_PATH)
        if self.where == PROVIDER and kind == REFERRAL and state.referred:
            found.add(Relation.THIS_PROVIDER)
        return found

    def _by_her_person(self, state: State) -> set[Relation]:
        if self.tie == LOOKS_AFTER and state.looked_after:
            return {Relation.CASELOAD}
        if self.tie == OPENED and state.is_there and not state.protected:
            return {Relation.OPENED_BY_CARD}
        return set()


STAFF = (
    Role.PEER_WORKER, Role.CLUB_LEAD, Role.DEPUTY_LEAD, Role.CASE_WORKER, Role.PROVIDER_STAFF, Role.DATA_GUARDIAN,
    Role.ADMINISTRATOR,
)  # fmt: skip
VISITORS = (
    *(Visitor(role, OWN, tie) for role, tie in product(STAFF, TIES)),
    *(Visitor(role, OTHER, NOTHING) for role in STAFF),
    *(Visitor(role, PROVIDER, NOTHING) for role in STAFF),
    Visitor(Role.CASE_WORKER, CENTRE, LOOKS_AFTER),
    Visitor(Role.CLUB_LEAD, OTHER, OPENED),
)
STOPPED_WHILE_IT_RESTS = {
    Verb.SEE_CONTACT, Verb.CORRECT_CONTACT, Verb.NOTE_NEED, Verb.SEE_NEED, Verb.MAKE_REFERRAL, Verb.SEE_REFERRAL,
    Verb.MOVE_REFERRAL, Verb.ANSWER_REFERRAL, Verb.SEAL, Verb.REVEAL, Verb.SEARCH_NAMES, Verb.SEAL_PACKET,
    Verb.OPEN_PACKET, Verb.PLAN_VISITS,
}  # fmt: skip
"""Said here once more on purpose: what the program's own list forgets is found."""


def may(visitor: Visitor, verb: Verb, state: State) -> bool:
    """What the tables say of this verb and the row it is about."""
    if state.rests and verb in STOPPED_WHILE_IT_RESTS:
        return False
    kind = KIND_OF.get(verb, PERSON)
    return bool(relations_allowed(frozenset({visitor.role}), verb) & visitor.relations(kind, state))


def passes_by_the_tables(visitor: Visitor, door: list[str], asks: list[str], state: State) -> bool:
    """Whether she gets in: some rule lets her role through the door, and one holds for the row with every verb asked."""
    role = frozenset({visitor.role})
    return all(relations_allowed(role, Verb(one)) for one in door) and all(
        may(visitor, Verb(one), state) for one in asks
    )
