"""Names of fact tables, their columns and some values, for the pages on which a definition is read and checked."""

from __future__ import annotations

from collections.abc import Mapping

from caunoi.indicators.model import Text

TABLE_WORDS: Mapping[str, Text] = {
    "contacts": Text("lượt tiếp cận", "contacts"),
    "contact_topics": Text("nội dung của các lượt tiếp cận", "topics of contacts"),
    "commodities": Text("vật phẩm phát trong các lượt tiếp cận", "materials handed out in contacts"),
    "needs": Text("nhu cầu đã ghi", "needs noted"),
    "referral_steps": Text("các bước của chuyển gửi", "steps of referrals"),
    "late_steps": Text("bước của kỳ đã chốt mà nay mới biết", "steps of a closed period that were told late"),
    "need_outcomes": Text("nhu cầu sau 30 ngày", "needs thirty days on"),
    "first_services": Text("lần được phục vụ đầu tiên của mỗi nhu cầu", "the first service of each need"),
    "service_sessions": Text("buổi dịch vụ tại chỗ", "service sessions"),
    "session_visits": Text("lượt được phục vụ tại các buổi dịch vụ", "visits to service sessions"),
    "stock_moves": Text("vật phẩm vào, ra", "materials that came and went"),
    "stock_levels": Text("vật phẩm còn lại vào ngày cuối kỳ", "materials left on the last day of the period"),
    "fund_entries": Text("quỹ khẩn cấp", "emergency fund"),
    "memberships": Text("thành viên vào ngày cuối kỳ", "members on the last day of the period"),
    "meetings": Text("buổi sinh hoạt, chuyên đề, tập huấn", "meetings, sessions on a topic, training"),
    "meeting_visits": Text("người có thẻ đến các buổi sinh hoạt", "card holders who came to meetings"),
    "units": Text("xã, phường qua các thời kỳ", "communes in time"),
    "cards_elsewhere": Text("nơi khác có phát thẻ không", "whether another place gave her a card"),
    "violence_told": Text("số lần kể bị bạo lực, đếm theo tháng", "violence told of, counted by the month"),
    "caseloads": Text("phân công vào ngày cuối kỳ", "who looks after how many on the last day of the period"),
}
COLUMN_WORDS: Mapping[str, Text] = {
    "on": Text("ngày", "day"),
    "contact": Text("số của lượt tiếp cận", "id of the contact"),
    "need": Text("nhu cầu", "need"),
    "referral": Text("chuyển gửi", "referral"),
    "organisation": Text("câu lạc bộ", "club"),
    "deployment": Text("điểm triển khai", "deployment"),
    "precision": Text("ngày được biết chính xác đến đâu", "how exactly the day is known"),
    "commune": Text("xã, phường", "commune"),
    "setting": Text("nơi gặp", "setting"),
    "pseudonym": Text("thẻ", "card"),
    "people": Text("số người gặp", "people met"),
    "age_band": Text("nhóm năm sinh", "band of birth years"),
    "signposted": Text("số lượt được chỉ nơi có dịch vụ", "times told where a service is"),
    "topic": Text("nội dung", "topic"),
    "kind": Text("loại vật phẩm", "kind of material"),
    "quantity": Text("số lượng", "quantity"),
    "code": Text("mã dịch vụ", "service code"),
    "group": Text("nhóm dịch vụ", "service group"),
    "beneficiary": Text("cho ai", "for whom"),
    "status": Text("tình trạng", "status"),
    "met_on": Text("ngày được đáp ứng", "day it was met"),
    "sensitive_code": Text("dịch vụ nhạy cảm", "sensitive service"),
    "event": Text("việc đã xảy ra", "what happened"),
    "state": Text("bước", "step"),
    "source": Text("ai nói", "who said so"),
    "reason": Text("lý do", "reason"),
    "happened_on": Text("ngày đã xảy ra", "day it happened"),
    "noted_on": Text("ngày ghi nhận", "day it was noted"),
    "days_to_met": Text("số ngày đến khi được đáp ứng", "days until it was met"),
    "days": Text("số ngày chờ", "days of waiting"),
    "wait": Text("chờ bao lâu", "how long it took"),
    "unit": Text("xã, phường khi ấy", "commune as it then was"),
    "name": Text("tên", "name"),
    "on_day": Text("xã, phường của ngày đã chọn", "commune of the day chosen"),
    "package": Text("vừa trao đổi, vừa nhận vật phẩm", "something talked about and material handed out"),
    "session": Text("buổi dịch vụ", "service session"),
    "movement": Text("vào, ra thế nào", "how it came or went"),
    "left": Text("số còn lại", "how many are left"),
    "missing": Text("số phát quá sổ", "how many more than the books had"),
    "days_out": Text("số ngày không còn gì", "days with nothing left"),
    "entry": Text("thu hay chi", "in or out"),
    "purpose": Text("hỗ trợ việc gì", "what the help is for"),
    "amount": Text("số tiền", "amount"),
    "layer": Text("mức gắn bó", "how closely somebody belongs"),
    "meeting": Text("buổi sinh hoạt", "meeting"),
    "meeting_kind": Text("loại buổi", "kind of meeting"),
    "subject": Text("nội dung buổi", "what the meeting was about"),
    "attended": Text("số người đến", "how many came"),
    "elsewhere": Text("nơi khác có phát thẻ cho chị không", "whether another place gave her a card too"),
    "by_whom": Text("ai gây ra", "who did it"),
    "times": Text("số lần kể", "how often it was told"),
    "in_charge": Text("số người phụ trách", "how many people she looks after"),
}
VALUE_WORDS: Mapping[str, Mapping[str, Text]] = {
    "state": {
        "draft": Text("đã đề nghị", "offered"),
        "consented": Text("đã đồng ý", "consented"),
        "sent": Text("đã gửi", "sent"),
        "accepted": Text("đã nhận", "accepted"),
        "attended": Text("đã đến", "attended"),
        "served": Text("đã được phục vụ", "served"),
        "confirmed": Text("được chị ấy xác nhận", "confirmed by the person"),
        "declined": Text("không nhận", "declined"),
        "no_show": Text("không đến", "did not come"),
        "refused_at_door": Text("bị từ chối tại cửa", "turned away"),
        "cancelled": Text("huỷ hẹn", "cancelled"),
        "revoked": Text("không đồng ý nữa", "no longer agrees"),
        "expired": Text("hết hạn", "expired"),
        "lost_contact": Text("mất liên lạc", "lost contact"),
        "moved": Text("chuyển đi", "moved away"),
        "detained": Text("bị giữ", "detained"),
    },
    "kind": {"condom": Text("bao cao su", "condoms"), "leaflet": Text("tờ rơi", "leaflets")},
    "sensitive_code": {"True": Text("có", "yes"), "False": Text("không", "no")},
    "package": {"True": Text("có", "yes"), "False": Text("không", "no")},
    "movement": {
        "received": Text("nhận về", "received"),
        "handed": Text("giao cho nhân viên", "handed to a worker"),
        "returned": Text("nhân viên trả lại", "brought back by a worker"),
        "lost": Text("mất, hỏng", "lost or damaged"),
        "expired": Text("hết hạn", "past its date"),
        "found": Text("thừa so với sổ", "found"),
    },
    "entry": {"in": Text("thu", "in"), "help": Text("chi hỗ trợ", "help given")},
    "meeting_kind": {
        "meeting": Text("sinh hoạt nhóm", "meeting of the group"),
        "talk": Text("chuyên đề", "session on a topic"),
        "training": Text("tập huấn", "training"),
    },
    "layer": {
        "core": Text("nòng cốt", "core"),
        "network": Text("mạng lưới", "network"),
        "regular": Text("sinh hoạt thường xuyên", "come regularly"),
    },
}


def value_in_words(column: str, value: object, language: str) -> str:
    """A value as a reader knows it; "trống" where there is none."""
    if value is None:
        return EMPTY.in_language(language)
    found = VALUE_WORDS.get(column, {}).get(str(value))
    return found.in_language(language) if found else str(value)


EMPTY = Text("trống", "empty")
