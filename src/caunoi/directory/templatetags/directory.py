"""What a card says of a service: its week, what is asked, whether it is open at this moment."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django import template
from django.utils.translation import gettext as _

from caunoi.directory.choices import SAID, GateCode, Knows
from caunoi.directory.models import Gate, Service
from caunoi.directory.opening import Line, is_open, week

register = template.Library()


@register.simple_tag(takes_context=True)
def hours(context: dict[str, Any], service: Service) -> list[Line]:
    """Its week in few lines, as it is on the day of `now`."""
    today = context["now"].date()
    return week(
        one
        for one in service.schedules.all()
        if not (one.valid_to and one.valid_to < today or one.valid_from and one.valid_from > today)
    )


@register.simple_tag(takes_context=True)
def open_now(context: dict[str, Any], service: Service) -> bool | None:
    """Whether it is open at `now`; None where no times are known."""
    schedules = list(service.schedules.all())
    if not any(one.opens for one in schedules):
        return None
    return is_open(schedules, context["now"])


@register.simple_tag
def conditions(service: Service) -> list[str]:
    """What is asked of everybody, in few words; where there are several ways in, that there are conditions."""
    gates = list(service.gates.all())
    asked = [gate_words(one) for one in gates if one.way == 0]
    if any(one.way for one in gates):
        asked.append(_("one of several conditions"))
    return list(dict.fromkeys(asked))


@register.simple_tag
def tried_on(tried: dict[UUID, date], service: Service) -> date | None:
    """When somebody of the own club last went there."""
    return tried.get(service.pk)


class Asked(NamedTuple):
    """One condition for a reader: what they ask, and who gets to know it."""

    said: str
    known: str


@register.simple_tag
def always(service: Service) -> list[Asked]:
    """What is asked of everybody."""
    return [_asked(gate) for gate in service.gates.all() if gate.way == 0]


@register.simple_tag
def ways(service: Service) -> list[list[Asked]]:
    """The ways of which one is enough."""
    gates = list(service.gates.all())
    numbers = sorted({gate.way for gate in gates if gate.way})
    return [[_asked(gate) for gate in gates if gate.way == number] for number in numbers]


def _asked(gate: Gate) -> Asked:
    return Asked(gate_words(gate), str(Knows(gate.known_to).label))


def gate_words(gate: Gate) -> str:
    """One condition as a card says it."""
    if gate.words:
        return gate.words
    youngest, oldest = gate.minimum_age, gate.maximum_age
    if gate.code == GateCode.AGE and youngest is not None and oldest is not None:
        return _("age %(from)s to %(to)s") % {"from": youngest, "to": oldest}
    if gate.code == GateCode.AGE and youngest is not None:
        return _("from age %(from)s") % {"from": youngest}
    if gate.code == GateCode.AGE and oldest is not None:
        return _("up to age %(to)s") % {"to": oldest}
    return str(SAID[GateCode(gate.code)])
