"""Needs and referrals. A referral is not a service: each step reached is an indicator of its own."""

from datetime import date
from functools import partial

from caunoi.indicators.model import (
    DISTINCT_PEOPLE,
    DISTINCT_REFERRALS,
    ROWS,
    Disaggregation,
    Filter,
    Indicator,
    Median,
    Sensitivity,
    Text,
    Unit,
)

REVIEW = date(2027, 11, 15)
OWNER = "programme_officer"
SOURCE = Text("Sổ nhu cầu và chuyển gửi của câu lạc bộ", "The club's records of needs and referrals")
_counted = partial(Indicator, source=SOURCE, owner=OWNER, checked_by=None, next_review=REVIEW)

BY_SERVICE_GROUP = Disaggregation(
    "group",
    Text("Nhóm dịch vụ", "Service group"),
    values=("legal", "psychological", "violence", "health", "hiv", "education", "work", "loan", "welfare"),
    sensitive={"hiv": "health", "violence": "psychological"},
    sensitive_flag="sensitive_code",
    titles={
        "hiv": Text("Dịch vụ y tế chuyên khoa", "Specialised health services"),
        "violence": Text("Hỗ trợ khi bị bạo lực", "Support after violence"),
    },
)


BY_HOW_IT_ENDED = Disaggregation(
    "state",
    Text("Kết thúc thế nào", "How it ended"),
    values=("declined", "no_show", "refused_at_door", "cancelled", "revoked", "expired", "lost_contact", "moved"),
    sensitive={"detained": "lost_contact"},
    titles={
        "declined": Text("Đơn vị không nhận", "Declined by the provider"),
        "no_show": Text("Không đến", "Did not come"),
        "refused_at_door": Text("Đến nhưng bị từ chối", "Came but was turned away"),
        "cancelled": Text("Huỷ hẹn", "Cancelled"),
        "revoked": Text("Chị ấy không đồng ý nữa", "She no longer agrees"),
        "expired": Text("Hết hạn", "Expired"),
        "lost_contact": Text("Mất liên lạc", "Lost contact"),
        "moved": Text("Chuyển đi nơi khác", "Moved away"),
        "detained": Text("Bị giữ", "Detained"),
    },
)
BY_REASON = Disaggregation(
    "reason",
    Text("Lý do", "Reason"),
    titles={
        "missing_papers": Text("Thiếu giấy tờ", "Papers are missing"),
        "residence": Text("Cư trú nơi khác", "Lives elsewhere"),
        "insurance": Text("Không có bảo hiểm", "No insurance"),
        "cost": Text("Chi phí", "Cost"),
        "waiting_list": Text("Phải chờ hoặc hết chỗ", "Waiting list or full"),
        "not_offered": Text("Nơi này không làm dịch vụ đó", "Not offered there"),
        "treated_badly": Text("Bị đối xử không tốt", "Was treated badly"),
        "fear": Text("Sợ người khác biết", "Afraid that others will know"),
        "no_time": Text("Không có thời gian hoặc đường xa", "Time or distance"),
        "other": Text("Lý do khác", "Another reason"),
    },
)
BY_WAIT = Disaggregation(
    "wait",
    Text("Chờ bao lâu", "How long it took"),
    values=("week", "month", "quarter", "longer"),
    ordered=True,
    titles={
        "week": Text("Trong 7 ngày", "Within 7 days"),
        "month": Text("8–30 ngày", "8–30 days"),
        "quarter": Text("31–90 ngày", "31–90 days"),
        "longer": Text("Trên 90 ngày", "More than 90 days"),
    },
)
LOST = (*BY_HOW_IT_ENDED.values, "detained")
TURNED_AWAY = ("declined", "cancelled", "refused_at_door")
DUE = Text(
    "Những nhu cầu mà ngày thứ 30 sau khi ghi rơi vào kỳ này.",
    "Needs whose thirtieth day after being noted lies in this period.",
)


def _step(code: str, state: str, title: Text, question: Text) -> Indicator:
    """Referrals that reached a state in the period, each counted once however often it got there."""
    return _counted(
        code=code,
        title=title,
        question=question,
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="referral_steps",
        measure=DISTINCT_REFERRALS,
        filters=(Filter("state", "is", state),),
        disaggregate_by=(BY_SERVICE_GROUP,),
    )


