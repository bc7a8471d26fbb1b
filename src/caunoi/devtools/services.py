"""Providers and services of the demo world. Public hotlines are real; everything else is made up."""

from datetime import date, timedelta

from django.utils import timezone

from caunoi.directory.actions import keep_service
from caunoi.directory.choices import Cost, ServiceCode
from caunoi.directory.models import Service
from caunoi.lib.actor import COMMAND
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place

PROVIDERS = {
    "Trung tâm Công tác xã hội Quảng Ninh": OrganisationKind.SOCIAL_WORK_CENTRE,
    "Phòng khám Bình An": OrganisationKind.PROVIDER,
    "Trung tâm Trợ giúp pháp lý Quảng Ninh": OrganisationKind.PROVIDER,
    "Trường Trung cấp nghề Vịnh Xanh": OrganisationKind.PROVIDER,
    "Chi nhánh Ngân hàng Chính sách xã hội Quảng Ninh": OrganisationKind.PROVIDER,
}
OFFICE, DAILY = "Thứ 2 đến thứ 6, 7:30–11:30 và 13:30–16:30", "Mỗi ngày 7:30–20:00"
CENTRE, CLINIC, AID, SCHOOL, BANK = PROVIDERS
# provider, code, name, commune, cost, papers, hours, residents only
SERVICES = (
    (CENTRE, ServiceCode.PSY, "Tư vấn tâm lý", "06685", Cost.FREE, "", OFFICE, False),
    (CENTRE, ServiceCode.GBV_CM, "Hỗ trợ sau bạo lực", "06685", Cost.FREE, "", "Cả ngày đêm", False),
    (CENTRE, ServiceCode.SHELTER, "Chỗ ở tạm an toàn", "", Cost.FREE, "", "Gọi điện trước", False),
    (CENTRE, ServiceCode.HOT, "Đường dây nóng 111", "", Cost.FREE, "", "Cả ngày đêm", False),
    (CENTRE, ServiceCode.CHILD_PROT, "Bảo vệ trẻ em và người chưa đủ 18 tuổi", "06685", Cost.FREE, "", "Cả ngày đêm", False),
    (CLINIC, ServiceCode.SRH, "Khám sức khoẻ phụ nữ", "06685", Cost.FREE, "", DAILY, False),
    (CLINIC, ServiceCode.STI, "Khám và chữa bệnh phụ khoa", "06685", Cost.PAID, "", DAILY, False),
    (CLINIC, ServiceCode.CTC, "Tư vấn tránh thai", "06685", Cost.FREE, "", DAILY, False),
    (CLINIC, ServiceCode.HIV, "Xét nghiệm và tư vấn riêng", "06685", Cost.FREE, "", DAILY, False),
    (AID, ServiceCode.LEG_AID, "Trợ giúp pháp lý", "06688", Cost.FREE, "Giấy tờ tuỳ thân nếu có", OFFICE, False),
    (AID, ServiceCode.LEG_ADV, "Hỏi về pháp luật", "06688", Cost.FREE, "", OFFICE, False),
    (AID, ServiceCode.DOC_ID, "Giúp làm giấy tờ tuỳ thân", "06688", Cost.FREE, "", OFFICE, False),
    (SCHOOL, ServiceCode.VOC, "Học nghề ngắn hạn: nấu ăn, làm tóc, may", "06793", Cost.FREE,
     "Căn cước", OFFICE, False),
    (SCHOOL, ServiceCode.JOB, "Giới thiệu việc làm", "06793", Cost.FREE, "", OFFICE, False),
    (BANK, ServiceCode.LOAN_VBSP, "Vay vốn chính sách", "06688", Cost.UNKNOWN,
     "Căn cước, xác nhận nơi ở", OFFICE, True),
)  # fmt: skip


def offer_services(providers: dict[str, Organisation], places: dict[str, Place], today: date) -> list[Service]:
    """Put the services into the directory."""
    return [
        keep_service(
            by=COMMAND,
            at=timezone.now(),
            service=Service(
                provider=providers[provider],
                code=code,
                name=name,
                place=places.get(commune),
                phone="111" if code == ServiceCode.HOT else "",
                cost=cost,
                papers=papers,
                hours=hours,
                residents_only=residents_only,
                confirmed_on=today - timedelta(days=20),
            ),
        )
        for provider, code, name, commune, cost, papers, hours, residents_only in SERVICES
    ]
