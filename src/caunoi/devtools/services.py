"""Providers and services of the demo world, made up but for the public hotlines that ship with the code."""

from datetime import date, datetime, time, timedelta
from itertools import count

from django.utils import timezone

from caunoi.administration.actions import agree
from caunoi.directory.actions import confirm_service, keep_service
from caunoi.directory.choices import Cost, Free, GateCode, ServiceCode, Wait
from caunoi.directory.models import (
    CostOption,
    Location,
    Phone,
    Service,
    ServiceArea,
    ServiceAtLocation,
    SpokenLanguage,
)
from caunoi.directory.offers import Parts, Spot, gate, usual_gates
from caunoi.directory.typed_hours import read_hours
from caunoi.lib.actor import COMMAND
from caunoi.organisations.choices import OrganisationKind, Pays
from caunoi.organisations.models import Agreement, Organisation
from caunoi.places.models import Place

PROVIDERS = {
    "Trung tâm Công tác xã hội Quảng Ninh": OrganisationKind.SOCIAL_WORK_CENTRE,
    "Phòng khám Bình An": OrganisationKind.PROVIDER,
    "Trung tâm Trợ giúp pháp lý Quảng Ninh": OrganisationKind.PROVIDER,
    "Trường Trung cấp nghề Vịnh Xanh": OrganisationKind.PROVIDER,
    "Chi nhánh Ngân hàng Chính sách xã hội Quảng Ninh": OrganisationKind.PROVIDER,
    "Công an phường Hạ Long": OrganisationKind.POLICE,
}
OFFICE, DAILY = "Thứ 2 đến thứ 6, 7:30–11:30 và 13:30–16:30", "Mỗi ngày 7:30–20:00"
ANY_HOUR, CALL = "Cả ngày đêm", "Gọi điện trước"
CENTRE, CLINIC, AID, SCHOOL, BANK, STATION = PROVIDERS
HA_LONG, CAM_PHA, HONG_GAI, UONG_BI = "06688", "06793", "06685", "06811"
ID, HOME, LISTED = GateCode.ID, GateCode.RES_PROVINCE, GateCode.RES_PAPER
# provider, code, name, communes, cost, what is asked, hours
SERVICES: tuple[tuple[str, ServiceCode, str, tuple[str, ...], Cost, tuple[GateCode, ...], str], ...] = (
    (CENTRE, ServiceCode.PSY, "Tư vấn tâm lý", (HONG_GAI,), Cost.FREE, (), OFFICE),
    (CENTRE, ServiceCode.GBV_CM, "Hỗ trợ sau bạo lực", (HONG_GAI,), Cost.FREE, (), ANY_HOUR),
    (CENTRE, ServiceCode.SHELTER, "Chỗ ở tạm an toàn", (), Cost.FREE, (), CALL),
    (CENTRE, ServiceCode.CHILD_PROT, "Bảo vệ trẻ em và người chưa đủ 18 tuổi", (HONG_GAI,), Cost.FREE, (), ANY_HOUR),
    (CLINIC, ServiceCode.SRH, "Khám sức khoẻ phụ nữ", (HONG_GAI, CAM_PHA), Cost.FREE, (), DAILY),
    (CLINIC, ServiceCode.STI, "Khám và chữa bệnh phụ khoa", (HONG_GAI,), Cost.PAID, (), DAILY),
    (CLINIC, ServiceCode.CTC, "Tư vấn tránh thai", (HONG_GAI, UONG_BI), Cost.FREE, (), DAILY),
    (CLINIC, ServiceCode.HIV, "Xét nghiệm và tư vấn riêng", (HONG_GAI,), Cost.FREE, (), DAILY),
    (AID, ServiceCode.LEG_AID, "Trợ giúp pháp lý", (HA_LONG,), Cost.FREE, (), OFFICE),
    (AID, ServiceCode.LEG_ADV, "Hỏi về pháp luật", (HA_LONG,), Cost.FREE, (), OFFICE),
    (AID, ServiceCode.DOC_ID, "Giúp làm giấy tờ tuỳ thân", (HA_LONG,), Cost.FREE, (), OFFICE),
    (SCHOOL, ServiceCode.VOC, "Học nghề ngắn hạn: nấu ăn, làm tóc, may", (CAM_PHA,), Cost.FREE, (ID,), OFFICE),
    (SCHOOL, ServiceCode.JOB, "Giới thiệu việc làm", (CAM_PHA,), Cost.FREE, (), OFFICE),
    (BANK, ServiceCode.LOAN_VBSP, "Vay vốn chính sách", (HA_LONG,), Cost.UNKNOWN, (HOME, LISTED), OFFICE),
    (STATION, ServiceCode.DOC_RES, "Đăng ký cư trú", (HA_LONG,), Cost.FREE, (ID,), OFFICE),
)  # fmt: skip


def offer_services(providers: dict[str, Organisation], places: dict[str, Place], today: date) -> list[Service]:
    """Put the services into the directory, checked three weeks ago but for the last, which is due again."""
    at = timezone.now()
    checked = datetime.combine(today - timedelta(days=20), time(9), timezone.get_current_timezone())
    found, numbers = [], count(1)
    for provider, code, name, communes, cost, asked, hours in SERVICES:
        service = Service(provider=providers[provider], code=code, name=name, cost=cost)
        if code == ServiceCode.SHELTER:
            service.wait, service.places_free, service.capacity_on = Wait.NONE, Free.FEW, today
        parts = Parts(
            spots=[
                Spot(Location(place=places[one], address=f"Số {next(numbers)}, đường Thử"), ServiceAtLocation())
                for one in communes
                if one in places
            ],
            phones=[Phone(number=f"0203 000 {next(numbers):03}")],
            schedules=read_hours(hours),
            gates=[*(gate(one) for one in asked), *usual_gates(code)],
            languages=[SpokenLanguage(code="vi")],
            areas=[ServiceArea(place=places["22"])],
            cost_options=[CostOption(option="Khám lần đầu", amount=120_000)] if cost == Cost.PAID else [],
        )
        keep_service(by=COMMAND, at=at, service=service, parts=parts)
        if provider != STATION:
            confirm_service(by=COMMAND, at=checked, service=service)
        found.append(service)
    return found


def agree_with_providers(club: Organisation, providers: dict[str, Organisation], today: date) -> None:
    """What the shown club has agreed: one that runs, one that ends soon."""
    for provider, job, days, pays, lasts in (
        (CLINIC, "Điều dưỡng trưởng", 2, Pays.PROGRAMME, 300),
        (CENTRE, "Phòng Công tác xã hội", 3, Pays.NOBODY, 20),
    ):
        agree(
            by=COMMAND,
            at=timezone.now(),
            agreement=Agreement(
                organisation=club, provider=providers[provider], about="Nhận và trả lời phiếu hẹn", focal_point=job,
                office_phone="0203 000 000", answer_days=days, who_pays=pays, valid_from=today - timedelta(days=60),
                valid_to=today + timedelta(days=lasts),
            ),
        )  # fmt: skip
