"""Two people, two connections, one referral: one wins, the other is told; the same word twice counts once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from caunoi.access.actions import CannotDo
from caunoi.access.choices import SLIP_HOLDER
from caunoi.lib.actor import Actor, ActorKind
from caunoi.lib.ids import uuid7
from caunoi.referrals import actions
from caunoi.referrals.choices import Event, Reason, State
from caunoi.referrals.models import Referral, Step

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run them in threads of their own, started together; what each gave back or raised."""
    found, start = [None] * len(acts), Barrier(len(acts))

    def run(number, act):
        start.wait()
        try:
            found[number] = act()
        except CannotDo as told:
            found[number] = told
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def answering(referral, now, event):
    by = Actor(ActorKind.SLIP, id=referral.pk, roles=frozenset({SLIP_HOLDER}))
    seen = Referral.objects.select_related("consent").get(pk=referral.pk)
    return lambda: actions.answer(by=by, at=now, referral=seen, event=event, reason=Reason.COST)


def test_one_wins_and_the_other_is_told(transactional_db, sent, now):
    results = at_once(answering(sent, now, Event.SERVE), answering(sent, now, Event.DECLINE))
    assert sorted(type(result).__name__ for result in results) == ["CannotDo", "bool"]
    assert Referral.objects.get().state in (State.SERVED, State.DECLINED)


def test_one_form_sent_twice_makes_one_slip(transactional_db, acting, peer, need, service, now):
    common = {"by": acting(peer), "at": now, "need": need, "service": service, "pk": uuid7()}
    acts = [lambda: actions.refer(**common, agreed=actions.Agreed()) for _tap in range(3)]
    assert {made.pk for made in at_once(*acts)} == {common["pk"]}
    assert Step.objects.count() == 3


def test_the_same_word_counts_once(transactional_db, sent, now):
    results = at_once(*(answering(sent, now, Event.ACCEPT) for _number in range(4)))
    assert sorted(results) == [False, False, False, True]
    assert Step.objects.filter(referral=sent, event=Event.ACCEPT).count() == 1
