"""What `decide` allows is what `visible` shows: both read one table, over generated relations."""

from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.choices import COMMAND_LINE, SLIP_HOLDER, THE_PERSON, Relation, Role, Verb
from caunoi.access.policies import CHECKED, Tie, decide, may_ever, visible
from caunoi.access.roles import ROLES
from caunoi.access.rules import RULES, relations_allowed
from caunoi.lib.actor import Actor, ActorKind

EVERY_ROLE = [*(role.value for role in Role), SLIP_HOLDER, THE_PERSON, COMMAND_LINE]


def ties(held: frozenset[Relation]):
    return {
        relation: Tie(holds=lambda by, thing, r=relation: r in held, q=lambda by, r=relation: Q(**{r: True}))
        for relation in Relation
    }


def mentioned(condition: Q) -> set[str]:
    parts = [child for child in condition.children if child is not CHECKED]
    return {name for child in parts for name in (mentioned(child) if isinstance(child, Q) else {child[0]})}


@given(
    st.frozensets(st.sampled_from(EVERY_ROLE)),
    st.sampled_from(list(Verb)),
    st.frozensets(st.sampled_from(list(Relation))),
)
def test_they_agree(roles, verb, held):
    by = Actor(ActorKind.USER, None, None, roles)
    allowed = decide(by, verb, object(), ties(held)).allowed
    shown = mentioned(visible(by, verb, ties(held)))
    by_any = Relation.ANY in relations_allowed(roles, verb)
    assert allowed == (by_any or bool(shown & {str(relation) for relation in held}))
    assert may_ever(by, verb) or not allowed


@given(st.sampled_from(list(Verb)), st.frozensets(st.sampled_from(list(Relation))))
def test_nobody_without_a_role_may_do_anything(verb, held):
    assert not decide(Actor(ActorKind.ANYONE), verb, object(), ties(held)).allowed


def test_every_role_of_the_table_exists_and_every_verb_is_used():
    assert {rule.role for rule in RULES} <= set(EVERY_ROLE)
    assert {rule.verb for rule in RULES} == set(Verb)
    assert set(ROLES) == set(Role)


def test_a_state_body_reads_controlled_figures_and_nothing_else():
    assert {rule.verb for rule in RULES if rule.role == Role.AUTHORITY_OFFICER} == {Verb.SEE_REPORTS}


def test_administrators_and_guardians_see_nobody_who_is_served():
    people = {Verb.SEE_CONTACT, Verb.SEE_MEMBER, Verb.SEE_NEED, Verb.SEE_REFERRAL, Verb.OPEN_BY_CARD, Verb.SEE_MONTH}
    assert not {rule.verb for rule in RULES if rule.role in (Role.ADMINISTRATOR, Role.DATA_GUARDIAN)} & people
