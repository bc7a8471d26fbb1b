"""Services of a file of HSDS 3.0: a page, a list or one service, each nested as `full=true` gives it."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.directory.choices import KIND_OF, KNOWN_TO, Cost, Free, GateCode, GateKind, PhoneKind, ServiceCode, Tongue
from caunoi.directory.importing.drafts import Draft, DraftProvider
from caunoi.directory.models import (
    Accessibility,
    Attribute,
    CostOption,
    Gate,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    SpokenLanguage,
    TaxonomyTerm,
)
from caunoi.directory.offers import Parts, Spot, usual_gates
from caunoi.directory.opening import read_byday
from caunoi.lib.ids import reference_id
from caunoi.lib.vietnamese_text import fold
from caunoi.places.models import Place
from caunoi.places.queries import commune_named, province_named

Given = dict[str, Any]
MOST = 20_000
TAKEN = {
    "id", "organization_id", "name", "alternate_name", "description", "url", "status", "fees_description",
    "eligibility_description", "minimum_age", "maximum_age", "alert", "assured_date", "last_modified", "organization", "phones",
    "schedules", "service_areas", "service_at_locations", "languages", "cost_options", "required_documents", "attributes",
    "places_free", "wait_time", "modified_date",
}  # fmt: skip
WHOLE_COUNTRY = {fold(name) for name in ("Việt Nam", "Vietnam", "cả nước", "the whole country")}
PAPERS = (GateKind.PAPER, GateKind.INSURANCE)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:\+07(?::?00)?)?")


def read_hsds(data: bytes, on: date) -> list[Draft]:
    """Raises CannotDo for a file of which nothing can be read."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        raise CannotDo(_("This file is not JSON, or broken. Nothing was saved. Ask for it again.")) from None
    entries = _entries(given)
    if not entries or len(entries) > MOST:
        raise CannotDo(
            _("No list of services was found in this file, or more than %(most)s. Nothing was saved.") % {"most": MOST}
        )
    terms = {term.pk: term for term in TaxonomyTerm.objects.select_related("taxonomy")}
    return [_Reader(at, entry, terms, on).draft for at, entry in enumerate(entries, start=1)]


def _entries(given: Any) -> list[Given]:
    if isinstance(given, dict):
        given = next(
            (given[name] for name in ("contents", "services", "service") if isinstance(given.get(name), list)), [given]
        )
    return [one if isinstance(one, dict) else {} for one in given] if isinstance(given, list) else []


