"""Public services that are real, as public sources tell of them. What was not read twice waits off offer until somebody checks it.

No address of a shelter stands here, and no number that is not published by whoever answers it.
"""

from datetime import date
from typing import NamedTuple

from caunoi.directory.choices import Cost, GateCode, ServiceCode

READ_ON = date(2026, 11, 22)


class Provider(NamedTuple):
    key: str
    name: str
    description: str


class Known(NamedTuple):
    """One service of the whole country, or of one province (its code)."""

    key: str
    provider: str
    code: ServiceCode
    name: str
    english: str
    source: str
    phone: str = ""
    hours: str = ""
    cost: Cost = Cost.UNKNOWN
    alert: str = ""
    province: str = ""
    on_offer: bool = False
    also: tuple[ServiceCode, ...] = ()
    gates: tuple[GateCode, ...] = ()


CHILD_LINE, PEACE_HOUSE, SUNSHINE, POLICY_BANK, LEGAL_AID = "111", "binh-yen", "anh-duong", "nhcsxh", "tgpl"
PROVIDERS = (
    Provider(CHILD_LINE, "Tổng đài điện thoại quốc gia bảo vệ trẻ em 111", "Tổng đài của Nhà nước, trực cả ngày đêm."),
    Provider(PEACE_HOUSE, "Ngôi nhà Bình yên", "Nhà tạm lánh và phòng tư vấn của Hội Liên hiệp Phụ nữ Việt Nam."),
    Provider(SUNSHINE, "Ngôi nhà Ánh Dương", "Nơi hỗ trợ một cửa tại một số tỉnh, thành phố."),
    Provider(POLICY_BANK, "Ngân hàng Chính sách xã hội", "Ngân hàng của Nhà nước; vay qua tổ tiết kiệm và vay vốn."),
    Provider(
        LEGAL_AID, "Trung tâm Trợ giúp pháp lý nhà nước", "Mỗi tỉnh, thành phố có một trung tâm, thuộc Sở Tư pháp."
    ),
)
HOUSES = (("22", "Quảng Ninh", "1800 1769"), ("38", "Thanh Hóa", ""), ("48", "Đà Nẵng", ""), ("79", "TP. Hồ Chí Minh", ""),
          ("91", "An Giang", ""))  # fmt: skip
SERVICES = (
    Known(
        "111", CHILD_LINE, ServiceCode.CHILD_PROT, "Gọi 111 về trẻ em", "Call 111 about a child",
        "tuoitrenews 65051; Nghị định 162/2025/NĐ-CP", phone="111", hours="Cả ngày đêm", cost=Cost.FREE, on_offer=True,
        alert="Cuộc gọi được tự động ghi âm.", also=(ServiceCode.HOT,),
    ),
    Known(
        "111-sold", CHILD_LINE, ServiceCode.ANTI_TRAF, "Gọi 111 khi bị bán, bị ép buộc", "Call 111 when sold or forced",
        "Nghị định 162/2025/NĐ-CP", phone="111", hours="Cả ngày đêm", cost=Cost.FREE, on_offer=True,
        alert="Cuộc gọi được tự động ghi âm.", also=(ServiceCode.HOT,),
    ),
    Known(
        "binh-yen-line", PEACE_HOUSE, ServiceCode.HOT, "Gọi tổng đài Ngôi nhà Bình yên", "Call the Peace House",
        "Trung tâm Phụ nữ và Phát triển; ta.ngoinhabinhyen.vn", phone="1900 969 680", on_offer=True,
        also=(ServiceCode.GBV_CM, ServiceCode.PSY),
    ),
    *(
        Known(
            f"binh-yen-{code}", PEACE_HOUSE, ServiceCode.SHELTER, f"Ngôi nhà Bình yên {name}", f"Peace House, {name}",
            "ta.ngoinhabinhyen.vn", phone="1900 969 680", hours="Gọi điện trước", province=code, on_offer=True,
        )
        for code, name in (("01", "Hà Nội"), ("92", "Cần Thơ"))
    ),
    *(
        Known(
            f"anh-duong-{code}", SUNSHINE, ServiceCode.GBV_CM, f"Ngôi nhà Ánh Dương {name}", f"Sunshine House, {name}",
            "en.qdnd.vn 537866", phone=phone, province=code, cost=Cost.FREE,
        )
        for code, name, phone in HOUSES
    ),
    Known(
        "tgpl", LEGAL_AID, ServiceCode.LEG_AID, "Trợ giúp pháp lý miễn phí", "State legal aid",
        "Luật Trợ giúp pháp lý 2017, Điều 7, theo dantri.com.vn 19/11/2025", cost=Cost.FREE,
        hours="Thứ 2 đến thứ 6, 7:30–11:30 và 13:30–16:30",
    ),
    Known(
        "nhcsxh", POLICY_BANK, ServiceCode.LOAN_VBSP, "Vay vốn theo chương trình tín dụng", "Policy credit",
        "Quyết định 29/2014/QĐ-TTg và 02/2020/QĐ-TTg", alert="Chương trình sau năm 2020 chưa rõ; nên hỏi ngân hàng trước.",
    ),
)  # fmt: skip
"""Told by the sources: number 1800 1769 was not read again, the other houses have no number here, the credit programme is
not known to run since 2020, and a centre of legal aid is one of a province. These wait off offer."""
