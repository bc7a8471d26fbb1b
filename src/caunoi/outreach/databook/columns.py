"""Words that head the columns of a databook and that stand in its cells. Tone marks and capitals make no difference."""

from collections.abc import Mapping
from typing import TypeVar

from caunoi.lib.vietnamese_text import fold
from caunoi.look.workbooks.headers import Words
from caunoi.outreach.choices import Commodity, Setting, Topic

Kind = TypeVar("Kind", bound=str)

GIVEN: dict[Commodity, tuple[str, ...]] = {
    Commodity.CONDOM: ("bao cao su", "bcs", "condoms", "condom"),
    Commodity.LUBRICANT: ("chất bôi trơn", "bôi trơn", "cbt", "gel", "lubricant"),
    Commodity.NEEDLE: ("bơm kim tiêm sạch", "bơm kim tiêm", "bkt", "kim tiêm", "clean needles", "needles"),
    Commodity.SELF_TEST: ("bộ tự xét nghiệm", "tự xét nghiệm", "que thử", "self-test kits", "self-test", "self test"),
    Commodity.LEAFLET: ("tờ rơi", "tài liệu", "leaflets", "leaflet"),
    Commodity.HYGIENE: ("gói vệ sinh", "đồ vệ sinh", "bộ vệ sinh", "hygiene kits", "hygiene kit"),
}
TALKED: dict[Topic, tuple[str, ...]] = {
    Topic.HEALTH: ("sức khoẻ sinh sản", "skss", "sức khoẻ", "reproductive health", "health"),
    Topic.INFECTIONS: ("phòng các bệnh lây", "phòng bệnh", "bệnh lây", "preventing infections", "infections"),
    Topic.CONTRACEPTION: ("tránh thai", "contraception"),
    Topic.VIOLENCE: ("bạo lực và an toàn", "an toàn", "violence and safety", "safety"),
    Topic.RIGHTS: ("quyền và pháp luật", "pháp luật", "quyền", "rights and law", "rights"),
    Topic.HARM_REDUCTION: ("giảm hại", "harm reduction"),
    Topic.PAPERS: ("giấy tờ và bảo hiểm", "giấy tờ", "bảo hiểm", "papers and insurance", "papers"),
    Topic.WORK: (
        "việc làm, học nghề, vay vốn", "việc làm", "học nghề", "vay vốn", "work, training and loans", "work", "training",
        "loans",
    ),
    Topic.FEELINGS: ("lo lắng và cảm xúc", "cảm xúc", "tâm lý", "tâm sự", "worries and feelings", "feelings"),
}  # fmt: skip
PLACES: dict[Setting, tuple[str, ...]] = {
    Setting.STREET: ("ngoài trời", "đường phố", "ngoài đường", "công viên", "outdoors", "street"),
    Setting.VENUE: ("ở nơi làm việc", "nơi làm việc", "tại nơi làm việc", "quán", "nhà hàng", "karaoke", "at a workplace",
                    "workplace", "venue"),
    Setting.HOME: ("ở nhà", "tại nhà", "nhà", "nhà trọ", "phòng trọ", "at home", "home"),
    Setting.CLUB: ("ở nơi sinh hoạt", "nơi sinh hoạt", "câu lạc bộ", "clb", "at the meeting place", "club"),
    Setting.PHONE: ("qua điện thoại", "điện thoại", "gọi điện", "đt", "by telephone", "telephone", "phone"),
    Setting.ONLINE: ("trên mạng", "mạng", "trực tuyến", "zalo", "facebook", "online"),
}  # fmt: skip
ANONYMOUS = frozenset(
    map(
        fold,
        ("ẩn danh", "không thẻ", "không có thẻ", "ko thẻ", "chưa có thẻ", "0", "-", "anonymous", "none", "no card"),
    )
)

HEADINGS: Words = {
    "club": ("câu lạc bộ", "clb", "tên câu lạc bộ", "nhóm", "tên nhóm", "club", "group"),
    "peer": (
        "đồng đẳng viên", "đđv", "cộng tác viên", "ctv", "tên gọi", "nhân viên tiếp cận", "người làm", "người tiếp cận",
        "tên đồng đẳng viên", "mã đồng đẳng viên", "peer", "peer worker", "peer handle", "handle", "worker",
    ),
    "card": ("mã thẻ", "số thẻ", "thẻ", "thẻ số", "mã số thẻ", "mã số", "mã", "card", "card number", "card code", "code"),
    "people": (
        "số người không có thẻ", "số người", "không có thẻ", "ẩn danh", "số người ẩn danh", "số người tiếp cận", "số lượng người",
        "people", "number of people", "anonymous", "anonymous count", "people without a card",
    ),
    "setting": ("nơi gặp", "nơi tiếp cận", "địa điểm", "địa điểm gặp", "ở đâu", "hình thức", "setting", "where", "place"),
    "commune": ("xã phường", "phường xã", "xã, phường", "phường", "xã", "địa bàn", "commune", "ward", "commune or ward"),
    "on": (
        "ngày", "ngày gặp", "ngày tiếp cận", "ngày tháng", "ngày tháng năm", "thời gian", "ngày hoặc tuần", "ngày tuần",
        "tuần", "date", "day", "week", "date or week",
    ),
    "signposted": ("giới thiệu", "có giới thiệu", "đã giới thiệu", "giới thiệu dịch vụ", "signposted", "told where"),
    "occurrence": ("lần thứ", "lần", "which time", "time", "occurrence"),
    "violence": ("bạo lực", "bị bạo lực", "gặp bạo lực", "có bị bạo lực", "violence", "met violence"),
    "topics": ("nội dung", "nội dung trao đổi", "nội dung tiếp cận", "chủ đề", "topics", "talked about", "what you talked about"),
    "given": ("vật phẩm", "vật phẩm đã phát", "vật phẩm phát", "đã phát", "commodities", "given"),
    **{f"given_{kind}": words for kind, words in GIVEN.items()},
    **{
        f"talked_{topic}": (*words, *(f"{head} {word}" for head in ("nội dung", "nội dung trao đổi") for word in words))
        for topic, words in TALKED.items()
    },
    "mend": ("cần sửa", "to mend"),
    "row": ("stt", "tt", "số thứ tự", "no"),
}  # fmt: skip
"""`mend` and `row` are known so that nothing else is made of them."""


def lookup(words: Mapping[Kind, tuple[str, ...]]) -> dict[str, Kind]:
    """Each word with its tone marks dropped, and what it means."""
    return {fold(word): kind for kind, known in words.items() for word in known}
