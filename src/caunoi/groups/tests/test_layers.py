"""Core, network, regular: dated facts, one layer at a time; what the group counts itself stands beside the cards."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.groups import actions, queries
from caunoi.groups.choices import Layer
from caunoi.groups.models import Membership
from caunoi.people import actions as people
from caunoi.people.choices import RestrictionReason


@pytest.fixture
def group(lead, acting, now):
    begun = now.date() - timedelta(days=400)
    return actions.found_group(by=acting(lead), at=now, kind="club", title="Nhóm Sen", begun_on=begun)


@pytest.fixture
def three(peer, acting, now):
    return [people.give_card(by=acting(peer), at=now, worker=peer).pseudonym for _person in range(3)]


def figures(by, group, on):
    return {one.layer: one.with_card for one in queries.layers(by, group, on)}


def test_one_layer_at_a_time(group, three, lead, acting, now):
    by, today = acting(lead), now.date()
    for layer, ago in ((Layer.REGULAR, 100), (Layer.CORE, 30)):
        actions.set_layer(by=by, at=now, group=group, pseudonym=three[0], layer=layer, on=today - timedelta(days=ago))
    assert figures(by, group, today - timedelta(days=31)) == {"core": 0, "network": 0, "regular": 1}
    assert figures(by, group, today) == {"core": 1, "network": 0, "regular": 0}
    actions.set_layer(by=by, at=now, group=group, pseudonym=three[0], layer="", on=today)
    assert sum(figures(by, group, today).values()) == 0
    with pytest.raises(CannotDo):
        actions.set_layer(
            by=by, at=now, group=group, pseudonym=three[0], layer=Layer.CORE, on=today + timedelta(days=1)
        )


def test_the_groups_own_count_is_another_number(group, three, lead, acting, now):
    by = acting(lead)
    actions.set_layer(by=by, at=now, group=group, pseudonym=three[0], layer=Layer.CORE, on=now.date())
    for people_counted in (12, 14):
        actions.count_layer(by=by, at=now, group=group, layer=Layer.CORE, people=people_counted, on=now.date())
    core = queries.layers(by, group, now.date())[0]
    assert (core.with_card, core.counted, core.counted_on) == (1, 14, now.date())
    assert queries.layers(by, group, now.date() - timedelta(days=1))[0].counted is None


def test_whose_use_rests_is_in_no_number(group, three, lead, acting, now):
    by, now = acting(lead), timezone.now()  # an opening is asked of the real clock
    actions.set_layer(by=by, at=now, group=group, pseudonym=three[0], layer=Layer.CORE, on=now.date())
    people.open_by_card(by=by, at=now, card=three[0].member.card)
    people.restrict_use(by=by, at=now, pseudonym=three[0], why=RestrictionReason.ASKED)
    assert figures(by, group, now.date())["core"] == 0


def test_others_keep_out(group, three, peer, outsider, acting, now):
    for user in (peer, outsider):
        with pytest.raises(Refused):
            actions.set_layer(by=acting(user), at=now, group=group, pseudonym=three[0], layer=Layer.CORE, on=now.date())
    assert not queries.groups(acting(outsider)).exists() and queries.groups(acting(peer)).exists()


steps = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["", *Layer.values]), st.integers(0, 40)), max_size=10)


@given(drawn=steps)
@settings(max_examples=max(8, settings().max_examples // 3))
def test_on_every_day_each_person_is_counted_once(drawn, group, three, lead, acting, now):
    """Told in any order: what would make two layers hold at once is refused, and a refusal changes nothing."""
    Membership.objects.all().delete()
    by, first = acting(lead), now.date() - timedelta(days=50)
    told: dict[int, list] = {0: [], 1: [], 2: []}
    for who, layer, day in drawn:
        history = told[who]
        said = {"group": group, "pseudonym": three[who], "layer": layer, "on": first + timedelta(days=day)}
        if history and day < history[-1][0]:
            with pytest.raises(CannotDo):
                actions.set_layer(by=by, at=now, **said)
            continue
        actions.set_layer(by=by, at=now, **said)
        if layer != (history[-1][1] if history else ""):
            history.append((day, layer))
    changes = {day for history in told.values() for day, _layer in history}
    for day in sorted(changes | {day - 1 for day in changes}):
        expected = dict.fromkeys(Layer.values, 0)
        for history in told.values():
            held = [layer for at, layer in history if at <= day]
            if held and held[-1]:
                expected[held[-1]] += 1
        assert figures(by, group, first + timedelta(days=day)) == expected
    for fact in Membership.objects.all():
        assert fact.until is None or fact.since <= fact.until


def test_nobody_belongs_twice_after_she_left(group, three, lead, acting, now):
    by, today = acting(lead), now.date()
    for layer, ago in ((Layer.CORE, 40), ("", 10)):
        actions.set_layer(by=by, at=now, group=group, pseudonym=three[0], layer=layer, on=today - timedelta(days=ago))
    with pytest.raises(CannotDo):
        actions.set_layer(
            by=by, at=now, group=group, pseudonym=three[0], layer=Layer.REGULAR, on=today - timedelta(days=20)
        )
    assert figures(by, group, today - timedelta(days=15)) == {"core": 1, "network": 0, "regular": 0}
