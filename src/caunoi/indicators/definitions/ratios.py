"""Ratios: one count divided by another, worked out from what is shown. Some have nobody who counted the denominator."""

from datetime import date
from functools import partial

from caunoi.indicators.model import Ratio, Text

REVIEW = date(2027, 11, 15)
OWNER = "programme_officer"
SOURCE = Text("Tính từ hai số đã nêu", "Worked out from two numbers that are shown")
SWIT = Text("Sổ tay SWIT, trang 169", "SWIT handbook, page 169")


_ratio = partial(Ratio, source=SOURCE, owner=OWNER, checked_by=None, next_review=REVIEW)


OVERLAP = "share_with_card_elsewhere"
"""Beside sums of people across clubs: how many of a hundred may be in two of them."""
RATIOS = (
    _ratio(
        code=OVERLAP,
        title=Text("Tỷ lệ có thể trùng người", "Share of people who may be counted twice"),
        question=Text(
            "Trong 100 người trả lời, bao nhiêu người có thẻ của nơi khác nữa?",
            "Of 100 people who answered, how many have a card of another place too?",
        ),
        numerator="people_with_card_elsewhere",
        denominator="people_asked_elsewhere",
        of_what=Text("người có thẻ trả lời có hoặc không trong kỳ", "card holders who said yes or no in the period"),
    ),
    _ratio(
        code="share_needs_met_in_30_days",
        title=Text("Tỷ lệ nhu cầu được đáp ứng trong 30 ngày", "Share of needs met within 30 days"),
        question=Text(
            "Trong 100 nhu cầu, bao nhiêu được đáp ứng trong 30 ngày?",
            "Of 100 needs, how many were met within 30 days?",
        ),
        numerator="needs_met_in_30_days",
        denominator="needs_due",
        of_what=Text("nhu cầu mà ngày thứ 30 rơi vào kỳ này", "needs whose thirtieth day lies in this period"),
    ),
    _ratio(
        code="share_with_need_served",
        title=Text("Người được phục vụ so với người có nhu cầu", "People served beside people with a need"),
        question=Text(
            "So với số người có nhu cầu ghi trong kỳ, số người được phục vụ trong kỳ là bao nhiêu phần trăm?",
            "Beside the people with a need noted in the period, how many per cent were served in it?",
        ),
        numerator="people_served",
        denominator="people_with_need",
        of_what=Text("người có thẻ có nhu cầu ghi trong kỳ", "card holders with a need noted in the period"),
        of_the_same=False,
        clause=Text("Chỉ tiêu 100 % người có nhu cầu", "Target: 100 % of people with a need"),
    ),
    _ratio(
        code="share_accepted",
        title=Text("Lượt được nhận so với lượt đã gửi", "Accepted beside sent"),
        question=Text(
            "So với số chuyển gửi đã gửi trong kỳ, số được nhận trong kỳ là bao nhiêu phần trăm?",
            "Beside the referrals sent in the period, how many per cent were accepted in it?",
        ),
        numerator="referrals_accepted",
        denominator="referrals_sent",
        of_what=Text("chuyển gửi đã gửi trong kỳ", "referrals sent in the period"),
        of_the_same=False,
    ),
    _ratio(
        code="share_attended",
        title=Text("Lượt đã đến so với lượt được nhận", "Attended beside accepted"),
        question=Text(
            "So với số chuyển gửi được nhận trong kỳ, số lượt đã đến nơi trong kỳ là bao nhiêu phần trăm?",
            "Beside the referrals accepted in the period, how many per cent arrived in it?",
        ),
        numerator="referrals_attended",
        denominator="referrals_accepted",
        of_what=Text("chuyển gửi được nhận trong kỳ", "referrals accepted in the period"),
        of_the_same=False,
    ),
    _ratio(
        code="share_served",
        title=Text("Lượt được phục vụ so với lượt đã đến", "Served beside attended"),
        question=Text(
            "So với số lượt đã đến nơi trong kỳ, số được phục vụ trong kỳ là bao nhiêu phần trăm?",
            "Beside the arrivals in the period, how many per cent were served in it?",
        ),
        numerator="referrals_served",
        denominator="referrals_attended",
        of_what=Text("chuyển gửi đã đến nơi trong kỳ", "referrals that arrived in the period"),
        of_the_same=False,
    ),
    _ratio(
        code="share_confirmed",
        title=Text("Lượt được xác nhận so với lượt được phục vụ", "Confirmed beside served"),
        question=Text(
            "So với số lượt được phục vụ trong kỳ, số được chính chị ấy xác nhận là bao nhiêu phần trăm?",
            "Beside the services given in the period, how many per cent did the person herself confirm?",
        ),
        numerator="referrals_confirmed",
        denominator="referrals_served",
        of_what=Text("chuyển gửi được phục vụ trong kỳ", "referrals served in the period"),
        of_the_same=False,
    ),
    _ratio(
        code="share_of_estimate_reached",
        title=Text("Tỷ lệ bao phủ", "Coverage"),
        question=Text(
            "Trong số người ước tính có mặt, bao nhiêu phần trăm được tiếp cận trong kỳ?",
            "Of the people estimated to be there, how many per cent were reached in the period?",
        ),
        numerator="people_reached",
        denominator=None,
        of_what=Text(
            "số người ước tính, theo một ước tính được nêu tên", "people estimated, by an estimate that is named"
        ),
        clause=SWIT,
    ),
    _ratio(
        code="share_of_estimate_with_package",
        title=Text("Tỷ lệ nhận gói tiếp cận", "Coverage with the package"),
        question=Text(
            "Trong số người ước tính có mặt, bao nhiêu phần trăm nhận gói tiếp cận trong kỳ?",
            "Of the people estimated to be there, how many per cent were reached with the package in the period?",
        ),
        numerator="people_with_package",
        denominator=None,
        of_what=Text(
            "số người ước tính, theo một ước tính được nêu tên", "people estimated, by an estimate that is named"
        ),
        clause=SWIT,
    ),
    _ratio(
        code="share_of_condoms_required",
        title=Text("Bao cao su đã phát so với số cần", "Condoms handed out beside what is required"),
        question=Text(
            "Số bao cao su đã phát là bao nhiêu phần trăm của số cần dùng?",
            "How many per cent of the condoms required were handed out?",
        ),
        numerator="condoms",
        denominator=None,
        of_what=Text("số bao cao su cần dùng, chưa ai xác định", "condoms required, which nobody has worked out"),
        of_the_same=False,
        clause=SWIT,
    ),
)
