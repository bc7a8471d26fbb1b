"""The copy of everything that is kept about one person: found from the models, so that a new field cannot be forgotten."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from caunoi.access.models import User
from caunoi.access.policies import CHECKED
from caunoi.access.walls import PACKAGES
from caunoi.audit.queries import staff_code
from caunoi.lib.actor import Actor, ActorKind
from caunoi.lib.ids import spaced_code
from caunoi.look.templatetags.look import day, moment, month
from caunoi.people.choices import FieldClass, RightKind
from caunoi.people.models import Consent, Pseudonym, RightsRequest
from caunoi.people.queries import own_row
from caunoi.portal.kept_words import LEFT_OUT, SHARED, WORDS
from caunoi.referrals.choices import Event

WRITTEN: dict[str, Callable[[Any], str]] = {
    "people.Member.joined": month,
    "people.Member.card_code": spaced_code,
    "people.Consent.receipt_code": spaced_code,
    "people.Consent.field_classes": lambda codes: ", ".join(str(FieldClass(code).label) for code in codes),
    "outreach.Contact.area": lambda area: str(area.number),
    "outreach.ServiceSessionCard.session": lambda session: f"{session.get_code_display()}, {day(session.on)}",
    "groups.MeetingCard.meeting": lambda meeting: f"{meeting.get_subject_display()}, {day(meeting.on)}",
    "referrals.Referral.slip_code": spaced_code,
    "referrals.Slip.code": spaced_code,
    "referrals.Step.event": lambda event: str(Event(event).label),
}
"""Fields that are written otherwise than their kind says."""


@dataclass(frozen=True)
class Section:
    """One table: its title and, for each row, what stands in its fields."""

    title: str | Promise
    rows: list[list[tuple[str | Promise, str]]]


def kept_about(by: Actor, person: UUID) -> list[Section]:
    """Everything that is kept about somebody to whom `by` may show it. Raises Pseudonym.DoesNotExist for others."""
    own_row(by, person)
    found = []
    for model, path in keyed_tables():
        title, words = WORDS.get(model._meta.label, (model._meta.label, {}))
        rows = [_told(row, words) for row in _rows(by, model, path, person)]
        if any(rows):
            found.append(Section(title, rows))
    return found


def keyed_tables() -> Iterator[tuple[type[Model], str]]:
    """Every table with rows of one person, and the way from a row to her; in the order of the words.

    A table or field that has no word yet stands there under its own name: better than left out.
    """
    order = {table: number for number, table in enumerate(WORDS)}
    tables = [model for package in PACKAGES if apps.is_installed(f"caunoi.{package}") for model in _models(package)]
    keyed = [(model, path) for model in tables if (path := way_to_her(model))]
    return iter(sorted(keyed, key=lambda one: order.get(one[0]._meta.label, len(order))))


def way_to_her(model: type[Model]) -> str:
    """The lookup from a row to the person it is about; empty where it is about nobody."""
    if model is Pseudonym:
        return "pk"
    links = {field.name: field.related_model for field in model._meta.concrete_fields if isinstance(field, ForeignKey)}
    if links.get("pseudonym") is Pseudonym:
        return "pseudonym"
    for name, target in links.items():
        if target._meta.app_label == model._meta.app_label and (rest := way_to_her(target)):
            return f"{name}__{rest}"
    return ""


def _models(package: str) -> Iterator[type[Model]]:
    return apps.get_app_config(package).get_models()


def _rows(by: Actor, model: type[Model], path: str, person: UUID) -> QuerySet[Any]:
    links = [field.name for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    rows = model._default_manager.filter(CHECKED, **{path: person}).select_related(*links).order_by("pk")
    if model is RightsRequest and by.kind is not ActorKind.PERSON:
        return rows.exclude(kind=RightKind.COMPLAINT)  # staff do not read what she told of them
    return rows


def _told(row: Model, words: dict[str, str | Promise]) -> list[tuple[str | Promise, str]]:
    fields = [field for field in row._meta.concrete_fields if field.name not in LEFT_OUT]
    told = [((words | SHARED).get(field.name, field.name), _written(row, field)) for field in fields]
    return [(word, text) for word, text in told if text]


def _written(row: Model, field: "Field[Any, Any]") -> str:
    value = getattr(row, field.name)
    if value is None or value == "":
        return ""
    if special := WRITTEN.get(f"{row._meta.label}.{field.name}"):
        return special(value)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return _in_words(value)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, User):
        return _("staff no. %(code)s") % {"code": staff_code(value.pk)}
    if isinstance(value, Consent):
        return value.receipt
    if isinstance(value, datetime):
        return moment(timezone.localtime(value))
    if isinstance(value, date):
        return day(value)
    return str(getattr(value, "name", value))