def _late(code: str, states: tuple[str, ...], title: Text, question: Text) -> Indicator:
    """The same for steps of periods that were closed before they were told: a line of its own, added to nothing."""
    return _counted(
        code=code,
        title=Text(f"Bổ sung kỳ trước: {title.vi}", f"Supplement to earlier periods: {title.en}"),
        question=Text(
            f"Ở những kỳ đã chốt, {question.vi} mà nay mới biết? Không cộng vào số của kỳ này.",
            f"In periods closed before, {question.en}, as was told only now? Not part of this period's numbers.",
        ),
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="late_steps",
        measure=DISTINCT_REFERRALS,
        filters=(Filter("state", "one_of", states),),
    )


INDICATORS = (
    _counted(
        code="needs",
        title=Text("Nhu cầu được ghi nhận", "Needs noted"),
        question=Text(
            "Trong kỳ ghi nhận bao nhiêu nhu cầu, theo nhóm dịch vụ, kể cả khi chưa có dịch vụ?",
            "How many needs were noted in the period, by service group, also where no service exists yet?",
        ),
        unit=Unit.CASE,
        sensitivity=Sensitivity.PLAIN,
        fact="needs",
        measure=ROWS,
        disaggregate_by=(BY_SERVICE_GROUP,),
    ),
    _counted(
        code="people_with_need",
        title=Text("Người có nhu cầu", "People with a need"),
        question=Text(
            "Bao nhiêu người có thẻ có ít nhất một nhu cầu được ghi nhận trong kỳ?",
            "How many card holders had at least one need noted in the period?",
        ),
        unit=Unit.PERSON,
        sensitivity=Sensitivity.PEOPLE,
        fact="needs",
        measure=DISTINCT_PEOPLE,
        bounded_by=(("needs",),),
    ),
    _counted(
        code="people_served",
        title=Text("Người có nhu cầu đã được phục vụ", "People with a need served"),
        question=Text(
            "Bao nhiêu người có thẻ đã được phục vụ ít nhất một lần trong kỳ qua chuyển gửi cho một nhu cầu?",
            "How many card holders were served at least once in the period through a referral for a need?",
        ),
        unit=Unit.PERSON,
        sensitivity=Sensitivity.PEOPLE,
        fact="referral_steps",
        measure=DISTINCT_PEOPLE,
        filters=(Filter("state", "is", "served"), Filter("need", "known")),
        bounded_by=(("referrals_served",),),
    ),
    _step(
        "referrals_offered",
        "draft",
        Text("Lượt chuyển gửi được đề nghị", "Referrals offered"),
        Text("Bao nhiêu chuyển gửi được soạn và đề nghị?", "How many referrals were drafted and offered?"),
    ),
    _step(
        "referrals_consented",
        "consented",
        Text("Lượt chuyển gửi đã đồng ý", "Referrals consented to"),
        Text("Bao nhiêu chuyển gửi được người có nhu cầu đồng ý?", "How many referrals did the person agree to?"),
    ),
    _step(
        "referrals_sent",
        "sent",
        Text("Lượt chuyển gửi đã gửi", "Referrals sent"),
        Text("Bao nhiêu chuyển gửi đã gửi đến đơn vị?", "How many referrals were sent to a provider?"),
    ),
    _step(
        "referrals_accepted",
        "accepted",
        Text("Lượt chuyển gửi đã nhận", "Referrals accepted"),
        Text("Bao nhiêu chuyển gửi được đơn vị nhận?", "How many referrals did a provider accept?"),
    ),
    _step(
        "referrals_attended",
        "attended",
        Text("Lượt chuyển gửi đã đến", "Referrals attended"),
        Text("Bao nhiêu lần người được chuyển gửi đã đến nơi?", "For how many referrals did the person arrive?"),
    ),
    _step(
        "referrals_served",
        "served",
        Text("Lượt chuyển gửi đã được phục vụ", "Referrals served"),
        Text(
            "Bao nhiêu chuyển gửi dẫn đến việc được phục vụ, theo nguồn ghi ở từng bước?",
            "How many referrals led to the service being given, by the source noted at each step?",
        ),
    ),
    _step(
        "referrals_confirmed",
        "confirmed",
        Text("Lượt chuyển gửi được người được hỗ trợ xác nhận", "Referrals confirmed by the person"),
        Text(
            "Bao nhiêu chuyển gửi được chính người được hỗ trợ xác nhận?",
            "For how many referrals did the person herself confirm the service?",
        ),
    ),
    _counted(
        code="referrals_lost",
        title=Text("Lượt chuyển gửi không thành", "Referrals that led nowhere"),
        question=Text(
            "Bao nhiêu chuyển gửi dừng lại trước khi được phục vụ, và dừng thế nào?",
            "How many referrals stopped before a service was given, and how?",
        ),
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="referral_steps",
        measure=DISTINCT_REFERRALS,
        filters=(Filter("state", "one_of", LOST),),
        disaggregate_by=(BY_HOW_IT_ENDED,),
    ),
    _counted(
        code="referrals_turned_away",
        title=Text("Lý do không được nhận", "Reasons for being turned away"),
        question=Text(
            "Khi đơn vị không nhận, từ chối tại cửa hoặc hẹn bị huỷ: lý do gì?",
            "When a provider declined, turned her away or an appointment was cancelled: why?",
        ),
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="referral_steps",
        measure=DISTINCT_REFERRALS,
        filters=(Filter("state", "one_of", TURNED_AWAY),),
        part_of="referrals_lost",
        disaggregate_by=(BY_REASON,),
    ),
    _counted(
        code="needs_due",
        title=Text("Nhu cầu đã qua 30 ngày", "Needs thirty days on"),
        question=DUE,
        unit=Unit.CASE,
        sensitivity=Sensitivity.PLAIN,
        fact="need_outcomes",
        measure=ROWS,
    ),
    _counted(
        code="needs_met_in_30_days",
        title=Text("Nhu cầu được đáp ứng trong 30 ngày", "Needs met within 30 days"),
        question=Text(
            "Trong những nhu cầu đã qua 30 ngày, bao nhiêu được đáp ứng trong 30 ngày ấy?",
            "Of the needs thirty days on, how many were met within those thirty days?",
        ),
        unit=Unit.CASE,
        sensitivity=Sensitivity.PLAIN,
        fact="need_outcomes",
        measure=ROWS,
        filters=(Filter("days_to_met", "at_most", 30),),
    ),
    _counted(
        code="first_services",
        title=Text("Nhu cầu được phục vụ lần đầu", "Needs served for the first time"),
        question=Text(
            "Bao nhiêu nhu cầu được phục vụ lần đầu trong kỳ, sau bao lâu kể từ khi ghi nhận?",
            "How many needs were served for the first time in the period, how long after being noted?",
        ),
        unit=Unit.CASE,
        sensitivity=Sensitivity.PLAIN,
        fact="first_services",
        measure=ROWS,
        disaggregate_by=(BY_WAIT,),
    ),
    _late(
        "late_accepted",
        ("accepted",),
        Text("lượt chuyển gửi đã nhận", "referrals accepted"),
        Text("bao nhiêu chuyển gửi đã được đơn vị nhận", "how many referrals did a provider accept"),
    ),
    _late(
        "late_attended",
        ("attended",),
        Text("lượt chuyển gửi đã đến", "referrals attended"),
        Text("bao nhiêu lần người được chuyển gửi đã đến nơi", "for how many referrals did the person arrive"),
    ),
    _late(
        "late_served",
        ("served",),
        Text("lượt chuyển gửi đã được phục vụ", "referrals served"),
        Text("bao nhiêu chuyển gửi đã dẫn đến việc được phục vụ", "how many referrals led to the service being given"),
    ),
    _late(
        "late_confirmed",
        ("confirmed",),
        Text("lượt chuyển gửi được xác nhận", "referrals confirmed by the person"),
        Text("bao nhiêu chuyển gửi được chính người được hỗ trợ xác nhận", "how many did the person herself confirm"),
    ),
    _late(
        "late_lost",
        LOST,
        Text("lượt chuyển gửi không thành", "referrals that led nowhere"),
        Text("bao nhiêu chuyển gửi đã dừng trước khi được phục vụ", "how many stopped before a service was given"),
    ),
)

MEDIANS = (
    Median(
        code="median_days_to_first_service",
        title=Text("Số ngày chờ ở giữa", "Median days to the first service"),
        question=Text(
            "Một nửa số nhu cầu được phục vụ lần đầu trong kỳ phải chờ không quá bao nhiêu ngày?",
            "Half of the needs served for the first time in the period waited no longer than how many days?",
        ),
        fact="first_services",
        column="days",
        source=SOURCE,
        owner=OWNER,
        checked_by=None,
        next_review=REVIEW,
    ),
)
