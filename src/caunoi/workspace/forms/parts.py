"""Fields and choices that several forms of a worker's day share."""

from typing import Any

from django import forms

from caunoi.access.models import User
from caunoi.access.reveals import limit_of, purposes_for
from caunoi.lib.actor import Actor


class StaffChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return str(obj.handle)


def purposes(by: Actor, *, may_invite: bool = False) -> list[tuple[str, Any]]:
    """What `by` may open something for. Inviting to a meeting needs a colleague's yes first."""
    known = purposes_for(by.roles)
    return [(each.value, each.label) for each in known if may_invite or not limit_of(each).second_person]
