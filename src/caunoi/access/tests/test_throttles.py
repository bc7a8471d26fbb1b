"""Tries are counted for the whole window that a throttle names, and none is lost when they come together."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from caunoi.access.throttles import forgive, give_back, is_spent, too_many

QUARTER = 15 * 60


def expires():
    """When the one counter in the table is forgotten."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM throttle")
        (row,) = cursor.fetchall()
    found = row[0] if not isinstance(row[0], str) else timezone.datetime.fromisoformat(row[0])
    return found if timezone.is_aware(found) else timezone.make_aware(found, timezone.timezone.utc)


@pytest.mark.django_db
def test_a_window_is_as_long_as_it_says_after_every_try():
    began = timezone.now()
    for _number in range(3):
        too_many("guess", "somebody", limit=3, seconds=QUARTER)
        left = expires() - began
        assert timedelta(seconds=QUARTER - 5) < left < timedelta(seconds=QUARTER + 5)


@pytest.mark.django_db
def test_only_more_than_the_limit_is_too_many():
    assert [too_many("guess", "somebody", limit=2, seconds=QUARTER) for _try in range(4)] == [False, False, True, True]
    assert is_spent("guess", "somebody", limit=3) and not is_spent("guess", "somebody", limit=4)
    give_back("guess", "somebody")
    assert is_spent("guess", "somebody", limit=2) and not is_spent("guess", "somebody", limit=3)
    give_back("guess", "nobody")
    assert not is_spent("guess", "another", limit=0) and not is_spent("other", "somebody", limit=0)
    forgive("guess", "somebody")
    assert not is_spent("guess", "somebody", limit=0)


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_all_count():
    hands, times = 6, 4
    start = Barrier(hands)

    def guess():
        start.wait()
        try:
            for _number in range(times):
                too_many("guess", "somebody", limit=1, seconds=QUARTER)
        finally:
            connection.close()

    threads = [Thread(target=guess) for _hand in range(hands)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert is_spent("guess", "somebody", limit=hands * times - 1), "as many as were made"
