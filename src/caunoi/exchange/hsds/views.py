"""The doors of the service API: GET only, JSON only, no account, no cookie, a limit per visitor."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from caunoi.access.throttles import too_many, visitor
from caunoi.exchange.hsds import queries, shapes
from caunoi.exchange.hsds.asking import BadQuestion, Question, read, read_id
from caunoi.exchange.hsds.openapi import description
from caunoi.exchange.hsds.schemas import PATCHES, VERSION
from caunoi.lib.vietnamese_text import fold

LIMIT, SECONDS = 300, 60
Entry = dict[str, Any]
View = Callable[..., HttpResponse]


class Unknown(Exception):
    """No such entry is published."""


def door(view: Callable[..., Any]) -> View:
    """What every address shares: the method, the limit, and errors as JSON."""

    @csrf_exempt
    @login_not_required
    def answer(request: HttpRequest, **given: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return _problem(405, "this API only reads: use GET", Allow="GET, HEAD")
        if too_many("hsds", visitor(request), limit=LIMIT, seconds=SECONDS):
            return _problem(
                429, f"more than {LIMIT} requests in {SECONDS} seconds: wait a minute", **{"Retry-After": str(SECONDS)}
            )
        try:
            return _json(view(request, **given))
        except BadQuestion as problem:
            return _problem(400, str(problem))
        except Unknown:
            return _problem(404, "nothing with this id is published here")

    return answer


@door
def root(request: HttpRequest) -> Entry:
    """Which version this is, and where it is described."""
    return {
        "version": VERSION,
        "profile": request.build_absolute_uri(reverse("hsds:profile")),
        "openapi_url": request.build_absolute_uri(reverse("hsds:openapi")),
    }


@door
def openapi(request: HttpRequest) -> Entry:
    return description(request.build_absolute_uri(reverse("hsds:root")).rstrip("/"))


@door
def profile(request: HttpRequest) -> Entry:
    """HSDS-VN: what it changes in HSDS, one patch for each schema."""
    address = request.build_absolute_uri
    return {
        "name": "HSDS-VN",
        "based_on": VERSION,
        "patches": {name: address(reverse("hsds:patch", args=[name])) for name in PATCHES},
    }


@door
def patch(request: HttpRequest, name: str) -> Entry:
    if name not in PATCHES:
        raise Unknown
    return PATCHES[name]


@door
def services(request: HttpRequest) -> Entry:
    asked, today = read(request.GET, "services"), timezone.localdate()
    found = queries.services(asked, today)
    if asked.last("minimal"):
        return _page(asked, found, lambda rows: [shapes.minimal(row) for row in rows])
    if asked.last("full"):
        terms = queries.terms_by_id()
        return _page(asked, queries.whole(found), lambda rows: [shapes.full_service(row, terms) for row in rows])
    return _page(asked, found, lambda rows: [shapes.service(row) for row in rows])


@door
def service(request: HttpRequest, pk: str) -> Entry:
    found = queries.whole(queries.services(Question(), timezone.localdate())).filter(pk=_id(pk)).first()
    if found is None:
        raise Unknown
    return shapes.full_service(found, queries.terms_by_id())


@door
def service_at_locations(request: HttpRequest) -> Entry:
    asked = read(request.GET, "service_at_locations")
    found = queries.links(asked, timezone.localdate())
    if asked.last("full"):
        return _page(asked, queries.whole_links(found), lambda rows: [_whole_link(row) for row in rows])
    return _page(asked, found, lambda rows: [shapes.link(row) for row in rows])


@door
def service_at_location(request: HttpRequest, pk: str) -> Entry:
    found = queries.whole_links(queries.links(Question(), timezone.localdate())).filter(pk=_id(pk)).first()
    if found is None:
        raise Unknown
    return _whole_link(found)


@door
def organizations(request: HttpRequest) -> Entry:
    asked = read(request.GET, "organizations")
    found = queries.organizations(asked, timezone.localdate())
    whole, with_services = bool(asked.last("full")), bool(asked.last("full_service"))

    def entries(rows: Sequence[Any]) -> list[Entry]:
        if not (whole or with_services):
            return [shapes.organization(row) for row in rows]
        offered = _offered([row.pk for row in rows], whole=with_services)
        return [shapes.full_organization(row, offered.get(row.pk, [])) for row in rows]

    return _page(asked, found, entries)


@door
def organization(request: HttpRequest, pk: str) -> Entry:
    whole = read(request.GET, "organizations").last("full_service")
    found = queries.organizations(Question(), timezone.localdate()).filter(pk=_id(pk)).first()
    if found is None:
        raise Unknown
    return shapes.full_organization(found, _offered([found.pk], whole=bool(whole)).get(found.pk, []))


@door
def taxonomies(request: HttpRequest) -> Entry:
    asked = read(request.GET, "taxonomies")
    found = [one for one in queries.taxonomies() if _says(asked, one.name_vi, one.name_en)]
    return _page(asked, found, lambda rows: [shapes.taxonomy(row) for row in rows])


@door
def taxonomy(request: HttpRequest, pk: str) -> Entry:
    return shapes.taxonomy(_among(queries.taxonomies(), pk))


@door
def taxonomy_terms(request: HttpRequest) -> Entry:
    asked = read(request.GET, "taxonomy_terms")
    found = [
        one
        for one in queries.terms()
        if _says(asked, one.name_vi, one.name_en, one.code)
        and all(one.taxonomy_id == wanted for wanted in asked.all("taxonomy_id"))
        and all(one.parent_id == wanted for wanted in asked.all("parent_id"))
        and not (asked.last("top_only") and one.parent_id)
    ]
    return _page(asked, found, lambda rows: [shapes.taxonomy_term(row) for row in rows])


@door
def taxonomy_term(request: HttpRequest, pk: str) -> Entry:
    found = _among(queries.terms(), pk)
    return {**shapes.taxonomy_term(found), "taxonomy_detail": shapes.taxonomy(found.taxonomy)}


def _whole_link(row: Any) -> Entry:
    return {**shapes.service_at_location(row), "service": shapes.service(row.service)}


def _offered(providers: list[UUID], *, whole: bool) -> dict[UUID, list[Entry]]:
    """Services by provider; not whole: ids and names."""
    found = queries.services_of(providers, timezone.localdate())
    terms = queries.terms_by_id() if whole else {}
    offered: dict[UUID, list[Entry]] = {}
    for row in queries.whole(found) if whole else found:
        entry = shapes.full_service(row, terms) if whole else shapes.minimal(row)
        offered.setdefault(row.provider_id, []).append(entry)
    return offered


def _says(asked: Question, *words: str) -> bool:
    said = fold(" ".join(words))
    return all(word in said for typed in asked.all("search") for word in fold(typed).split())


def _among(rows: Sequence[Any], pk: str) -> Any:
    wanted = _id(pk)
    for row in rows:
        if row.pk == wanted:
            return row
    raise Unknown


def _id(text: str) -> UUID:
    """An id that cannot be one is an entry that is not there."""
    try:
        return read_id(text)
    except BadQuestion:
        raise Unknown from None


def _page(asked: Question, found: Any, entries: Callable[[Sequence[Any]], list[Entry]]) -> Entry:
    """The Page object of HSDS. After the last page comes an empty one, not an error."""
    pages = Paginator(found, asked.per_page)
    number = int(asked.last("page", 1))
    contents = entries(list(pages.page(number).object_list)) if number <= pages.num_pages else []
    return {
        "total_items": pages.count,
        "total_pages": pages.num_pages if pages.count else 0,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages.num_pages,
        "empty": not contents,
        "contents": contents,
    }


def _json(entry: Entry) -> HttpResponse:
    return JsonResponse(entry, json_dumps_params={"ensure_ascii": False})


def _problem(status: int, said: str, **headers: str) -> HttpResponse:
    return JsonResponse({"error": said}, status=status, headers=headers)
