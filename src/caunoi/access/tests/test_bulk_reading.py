"""Whoever ran into the limit of reveals is shown to her own lead."""

from datetime import timedelta

import pytest

from caunoi.access.choices import Verb
from caunoi.access.policies import Refused
from caunoi.access.queries import too_many_reveals
from caunoi.access.reveals import NO_SECOND_YES, TOO_MANY_REVEALS
from caunoi.audit.actions import record_refusal


@pytest.mark.django_db(transaction=True)
def test_the_lead_of_the_same_club_sees_it(acting, lead, peer, outsider, now):
    for user, reason in ((peer, TOO_MANY_REVEALS), (peer, NO_SECOND_YES), (outsider, TOO_MANY_REVEALS)):
        refused = Refused(Verb.SEE_MEMBER, reason)
        record_refusal(by=acting(user), at=now, action=refused.verb, reason=refused.reason)
    assert too_many_reveals(acting(lead), now - timedelta(hours=1)) == [(now, peer.pk)]
    assert too_many_reveals(acting(lead), now + timedelta(seconds=1)) == []
