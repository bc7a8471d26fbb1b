"""What is spent is deleted by the clock, by the table of `retention_rules.py`. No person is."""

from datetime import datetime

from django.apps import apps

from caunoi.access.acting import action
from caunoi.access.choices import Verb
from caunoi.access.policies import Refused
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor, ActorKind
from caunoi.people.retention_rules import RULES


@action
def settle_retention(*, by: Actor, at: datetime) -> int:
    """Delete what has been kept long enough; without effect where all is settled. How many rows."""
    if by.kind is not ActorKind.CLOCK:
        raise Refused(Verb.ERASE, "only the clock settles")
    gone = {}
    for rule in RULES:
        rows = apps.get_model(rule.table)._default_manager.filter(**{f"{rule.since}__lt": at - rule.time})
        count, _by_table = rows.delete()
        if count:
            gone[rule.table] = count
    if gone:
        audit.record(by=by, at=at, action="settle_retention", details=gone)
    return sum(gone.values())
