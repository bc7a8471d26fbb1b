"""The public finder over many services, beside plain SQL of the same rows.

Run by run.py inside an installation's environment; arguments: how many services, how often; prints JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import time
from random import Random
from statistics import median
from typing import Any

import ready  # noqa: F401  # models need Django set up
from django.utils import timezone
from drivers import Database, database
from pages import ROUNDS, _milliseconds, answer_to, asked_queries

from caunoi.directory.choices import Cost, ServiceCode
from caunoi.directory.models import Location, Schedule, Service, ServiceAtLocation
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place

ASKED = {
    "all": ("/", "", []),
    "words": ("/?q=tu+van+hong", "AND s.folded LIKE %s AND s.folded LIKE %s AND s.folded LIKE %s", ["%tu%", "%van%", "%hong%"]),
    "free, no papers": ("/?free=on&no_papers=on", "AND s.cost = 'free' AND NOT s.needs_papers AND NOT s.needs_residence", []),
    "place": ("/?where=hong+gai%2C+quang+ninh", "AND p.code = '06685'", []),
    "open now": ("/?open_now=on", "AND h.opens <= %s AND h.closes > %s", None),
}  # fmt: skip
BARE = """SELECT DISTINCT s.id, s.name, o.name, p.name, s.sort_key FROM directory_service s
    JOIN organisations_organisation o ON o.id = s.provider_id
    LEFT JOIN directory_serviceatlocation a ON a.service_id = s.id LEFT JOIN directory_location l ON l.id = a.location_id
    LEFT JOIN places_place p ON p.id = l.place_id LEFT JOIN directory_schedule h ON h.service_id = s.id
    WHERE s.is_active {} ORDER BY s.sort_key, s.id LIMIT 20"""


def main(services: int, times: int) -> dict[str, Any]:
    fill(services)
    rows = database(os.environ["BENCH_DATABASE"])
    return {name: _one(rows, *asked, times) for name, asked in ASKED.items()}


def fill(services: int) -> None:
    """Made-up services all over the country."""
    rng, today = Random(7), timezone.localdate()  # made-up rows
    communes = list(Place.objects.on(today).communes().select_related("parent"))
    providers = list(Organisation.objects.all()[:20])
    made, places, links, hours = [], [], [], []
    for number in range(services):
        commune, provider = rng.choice(communes), rng.choice(providers)
        name = f"{rng.choice(('Tư vấn', 'Khám', 'Học nghề', 'Hỏi luật'))} {commune.name} {number}"
        one = Service(
            provider=provider, code=rng.choice(ServiceCode.values), name=name, cost=rng.choice(Cost.values),
            needs_papers=rng.random() < 0.3, needs_residence=rng.random() < 0.2, sort_key=sort_key(name),
            folded=fold(f"{name} {provider.name} {commune.name} {commune.parent.name if commune.parent else ''}"),
        )  # fmt: skip
        location = Location(organisation=provider, place=commune, address=f"Số {number}")
        made.append(one)
        places.append(location)
        links.append(ServiceAtLocation(service=one, location=location))
        hours.append(
            Schedule(service=one, byday="MO,TU,WE,TH,FR,SA,SU", opens=time(rng.randrange(12)), closes=time(16))
        )
    for rows in (made, places, links, hours):
        type(rows[0])._default_manager.bulk_create(rows, batch_size=500)  # type: ignore[arg-type]  # one kind each


def _one(rows: Database, path: str, where: str, given: list[str] | None, times: int) -> dict[str, Any]:
    """Whole request and plain SQL, in turns."""
    now = timezone.localtime().time().isoformat()
    values = [now, now] if given is None else given
    sql: Callable[[], int] = lambda: len(rows.rows(BARE.format(where), values))  # noqa: E731  # passed on
    with asked_queries() as asked:
        status, body = answer_to("GET", path, "")
    assert status.startswith("200"), (path, status)
    measured: dict[str, list[float]] = {"request": [], "sql": []}
    for _round in range(ROUNDS):
        measured["request"].append(_milliseconds(lambda: answer_to("GET", path, ""), times))
        measured["sql"].append(_milliseconds(sql, times))
    return {name: median(found) for name, found in measured.items()} | {"queries": len(asked), "bytes": len(body)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
