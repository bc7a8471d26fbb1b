"""A directory with one of everything, as other programs read it."""

from datetime import timedelta
from itertools import count

import pytest
from django.test import Client

from caunoi.directory.actions import confirm_service, keep_service, load_catalogue
from caunoi.directory.choices import Cost, GateCode, ServiceCode, Wait
from caunoi.directory.models import (
    Accessibility,
    Attribute,
    CostOption,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    SpokenLanguage,
)
from caunoi.directory.offers import Parts, Spot, gate, usual_gates
from caunoi.directory.typed_hours import read_hours
from caunoi.exchange.hsds.shapes import term_id
from caunoi.lib.actor import COMMAND

VISITORS = count(1)


@pytest.fixture
def catalogue(db, now):
    load_catalogue(by=COMMAND, at=now)


@pytest.fixture
def directory(catalogue, provider, other_club, commune, place_qn, now):
    """Four services: with everything, a shelter, a loan, and one that is off offer."""
    everything = Service(
        provider=provider, code=ServiceCode.PSY, name="Tư vấn tâm lý", alternate_name="Counselling", cost=Cost.PAID,
        description="Nói chuyện riêng", url="https://example.org/tu-van", alert="Nghỉ ngày mai", wait=Wait.WEEK,
        valid_from=now.date() - timedelta(days=9),
    )  # fmt: skip
    link = ServiceAtLocation()
    keep_service(
        by=COMMAND, at=now, service=everything,
        parts=Parts(
            spots=[Spot(Location(place=commune, address="Số 5", transport="Xe buýt 1"), link, (Accessibility(description="Có dốc"),))],
            phones=[Phone(number="0203 000 111"), Phone(number="0203 000 112", at=link)],
            schedules=[*read_hours("Thứ 2–6, 8–16 giờ; theo lịch hẹn"), Schedule(at=link, description="Nghỉ trưa")],
            cost_options=[CostOption(option="Khám", amount=50_000), CostOption(option="Hỏi trước")],
            gates=[gate(GateCode.AGE, ages=(16, None)), gate(GateCode.ID)],
            languages=[SpokenLanguage(code="vi"), SpokenLanguage(code="tyz", note="thứ hai")],
            areas=[ServiceArea(place=place_qn)],
            attributes=[Attribute(term_id=term_id("services", ServiceCode.GBV_CM))],
        ),
    )  # fmt: skip
    confirm_service(by=COMMAND, at=now, service=everything)
    shelter = Service(provider=provider, code=ServiceCode.SHELTER, name="Chỗ ở tạm", places_free="few")
    keep_service(
        by=COMMAND, at=now, service=shelter,
        parts=Parts(spots=[Spot(Location(place=commune, transport="Gọi trước"), ServiceAtLocation())], areas=[ServiceArea()]),
    )  # fmt: skip
    loan = Service(provider=other_club, code=ServiceCode.LOAN_VBSP, name="Vay vốn")
    keep_service(
        by=COMMAND, at=now + timedelta(days=1), service=loan, parts=Parts(gates=usual_gates(ServiceCode.LOAN_VBSP))
    )
    gone = Service(provider=provider, code=ServiceCode.SRH, name="Đã nghỉ", is_active=False)
    keep_service(by=COMMAND, at=now, service=gone)
    return {"everything": everything, "shelter": shelter, "loan": loan, "gone": gone}


@pytest.fixture
def ask():
    """`ask("services", full="true")`: the answer as Python, from a visitor that was not here before."""

    def get(path: str, status: int = 200, **query):
        number = next(VISITORS)
        response = Client(REMOTE_ADDR=f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}").get(
            f"/hsds/{path}", query
        )
        assert response.status_code == status, (path, query, response.content[:300])
        assert response["Content-Type"] == "application/json" and not response.cookies
        return response.json()

    return get
