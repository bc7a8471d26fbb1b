"""Twenty reveals an hour; sixty invitations a day, with a second person's yes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.choices import RevealPurpose, Role
from caunoi.access.reveals import KEY_HOLDERS, WHO, counted_together, left, limit_of, purposes_for, second_yes_counts
from caunoi.conftest import NOW
from caunoi.lib.ids import random_id

HERSELF, SOMEBODY_ELSE = random_id(), random_id()


def test_every_purpose_says_who_may():
    assert set(WHO) == set(RevealPurpose)
    assert all(roles and roles <= KEY_HOLDERS for roles in WHO.values())


@pytest.mark.parametrize("role", [role for role in Role if role not in KEY_HOLDERS])
def test_whoever_holds_no_key_has_no_purpose(role):
    assert purposes_for([role]) == []


def test_providers_receive_and_never_invite():
    assert RevealPurpose.SERVE in purposes_for([Role.PROVIDER_STAFF])
    assert RevealPurpose.INVITE not in purposes_for([Role.PROVIDER_STAFF, Role.CASE_WORKER])


def test_twenty_an_hour_counted_over_all_purposes_but_invitations():
    earlier = [NOW - timedelta(minutes=2 * number) for number in range(20)]
    assert left(RevealPurpose.CALL_BACK, earlier[:19], NOW) == 1
    assert left(RevealPurpose.CALL_BACK, earlier, NOW) == 0
    assert left(RevealPurpose.CALL_BACK, earlier, NOW + timedelta(minutes=22)) == 1, "the oldest is an hour ago"
    assert set(counted_together(RevealPurpose.SAFETY)) == set(RevealPurpose) - {RevealPurpose.INVITE}


def test_sixty_invitations_a_day_with_somebody_elses_yes():
    assert limit_of(RevealPurpose.INVITE).number == 60
    assert left(RevealPurpose.INVITE, [NOW - timedelta(hours=23)] * 60, NOW) == 0
    assert left(RevealPurpose.INVITE, [NOW - timedelta(hours=24)] * 60, NOW) == 60
    assert not second_yes_counts(RevealPurpose.INVITE, HERSELF, None)
    assert not second_yes_counts(RevealPurpose.INVITE, HERSELF, HERSELF)
    assert second_yes_counts(RevealPurpose.INVITE, HERSELF, SOMEBODY_ELSE)
    assert second_yes_counts(RevealPurpose.CALL_BACK, HERSELF, None)


@given(st.sampled_from(list(RevealPurpose)), st.lists(st.integers(0, 200_000), max_size=300))
def test_no_window_ever_holds_more_than_the_limit(purpose, seconds):
    """Whoever opens whenever something is left never opens more than the limit within any window."""
    opened = []
    for moment in sorted(NOW + timedelta(seconds=second) for second in seconds):
        if left(purpose, opened, moment):
            opened.append(moment)
    limit = limit_of(purpose)
    assert all(sum(1 for other in opened if at - limit.window < other <= at) <= limit.number for at in opened)
