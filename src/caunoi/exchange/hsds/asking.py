"""What a request may ask of a list; every filter narrows, and a word that is not known is told, never passed over."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime

PER_PAGE, MOST, ALL, LAST_PAGE = 50, 500, 5000, 1_000_000
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
Parameter = dict[str, Any]


class BadQuestion(Exception):
    """A parameter that is not known or not clear; the text is for whoever programs the other side."""


def read_id(text: str) -> UUID:
    if not _ID.fullmatch(text):
        raise BadQuestion("an id is a UUID such as 018f3f6e-0000-7000-8000-000000000000")
    return UUID(text)


def _text(text: str) -> str:
    return text.replace("\x00", " ")[:200]


def _place_code(text: str) -> str:
    if not re.fullmatch(r"[0-9]{2,5}", text):
        raise BadQuestion("write the code of a commune or province in two to five digits")
    return text


def _yes(text: str) -> bool:
    if text not in ("true", "false"):
        raise BadQuestion("write true or false")
    return text == "true"


def _moment(text: str) -> datetime:
    try:
        found = parse_datetime(text.replace(" ", "+")) or parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise BadQuestion("write a day or moment as ISO 8601: 2026-11-22 or 2026-11-22T08:00:00Z")
    if not isinstance(found, datetime):
        found = datetime.combine(found, time())
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:
        raise BadQuestion("this moment lies outside of time") from None


def _count(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= most:
            raise BadQuestion(f"write a whole number from 1 to {most}")
        return int(text)

    return read


def _json(text: str) -> str:
    if text != "json":
        raise BadQuestion("only json is offered")
    return text


READERS: dict[str, Callable[[str], Any]] = {
    "search": _text, "taxonomy_term_id": read_id, "taxonomy_id": read_id, "organization_id": read_id, "parent_id": read_id,
    "place_code": _place_code, "modified_after": _moment, "minimal": _yes, "full": _yes, "full_service": _yes, "top_only": _yes,
    "page": _count(LAST_PAGE), "per_page": _count(MOST), "format": _json,
}  # fmt: skip
_UUID = {"type": "string", "format": "uuid"}
_WORDS = {"type": "string"}
_FLAG = {"type": "boolean"}
PARAMETERS: dict[str, tuple[str, Parameter]] = {
    "search": ("Words in name, description, provider, commune or province; tone marks make no difference.", _WORDS),
    "taxonomy_term_id": ("With this term; for a group, with any kind in it.", _UUID),
    "taxonomy_id": ("With any term of this taxonomy.", _UUID),
    "organization_id": ("Of this organization.", _UUID),
    "parent_id": ("Directly under this term.", _UUID),
    "place_code": (
        "HSDS-VN. At or for the commune or province with this code today, or for the whole country.",
        {"type": "string", "pattern": "^[0-9]{2,5}$"},
    ),
    "modified_after": (
        "Changed at this moment or later.",
        {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]},
    ),
    "minimal": (f"Only ids, names and when they changed; {ALL} on a page unless told.", _FLAG),
    "full": ("Entries with everything that belongs to them.", _FLAG),
    "full_service": ("The organization's services in full.", _FLAG),
    "top_only": ("Terms without a parent.", _FLAG),
    "page": ("Which page, from 1.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE}),
    "per_page": (
        f"Entries on a page: {PER_PAGE} unless told, at most {MOST}.",
        {"type": "integer", "minimum": 1, "maximum": MOST},
    ),
    "format": ("Only json.", {"type": "string", "enum": ["json"]}),
}
PAGING = ("page", "per_page", "format")
OF_LISTS: dict[str, tuple[str, ...]] = {
    "services": (
        "search", "taxonomy_term_id", "taxonomy_id", "organization_id", "place_code", "modified_after", "minimal", "full",
        *PAGING,
    ),
    "service_at_locations": (
        "search", "taxonomy_term_id", "taxonomy_id", "organization_id", "place_code", "modified_after", "full", *PAGING,
    ),
    "organizations": ("search", "full", "full_service", *PAGING),
    "taxonomies": ("search", *PAGING),
    "taxonomy_terms": ("search", "taxonomy_id", "top_only", "parent_id", *PAGING),
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What was asked, each with its value; a parameter given twice has to hold twice."""

    said: Mapping[str, list[Any]] = field(default_factory=dict)

    def last(self, name: str, otherwise: Any = None) -> Any:
        values = self.said.get(name)
        return values[-1] if values else otherwise

    def all(self, name: str) -> list[Any]:
        return list(self.said.get(name, ()))

    @property
    def per_page(self) -> int:
        return int(self.last("per_page", ALL if self.last("minimal") else PER_PAGE))


def read(given: QueryDict, of: str) -> Question:
    """Raises BadQuestion."""
    known = OF_LISTS[of]
    said: dict[str, list[Any]] = {}
    for name, values in given.lists():
        if name in ("postcode", "proximity"):
            raise BadQuestion(f"{name} is not offered: nothing here has coordinates; ask with place_code")
        if name not in known:
            raise BadQuestion(f"this list knows no such parameter; it knows {', '.join(known)}")
        for value in values:
            try:
                said.setdefault(name, []).append(READERS[name](str(value)))
            except BadQuestion as problem:
                raise BadQuestion(f"{name}: {problem}") from None
    return Question(said)