class _Reader:
    """One entry; what cannot be read is a sentence in the draft."""

    def __init__(self, at: int, given: Given, terms: dict[UUID, TaxonomyTerm], on: date) -> None:
        self.given, self.terms, self.on = given, terms, on
        self.draft = Draft(at=at, title=_text(given, "name")[:80])
        self.draft.not_taken = {name for name, value in given.items() if name not in TAKEN and value}
        pk = self._id(given)
        if pk is None or not _text(given, "name"):
            self._tell(_("A service needs an id (a UUID) and a name."))
            return
        self._read(pk)

    def _read(self, pk: UUID) -> None:
        given, draft = self.given, self.draft
        codes, conditions, further = self._terms()
        if not codes:
            self._tell(_("Its kind is not said: attributes need a term of the catalogue of services."))
            return
        draft.code = codes[0]
        draft.provider = self._provider()
        draft.service = Service(
            pk=pk,
            code=codes[0],
            name=_text(given, "name", 160),
            alternate_name=_text(given, "alternate_name", 160),
            description=_text(given, "description", 500),
            url=self._url(given, "url"),
            alert=_text(given, "alert", 300),
            cost=_cost(_text(given, "fees_description")),
            is_active=given.get("status") == "active",
            places_free=given["places_free"] if given.get("places_free") in Free.values else "",
        )
        draft.parts = Parts(
            spots=list(self._spots()),
            phones=[*self._phones(given.get("phones"), None)],
            schedules=[*self._schedules(given.get("schedules"), None)],
            cost_options=list(self._rows("cost_options", self._fee)),
            gates=self._gates(pk, codes[0], conditions),
            languages=list(self._rows("languages", self._language)),
            areas=list(self._rows("service_areas", self._area)),
            attributes=further,
        )
        self._of_places()

    def _of_places(self) -> None:
        """Hours and numbers that hold at one location only."""
        for entry, spot in zip(_list(self.given, "service_at_locations"), self.draft.parts.spots or [], strict=False):
            self.draft.parts.phones = [*(self.draft.parts.phones or []), *self._phones(entry.get("phones"), spot.link)]
            schedules = self._schedules(entry.get("schedules"), spot.link)
            self.draft.parts.schedules = [*(self.draft.parts.schedules or []), *schedules]

    def _tell(self, what: str) -> None:
        self.draft.problems.append(what)

    def _id(self, given: Given) -> UUID | None:
        try:
            return UUID(str(given.get("id", "")))
        except ValueError:
            return None

    def _rows(self, name: str, read: Callable[[Given, UUID], Any]) -> Iterator[Any]:
        """Entries of one list that have an id and can be read."""
        for entry in _list(self.given, name):
            pk = self._id(entry)
            if pk is None:
                self._tell(_("An entry of %(name)s has no id that is a UUID.") % {"name": name})
            elif (row := read(entry, pk)) is not None:
                yield row

    def _url(self, given: Given, name: str) -> str:
        address = _text(given, name, 200)
        try:
            if address:
                URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            self.draft.not_taken.add(name)
            return ""
        return address

    def _provider(self) -> DraftProvider:
        given = self.given.get("organization")
        given = given if isinstance(given, dict) else {"id": self.given.get("organization_id")}
        return DraftProvider(
            name=_text(given, "name", 200), id=self._id(given), description=_text(given, "description", 500),
            website=self._url(given, "website"),
        )  # fmt: skip

    def _terms(self) -> tuple[list[ServiceCode], list[GateCode], list[Attribute]]:
        """Kinds of service, conditions, and what else it is said to be."""
        codes, conditions, further = [], [], []
        for entry in _list(self.given, "attributes"):
            said = _dict(entry.get("taxonomy_term"))
            term = self.terms.get(self._id({"id": entry.get("taxonomy_term_id") or said.get("id")}) or UUID(int=0))
            if term is None:
                self.draft.not_taken.add("attributes")
            elif term.taxonomy.code == "conditions":
                conditions.append(GateCode(term.code))
            elif term.code in ServiceCode.values:
                codes.append(ServiceCode(term.code))
                if len(codes) > 1 and (pk := self._id(entry)):
                    further.append(Attribute(pk=pk, term=term, value=_text(entry, "value", 160)))
        return codes, conditions, further

    def _spots(self) -> Iterator[Spot]:
        for entry in _list(self.given, "service_at_locations"):
            where = entry.get("location")
            link, pk = self._id(entry), self._id(where) if isinstance(where, dict) else None
            if link is None or pk is None or not isinstance(where, dict):
                self._tell(_("A location without an id (a UUID), or without what it is."))
                continue
            address = next(iter(_list(where, "addresses")), {})
            hidden = bool(where.get("confidential")) or self.draft.code == ServiceCode.SHELTER
            location = Location(
                pk=pk, name="" if hidden else _text(where, "name", 160), place=self._place(address),
                address="" if hidden else _text(address, "address_1", 200),
                transport="" if hidden else _text(where, "transportation", 200), is_confidential=hidden,
            )  # fmt: skip
            access = [
                Accessibility(pk=one, description=_text(row, "description", 160))
                for row in _list(where, "accessibility")
                if (one := self._id(row)) and _text(row, "description")
            ]
            yield Spot(
                location, ServiceAtLocation(pk=link, description=_text(entry, "description", 160)), tuple(access)
            )

    def _place(self, address: Given) -> Place | None:
        """By its code today, else by its names; an address without either has none."""
        code, city, province = (_text(address, name, 120) for name in ("place_code", "city", "state_province"))
        if code:
            found = Place.objects.on(self.on).filter(code=code).first()
        elif city or province:
            above = province_named(province, self.on) if province else None
            found = commune_named(city, above, self.on) if above and city else above
        else:
            return None
        if found is None:
            names = ", ".join(filter(None, (code, city, province)))
            self._tell(_("No commune or province is called so today: %(names)s.") % {"names": names})
        return found

    def _phones(self, entries: Any, link: ServiceAtLocation | None) -> Iterator[Phone]:
        for entry in entries if isinstance(entries, list) else []:
            pk, number = (
                self._id(entry) if isinstance(entry, dict) else None,
                isinstance(entry, dict) and _text(entry, "number", 40),
            )
            if pk and number:
                kind = PhoneKind.HOTLINE if _text(entry, "type") == "hotline" else PhoneKind.VOICE
                yield Phone(pk=pk, at=link, number=number, kind=kind, description=_text(entry, "description", 160))

    def _schedules(self, entries: Any, link: ServiceAtLocation | None) -> Iterator[Schedule]:
        """Weekly times; other rhythms stay as words."""
        for entry in entries if isinstance(entries, list) else []:
            pk = self._id(entry) if isinstance(entry, dict) else None
            if pk is None:
                continue
            opens, closes = _time(_text(entry, "opens_at")), _time(_text(entry, "closes_at"))
            days = read_byday(_text(entry, "byday"))
            weekly = opens is not None and closes is not None and days and entry.get("freq", "WEEKLY") == "WEEKLY"
            words = _text(entry, "description", 160)
            if not weekly:
                rhythm = " ".join(_text(entry, name) for name in ("freq", "byday", "opens_at", "closes_at"))
                words = words or rhythm.strip()[:160]
            yield Schedule(
                pk=pk, at=link, byday=days if weekly else "", opens=opens if weekly else None,
                closes=closes if weekly else None, description=words, by_appointment="appointment" in _text(entry, "notes"),
                valid_from=_day(entry, "valid_from"), valid_to=_day(entry, "valid_to"),
            )  # fmt: skip

    def _fee(self, entry: Given, pk: UUID) -> CostOption | None:
        amount = entry.get("amount")
        whole = isinstance(amount, int | float) and not isinstance(amount, bool) and 0 <= amount < 10**12
        option = _text(entry, "option", 160) or _text(entry, "amount_description", 160)
        if not option:
            return None
        return CostOption(
            pk=pk, option=option, amount=int(amount) if whole and amount is not None else None,
            currency=_text(entry, "currency", 3) or "VND", amount_description=_text(entry, "amount_description", 160),
            valid_from=_day(entry, "valid_from"), valid_to=_day(entry, "valid_to"),
        )  # fmt: skip

    def _language(self, entry: Given, pk: UUID) -> SpokenLanguage | None:
        code = _text(entry, "code", 8).casefold()
        if code not in Tongue.values:
            self.draft.not_taken.add("languages")
            return None
        return SpokenLanguage(pk=pk, code=code, note=_text(entry, "note", 160))

    def _area(self, entry: Given, pk: UUID) -> ServiceArea | None:
        """An area without a known place is no area: an empty one would mean the whole country."""
        code, name = _text(entry, "place_code", 8), _text(entry, "name", 120)
        if not code and fold(name) in WHOLE_COUNTRY:
            return ServiceArea(pk=pk, description=_text(entry, "description", 160))
        place = Place.objects.on(self.on).filter(code=code).first() if code else province_named(name, self.on)
        if place is None:
            self.draft.not_taken.add("service_areas")
            return None
        return ServiceArea(pk=pk, place=place, description=_text(entry, "description", 160))

    def _gates(self, service: UUID, code: ServiceCode, conditions: list[GateCode]) -> list[Gate]:
        """Papers as they are named, conditions by their terms; words alone stay words."""
        usual = usual_gates(code)
        gates = [one for one in self._rows("required_documents", self._paper) if one]
        if usual and {one.code for one in usual} == set(conditions):
            return _with_ids(service, usual, gates)
        ages = tuple(_age(self.given, name) for name in ("minimum_age", "maximum_age"))
        if any(age is not None for age in ages):
            gates.append(_gate(service, GateCode.AGE, "", ages))
        others = [one for one in dict.fromkeys(conditions) if KIND_OF[one] not in PAPERS and one is not GateCode.AGE]
        gates += [_gate(service, one) for one in others]
        words = _text(self.given, "eligibility_description", 200)
        if words and not conditions:
            gates.append(_gate(service, GateCode.OTHER, words))
        return gates

    def _paper(self, entry: Given, pk: UUID) -> Gate | None:
        words = _text(entry, "document", 200)
        known = next(
            (one for one in GateCode if KIND_OF[one] in PAPERS and fold(str(Gate(code=one))) == fold(words)), None
        )
        code, way = known or GateCode.PAPER, entry.get("way", 0)
        return Gate(
            pk=pk, kind=KIND_OF[code], code=code, words="" if known else words, known_to=KNOWN_TO[code],
            way=way if isinstance(way, int) and 0 <= way < 100 else 0,
        )  # fmt: skip


