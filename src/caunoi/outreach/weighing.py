"""Lines to come, held beside what is noted already: new, known, or a matter for a person.

One line is one contact of a worker with a card, or with people without one, on a day or in a week. What is the same is
known; what differs is never written over and never added silently.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from caunoi.lib.ids import reference_id
from caunoi.outreach.choices import Commodity
from caunoi.outreach.models import Contact, ContactCommodity, ContactTopic


class Key(NamedTuple):
    """What makes two lines speak of one contact. Without a card the kind of place and the commune tell groups apart."""

    worker: UUID
    person: UUID | None
    on: date
    precision: str
    setting: str | None
    commune: UUID | None


class Content(NamedTuple):
    """The rest of what a line says."""

    people: int
    setting: str
    commune: UUID | None
    signposted: bool
    topics: frozenset[str]
    given: frozenset[tuple[str, int]]


@dataclass(slots=True)
class Entry:
    """One line whose people and places are found. `number` counts through a whole file; `line` is what its sender sees."""

    number: int
    line: int
    key: Key
    content: Content
    deployment: UUID | None
    occurrence: int | None = None
    violence: int = 0


@dataclass(slots=True)
class Noted:
    """A contact that is there already: every version of it, and whether it was taken back as a mistake."""

    versions: list[Content] = field(default_factory=list)
    taken_back: bool = False


@dataclass
class Weighed:
    """New lines with the id of their record, lines that are known, and lines for a person to decide with what to say."""

    new: list[tuple[Entry, UUID]] = field(default_factory=list)
    known: list[Entry] = field(default_factory=list)
    conflicts: dict[int, str] = field(default_factory=dict)


def key_of(worker: UUID, person: UUID | None, on: date, precision: str, content: Content) -> Key:
    where = (None, None) if person else (content.setting, content.commune)
    return Key(worker, person, on, precision, *where)


def weigh(organisation: UUID, entries: Iterable[Entry]) -> Weighed:
    """What of these lines is new, known or contradictory."""
    by_key: dict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_key[entry.key].append(entry)
    noted = _noted(organisation, by_key)
    weighed = Weighed()
    for key, lines in by_key.items():
        _weigh_one(organisation, key, lines, list(noted.get(key, {}).values()), weighed)
    return weighed


def _weigh_one(organisation: UUID, key: Key, lines: Sequence[Entry], past: list[Noted], weighed: Weighed) -> None:
    free = list(past)
    seen: dict[Content, int] = {}
    rest = []
    for entry in lines:
        same = next((one for one in free if entry.content in one.versions), None)
        if same is None:
            rest.append(entry)
        else:
            free.remove(same)
            seen[entry.content] = entry.line
            weighed.known.append(entry)
    count = len(past)
    for entry in rest:
        told = _against(entry, count, free, seen)
        if told:
            weighed.conflicts[entry.number] = told
            continue
        count += 1
        seen[entry.content] = entry.line
        weighed.new.append((entry, _record(organisation, key, count)))


def _against(entry: Entry, count: int, free: list[Noted], seen: dict[Content, int]) -> str:
    """Why this line is a matter for a person; empty if it is simply new."""
    if entry.occurrence is not None and entry.occurrence > count:
        return ""
    if free:
        if free[0].taken_back:
            return _(
                "This was noted and then marked as entered in error. If it did happen, note it by hand; if not, delete this line."
            )
        said = _(
            "Noted already, and differently (%(what)s). If what is noted is wrong, open that contact and correct it. If this is"
            " another meeting, write %(next)s in the column “%(column)s”. If this line is wrong, delete it."
        )
        return said % {
            "what": _differences(entry.content, free[0].versions[-1]),
            "next": count + 1,
            "column": _("Which time"),
        }
    if entry.content in seen:
        said = _(
            "The same as line %(line)s. If it is another meeting, write %(next)s in the column “%(column)s”; if it was copied"
            " twice, delete this line."
        )
        return said % {"line": seen[entry.content], "next": count + 1, "column": _("Which time")}
    if seen and entry.key.person is not None:
        content, line = next(iter(seen.items()))
        said = _(
            "Line %(line)s has the same card on the same day and says otherwise (%(what)s). If it is another meeting, write"
            " %(next)s in the column “%(column)s”; otherwise correct one line and delete the other."
        )
        what = _differences(entry.content, content)
        return said % {"line": line, "what": what, "next": count + 1, "column": _("Which time")}
    return ""


def _differences(one: Content, other: Content) -> str:
    """Names of what differs, never the values: who sends a file may not be who may read that contact."""
    names = [
        (_("number of people"), one.people, other.people),
        (_("where"), one.setting, other.setting),
        (_("commune or ward"), one.commune, other.commune),
        (_("told where to find a service"), one.signposted, other.signposted),
        (_("what was talked about"), one.topics, other.topics),
    ]
    found = [name for name, mine, theirs in names if mine != theirs]
    mine, theirs = dict(one.given), dict(other.given)
    return ", ".join([*found, *(str(kind.label) for kind in Commodity if mine.get(kind) != theirs.get(kind))])


def _record(organisation: UUID, key: Key, number: int) -> UUID:
    """The same line sent twice at the same moment gets the same id, and only one can be kept."""
    return reference_id("databook", f"{organisation}:{':'.join(map(str, key))}:{number}")


def _noted(organisation: UUID, wanted: dict[Key, list[Entry]]) -> dict[Key, dict[UUID, Noted]]:
    """Contacts under these keys, by record; every version, so that a line that somebody corrected since is still known."""
    found: dict[Key, dict[UUID, Noted]] = defaultdict(dict)
    if not wanted:
        return found
    there = Q(organisation=organisation, done_by__in={key.worker for key in wanted})
    there &= Q(on__range=(min(key.on for key in wanted), max(key.on for key in wanted)))
    topics, given = _topics(there), _given(there)
    rows = Contact.objects.filter(there).order_by("entered_at", "record", "version")
    for pk, record, worker, person, on, precision, people, setting, commune, signposted, wrong in rows.values_list(
        "pk",
        "record",
        "done_by",
        "pseudonym",
        "on",
        "precision",
        "people",
        "setting",
        "commune",
        "signposted",
        "entered_in_error",
    ).iterator(2000):
        content = Content(
            people, setting, commune, signposted, frozenset(topics.get(pk, ())), frozenset(given.get(pk, ()))
        )
        key = key_of(worker, person, on, precision, content)
        if key in wanted:
            noted = found[key].setdefault(record, Noted())
            noted.versions.append(content)
            noted.taken_back = wrong
    return found


def _topics(there: Q) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    there = Q(contact__in=Contact.objects.filter(there).values("pk"))
    for contact, topic in ContactTopic.objects.filter(there).values_list("contact", "topic").iterator(5000):
        found[contact].append(topic)
    return found


def _given(there: Q) -> dict[UUID, list[tuple[str, int]]]:
    found: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    there = Q(contact__in=Contact.objects.filter(there).values("pk"))
    rows = ContactCommodity.objects.filter(there).values_list("contact", "kind", "quantity")
    for contact, kind, quantity in rows.iterator(5000):
        found[contact].append((kind, quantity))
    return found
