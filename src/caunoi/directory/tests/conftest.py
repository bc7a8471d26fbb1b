"""Services as somebody would enter them: through the action, in words."""

import pytest

from caunoi.conftest import NOW
from caunoi.directory.actions import keep_service
from caunoi.directory.models import Location, Phone, Service, ServiceAtLocation
from caunoi.directory.offers import Parts, Spot, gate
from caunoi.directory.typed_hours import read_hours
from caunoi.lib.actor import COMMAND


@pytest.fixture
def offered():
    """`offered(provider, name, code, place=…, gates=[…], hours="…", phone="…", **fields)`"""

    def offer(provider, name, code, *, place=None, address="", gates=(), hours="", phone="", areas=(), **fields):
        there = place is not None or address
        return keep_service(
            by=COMMAND,
            at=NOW,
            service=Service(provider=provider, code=code, name=name, **fields),
            parts=Parts(
                spots=[Spot(Location(place=place, address=address), ServiceAtLocation())] if there else [],
                phones=[Phone(number=phone)] if phone else [],
                schedules=read_hours(hours),
                gates=[gate(one) if isinstance(one, str) else one for one in gates],
                areas=list(areas),
            ),
        )

    return offer
