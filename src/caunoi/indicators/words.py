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
    "need_outcomes": Text("nhu cầu sau 30 ngày", "needs thirty days on"),
    "first_services": Text("lần được phục vụ đầu tiên của mỗi nhu cầu", "the first service of each need"),
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
    "noted_on": Text("ngày ghi nhận", "day it was noted"),
    "days_to_met": Text("số ngày đến khi được đáp ứng", "days until it was met"),
    "days": Text("số ngày chờ", "days of waiting"),
    "wait": Text("chờ bao lâu", "how long it took"),
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
}


def value_in_words(column: str, value: object, language: str) -> str:
    """A value as a reader knows it; "trống" where there is none."""
    if value is None:
        return EMPTY.in_language(language)
    found = VALUE_WORDS.get(column, {}).get(str(value))
    return found.in_language(language) if found else str(value)


EMPTY = Text("trống", "empty")