def _gate(service: UUID, code: GateCode, words: str = "", ages: tuple[int | None, ...] = (None, None)) -> Gate:
    """Its id follows from the service, so that the same file changes nothing."""
    return Gate(
        pk=reference_id("gate", f"{service}:{code}"), kind=KIND_OF[code], code=code, words=words, known_to=KNOWN_TO[code],
        minimum_age=ages[0], maximum_age=ages[1],
    )  # fmt: skip


def _with_ids(service: UUID, usual: list[Gate], papers: list[Gate]) -> list[Gate]:
    """The ids of papers stand in the file; others follow from the service."""
    there = {(one.code, one.way): one.pk for one in papers}
    for one in usual:
        one.pk = there.get((one.code, one.way)) or reference_id("gate", f"{service}:{one.code}:{one.way}")
    return usual


def _dict(value: Any) -> Given:
    return value if isinstance(value, dict) else {}


def _list(given: Given, name: str) -> list[Given]:
    value = given.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(given: Given, name: str, most: int = 1000) -> str:
    value = given.get(name)
    return " ".join(str(value).replace("\x00", " ").split())[:most] if isinstance(value, str | int | float) else ""


def _time(text: str) -> time | None:
    """In Viet Nam's time; another offset is not guessed at."""
    found = _TIME.fullmatch(text.replace(" ", ""))
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def _day(given: Given, name: str) -> date | None:
    try:
        return date.fromisoformat(_text(given, name, 10))
    except ValueError:
        return None


def _age(given: Given, name: str) -> int | None:
    value = given.get(name)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 120 else None


def _cost(words: str) -> str:
    said = fold(words)
    for cost, known in {
        Cost.INSURED: ("bao hiem", "insurance"),
        Cost.FREE: ("mien phi", "free"),
        Cost.PAID: ("co thu phi", "fee"),
    }.items():
        if any(word in said for word in known):
            return cost
    return Cost.UNKNOWN
