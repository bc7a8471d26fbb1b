"""Contacts as the look's cards show them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from caunoi.look.templatetags.look import day, number
from caunoi.outreach.choices import Commodity, Setting, Topic
from caunoi.outreach.queries import ContactLine


def contact_card(line: ContactLine) -> dict[str, Any]:
    talked = ", ".join(str(Topic(topic).label) for topic in line.topics)
    given = (f"{Commodity(kind).label}: {number(quantity)}" for kind, quantity in line.pieces)
    return {
        "title": f"{day(line.on)} · {line.cue or _without_card(line.people)}",
        "url": reverse("outreach:contact", args=[line.record]),
        "text": ", ".join(filter(None, (str(Setting(line.setting).label), line.commune))),
        "meta": " · ".join(filter(None, (talked, *given))),
    }


def _without_card(people: int) -> str:
    said = ngettext("%(people)s person without a card", "%(people)s people without a card", people)
    return said % {"people": people}
