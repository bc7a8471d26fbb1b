"""The three pilot models as Decision 361/QĐ-TTg of 7 March 2016 words them (some sources print the year wrongly as 2017)."""

from typing import NamedTuple


class Wording(NamedTuple):
    code: str
    version: int
    name_vi: str
    name_en: str
    instrument: str


DECISION_361 = "Quyết định 361/QĐ-TTg ngày 7/3/2016"
MODELS = (
    Wording(
        "M1",
        1,
        "Cung cấp dịch vụ hỗ trợ tại cộng đồng và trung tâm công tác xã hội",
        "Support services in the community and at social-work centres",
        DECISION_361,
    ),
    Wording(
        "M2",
        1,
        "Bảo đảm quyền của người lao động trong các cơ sở kinh doanh dịch vụ",
        "Labour rights in entertainment establishments",
        DECISION_361,
    ),
    Wording(
        "M3",
        1,
        "Tăng cường năng lực của nhóm đồng đẳng, nhóm tự lực, câu lạc bộ",
        "Capacity of peer groups, self-help groups and clubs",
        DECISION_361,
    ),
)
