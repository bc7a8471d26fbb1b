"""Clubs and groups: members by how closely they belong, meetings, visits, training, and the load of workers."""

from datetime import date
from functools import partial

from caunoi.indicators.definitions.outreach import SWIT
from caunoi.indicators.model import (
    DISTINCT_PEOPLE,
    ROWS,
    Disaggregation,
    Filter,
    Indicator,
    Median,
    Sensitivity,
    Text,
    Unit,
    sum_of,
)

OWNER, REVIEW = "programme_officer", date(2027, 11, 15)
_indicator = partial(
    Indicator,
    source=Text("Sổ sinh hoạt của câu lạc bộ, nhóm", "The records of the club or group"),
    owner=OWNER,
    checked_by=None,
    next_review=REVIEW,
)

BY_LAYER = Disaggregation(
    "layer",
    Text("Mức gắn bó", "How closely they belong"),
    values=("core", "network", "regular"),
    titles={
        "core": Text("Nòng cốt", "Core members"),
        "network": Text("Mạng lưới", "Network members"),
        "regular": Text("Sinh hoạt thường xuyên", "Come regularly"),
    },
)
BY_MEETING_KIND = Disaggregation(
    "meeting_kind",
    Text("Loại buổi", "Kind of meeting"),
    values=("meeting", "talk", "training"),
    titles={
        "meeting": Text("Sinh hoạt nhóm", "Meetings of the group"),
        "talk": Text("Chuyên đề", "Sessions on a topic"),
        "training": Text("Tập huấn đồng đẳng viên và trưởng nhóm", "Training of peers and leads"),
    },
)

INDICATORS = (
    _indicator(
        code="members",
        title=Text("Thành viên câu lạc bộ, nhóm", "Members of clubs and groups"),
        question=Text(
            "Vào ngày cuối kỳ, bao nhiêu người có thẻ là thành viên, gắn bó đến mức nào? Người chỉ đến dự không tính ở đây.",
            "How many card holders belong on the last day of the period, and how closely? Attending alone is not belonging.",
        ),
        unit=Unit.PERSON,
        sensitivity=Sensitivity.PEOPLE,
        fact="memberships",
        measure=DISTINCT_PEOPLE,
        disaggregate_by=(BY_LAYER,),
    ),
    _indicator(
        code="meetings",
        title=Text("Buổi sinh hoạt và tập huấn", "Meetings and training"),
        question=Text(
            "Trong kỳ có bao nhiêu buổi sinh hoạt, chuyên đề và tập huấn?",
            "How many meetings, sessions on a topic and training sessions were held in the period?",
        ),
        unit=Unit.SESSION,
        sensitivity=Sensitivity.PLAIN,
        fact="meetings",
        measure=ROWS,
        disaggregate_by=(BY_MEETING_KIND,),
    ),
    _indicator(
        code="meeting_visits",
        title=Text("Lượt tham gia sinh hoạt và tập huấn", "Visits to meetings and training"),
        question=Text(
            "Bao nhiêu lượt tham gia các buổi ấy, có thẻ và không có thẻ?",
            "How many visits were there to these meetings, with a card or without?",
        ),
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="meetings",
        measure=sum_of("attended"),
        disaggregate_by=(BY_MEETING_KIND,),
    ),
    _indicator(
        code="people_at_meetings",
        title=Text("Người tham gia sinh hoạt và tập huấn", "People at meetings and training"),
        question=Text(
            "Bao nhiêu người có thẻ tham gia ít nhất một buổi trong kỳ?",
            "How many card holders came to at least one meeting in the period?",
        ),
        unit=Unit.PERSON,
        sensitivity=Sensitivity.PEOPLE,
        fact="meeting_visits",
        measure=DISTINCT_PEOPLE,
        bounded_by=(("meeting_visits",),),
    ),
    _indicator(
        code="trainings",
        title=Text("Buổi tập huấn đồng đẳng viên và trưởng nhóm", "Training of peers and leads"),
        question=Text(
            "Trong các buổi ấy, bao nhiêu buổi là tập huấn đồng đẳng viên và trưởng nhóm?",
            "How many of these sessions trained peers and leads?",
        ),
        unit=Unit.SESSION,
        sensitivity=Sensitivity.PLAIN,
        fact="meetings",
        measure=ROWS,
        filters=(Filter("meeting_kind", "is", "training"),),
        clause=SWIT,
    ),
)

MEDIANS = (
    Median(
        code="median_people_per_worker",
        title=Text("Số người ở giữa mà một đồng đẳng viên phụ trách", "Median number of people per worker"),
        question=Text(
            "Vào ngày cuối kỳ, một nửa số nhân viên phụ trách không quá bao nhiêu người? Sổ tay khuyên khoảng 50.",
            "On the last day of the period, half of the workers look after no more than how many people? The handbook advises about 50.",
        ),
        unit=Unit.PERSON,
        fact="caseloads",
        column="in_charge",
        source=Text("Danh sách phân công của câu lạc bộ", "The club's own record of who looks after whom"),
        clause=SWIT,
        owner=OWNER,
        checked_by=None,
        next_review=REVIEW,
    ),
)
