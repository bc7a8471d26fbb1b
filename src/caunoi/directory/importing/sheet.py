"""A provider's spreadsheet: one row is one service. Columns may stand in any order, in Vietnamese or English."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.directory.choices import KIND_OF, SAID, Cost, GateCode, GateKind, ServiceCode
from caunoi.directory.importing.drafts import Draft, DraftProvider
from caunoi.directory.models import Gate, Location, Phone, Service, ServiceArea, ServiceAtLocation
from caunoi.directory.offers import Parts, Spot, gate
from caunoi.directory.typed_hours import read_hours
from caunoi.lib.ids import reference_id
from caunoi.lib.vietnamese_text import fold
from caunoi.look.workbooks.cells import Sheet
from caunoi.look.workbooks.headers import Line, Table, Words, find_table
from caunoi.look.workbooks.values import Unclear, read_text, read_tick
from caunoi.places.models import Place
from caunoi.places.queries import commune_named, offer, province_named

HEADINGS: Words = {
    "provider": ("đơn vị", "đơn vị cung cấp", "đơn vị cung cấp dịch vụ", "cơ quan", "tên đơn vị", "provider", "organisation"),
    "kind": ("loại dịch vụ", "loại", "nhóm dịch vụ", "mã dịch vụ", "kind", "kind of service", "code"),
    "name": ("tên dịch vụ", "dịch vụ", "tên", "service", "name", "name of the service"),
    "description": ("mô tả", "nội dung", "mô tả dịch vụ", "description", "what people get"),
    "province": ("tỉnh", "tỉnh thành phố", "tỉnh, thành phố", "thành phố", "province", "province or city"),
    "commune": ("xã phường", "phường xã", "phường", "xã", "commune", "ward", "commune or ward"),
    "address": ("địa chỉ", "số nhà đường", "số nhà, đường", "address", "street"),
    "phone": ("điện thoại", "số điện thoại", "đt", "sđt", "telephone", "phone"),
    "hours": ("giờ mở cửa", "giờ làm việc", "thời gian làm việc", "lịch làm việc", "opening hours", "hours"),
    "cost": ("chi phí", "phí", "mức phí", "giá", "cost", "fee", "fees"),
    "papers": ("giấy tờ", "giấy tờ cần có", "giấy tờ hỏi", "papers", "papers asked for", "documents"),
    "residents": ("hộ khẩu", "chỉ cho người đăng ký cư trú", "chỉ người trong tỉnh", "cần cư trú", "residents only"),
    "area": ("phạm vi", "phục vụ", "địa bàn phục vụ", "area", "for people of"),
    "mend": ("cần sửa", "to mend"),
    "row": ("stt", "tt", "số thứ tự", "no"),
}  # fmt: skip
NEEDED = ("provider", "kind", "name")
KINDS = {
    **{fold(code.value): code for code in ServiceCode},
    **{fold(words): code for code, all_words in {
        ServiceCode.LEG_ADV: ("tư vấn pháp luật", "luật sư", "legal advice"),
        ServiceCode.LEG_AID: ("trợ giúp pháp lý", "state legal aid"),
        ServiceCode.DOC_ID: ("căn cước", "giấy tờ tuỳ thân", "cccd", "identity papers"),
        ServiceCode.DOC_RES: ("cư trú", "đăng ký cư trú", "tạm trú", "residence registration"),
        ServiceCode.DOC_BIRTH: ("khai sinh", "birth certificate of a child"),
        ServiceCode.PSY: ("tư vấn tâm lý", "tham vấn tâm lý", "tâm lý", "psychological counselling"),
        ServiceCode.SRH: ("sức khoẻ sinh sản", "skss", "khám phụ khoa", "sexual and reproductive health"),
        ServiceCode.STI: ("khám và chữa bệnh phụ khoa, bệnh lây", "bệnh lây", "sti", "infection check-up and treatment"),
        ServiceCode.CTC: ("tránh thai", "contraception"),
        ServiceCode.CERV: ("tầm soát ung thư cổ tử cung", "khám sàng lọc cổ tử cung", "cervical screening"),
        ServiceCode.MMT: ("điều trị thay thế", "methadone", "substitution treatment"),
        ServiceCode.HIV: ("xét nghiệm, dự phòng và điều trị chuyên khoa", "vct", "hts", "prep", "pep", "arv", "opc"),
        ServiceCode.GBV_CM: ("hỗ trợ khi bị bạo lực", "quản lý ca bạo lực", "support after violence"),
        ServiceCode.GBV_MED: ("chăm sóc y tế khi bị bạo lực", "medical care after violence"),
        ServiceCode.SHELTER: ("nơi tạm lánh", "tạm lánh", "nhà tạm lánh", "shelter"),
        ServiceCode.HOT: ("đường dây nóng", "đường dây hỗ trợ", "tổng đài", "hotline"),
        ServiceCode.CHILD_PROT: ("bảo vệ trẻ em", "bảo vệ trẻ em và người chưa đủ 18 tuổi"),
        ServiceCode.ANTI_TRAF: ("hỗ trợ nạn nhân mua bán", "hỗ trợ người bị mua bán, bị ép buộc"),
        ServiceCode.EDU: ("học văn hoá", "bổ túc", "giáo dục thường xuyên", "schooling for adults"),
        ServiceCode.CHILD_EDU: ("đi học cho con", "schooling for children"),
        ServiceCode.VOC: ("học nghề", "dạy nghề", "đào tạo nghề", "vocational training"),
        ServiceCode.JOB: ("giới thiệu việc làm", "việc làm", "job placement"),
        ServiceCode.LOAN_VBSP: ("vay ngân hàng chính sách", "vay vốn chính sách", "policy bank loan"),
        ServiceCode.LOAN_MF: ("vay vốn nhóm nhỏ", "tín dụng vi mô", "small group loan"),
        ServiceCode.SOC_ASSIST: ("trợ giúp xã hội", "bảo trợ xã hội", "social assistance"),
        ServiceCode.BHYT: ("bảo hiểm y tế", "bhyt", "health insurance"),
        ServiceCode.LAB: ("quyền lợi khi đi làm", "quyền lao động", "rights at work"),
    }.items() for words in all_words},
}  # fmt: skip
COSTS = {
    **{fold(word): Cost.FREE for word in ("miễn phí", "không mất tiền", "free", "free of charge", "0", "0 đồng")},
    **{fold(word): Cost.PAID for word in ("có phí", "có thu phí", "thu phí", "paid", "with a fee")},
    **{fold(word): Cost.INSURED for word in ("bảo hiểm", "bhyt", "miễn phí nếu có bảo hiểm y tế", "insured")},
    **{fold(word): Cost.UNKNOWN for word in ("", "chưa rõ", "hỏi trước", "nên hỏi trước", "unknown", "ask first")},
}
NOTHING = {fold(word) for word in ("", "không", "không cần", "không hỏi", "none", "no", "-")}
PAPERS = {fold(str(SAID[code])): code for code in GateCode if KIND_OF[code] in (GateKind.PAPER, GateKind.INSURANCE)}
COUNTRY = {fold(word) for word in ("cả nước", "toàn quốc", "the whole country", "việt nam")}


def tables_of(sheets: list[Sheet]) -> list[Table]:
    """Tables that name who, what kind and which service. Raises CannotDo where there is none."""
    found = [table for sheet in sheets if (table := find_table(sheet, HEADINGS)) and set(NEEDED) <= set(table.columns)]
    if not found:
        raise CannotDo(
            _(
                "No table of services was found in this file. Nothing was saved. The first line names the columns: provider,"
                " kind of service, name of the service, province, commune, address, telephone, opening hours, cost, papers."
            )
        )
    return found


def read_line(line: Line, headings: dict[str, str], on: date) -> Draft:
    """One row; its id follows from who offers what where, so that the same row is the same service."""
    draft = Draft(at=line.number)
    cells = {name: _cell(draft, line, headings, name) for name in headings if name != "residents"}
    draft.title = cells.get("name", "")
    draft.provider = DraftProvider(name=cells.get("provider", ""))
    for name in ("provider", "name"):
        if not cells.get(name):
            draft.problems.append(_("%(column)s: this is missing.") % {"column": headings[name]})
    draft.code = KINDS.get(fold(cells.get("kind", "")))
    if draft.code is None:
        words = _(
            "%(column)s: “%(text)s” is no kind of service known here. Write for example: học nghề, tư vấn tâm lý, PSY."
        )
        draft.problems.append(words % {"column": headings["kind"], "text": cells.get("kind", "")})
    place = _place(draft, cells, headings, on)
    key = fold(":".join((draft.provider.name, draft.code or "", draft.title, place.code if place else "")))
    draft.service = Service(
        pk=reference_id("service-row", key), code=draft.code or "", name=draft.title[:160],
        description=cells.get("description", "")[:500], cost=_cost(draft, cells, headings),
    )  # fmt: skip
    draft.parts = Parts(
        spots=_spots(draft, cells, place),
        phones=[Phone(number=one.strip()[:40]) for one in re.split(r"[;\n]", cells.get("phone", "")) if one.strip()],
        schedules=read_hours(cells.get("hours", "")),
        gates=list(_gates(draft, line, headings, cells)),
        areas=_areas(cells, place),
    )
    return draft


def _cell(draft: Draft, line: Line, headings: dict[str, str], name: str) -> str:
    try:
        return " ".join(read_text(line.cells.get(name)).split()) if name != "phone" else read_text(line.cells.get(name))
    except Unclear as unclear:
        draft.problems.append(f"{headings[name]}: {unclear}")
        return ""


def _place(draft: Draft, cells: dict[str, str], headings: dict[str, str], on: date) -> Place | None:
    """Its commune today; an old name comes back with what it is now."""
    province, commune = cells.get("province", ""), cells.get("commune", "")
    if not province:
        if commune:
            draft.problems.append(_("%(column)s: write the province too.") % {"column": headings["commune"]})
        return None
    above = province_named(province, on)
    if above is None:
        words = _("%(column)s: no province has this name today: “%(text)s”. Merged provinces have a new name.")
        draft.problems.append(words % {"column": headings["province"], "text": province})
        return None
    if not commune:
        return above
    found = commune_named(commune, above, on)
    if found is None:
        offered = offer(commune, above, on)
        said = (
            offered.said if offered else _("no commune of this province has this name: “%(text)s”.") % {"text": commune}
        )
        draft.problems.append(f"{headings['commune']}: {said}")
    return found


def _cost(draft: Draft, cells: dict[str, str], headings: dict[str, str]) -> str:
    said = fold(cells.get("cost", ""))
    if said in COSTS:
        return COSTS[said]
    if re.search(r"\d{4,}|\d[.]\d{3}", said):
        return Cost.PAID
    words = _("%(column)s: “%(text)s” is not clear. Write free, with a fee, health insurance, or leave it empty.")
    draft.problems.append(words % {"column": headings["cost"], "text": cells["cost"]})
    return Cost.UNKNOWN


def _spots(draft: Draft, cells: dict[str, str], place: Place | None) -> list[Spot]:
    address = cells.get("address", "")[:200]
    if draft.code == ServiceCode.SHELTER and address:
        draft.problems.append(_("A shelter never shows its address: empty this cell."))
    if place is None and not address:
        return []
    return [Spot(Location(place=place, address=address), ServiceAtLocation())]


def _gates(draft: Draft, line: Line, headings: dict[str, str], cells: dict[str, str]) -> Iterator[Gate]:
    papers = cells.get("papers", "")
    if fold(papers) not in NOTHING:
        code = PAPERS.get(fold(papers))
        yield gate(code) if code else gate(GateCode.PAPER, words=papers[:200])
    try:
        if "residents" in headings and read_tick(line.cells.get("residents")):
            yield gate(GateCode.RES_PROVINCE)
    except Unclear as unclear:
        draft.problems.append(f"{headings['residents']}: {unclear}")


def _areas(cells: dict[str, str], place: Place | None) -> list[ServiceArea]:
    if fold(cells.get("area", "")) in COUNTRY:
        return [ServiceArea()]
    return [ServiceArea(place=place)] if place is not None and place.parent_id is None else []
