"""Outreach: contacts, people reached, topics, materials, signposting."""

from datetime import date
from functools import partial

from caunoi.indicators.model import (
    DISTINCT_PEOPLE,
    ROWS,
    Disaggregation,
    Filter,
    Indicator,
    Sensitivity,
    Text,
    Unit,
    sum_of,
)

REVIEW = date(2027, 11, 15)
OWNER = "programme_officer"
SOURCE = Text("Sổ tiếp cận của câu lạc bộ", "The club's outreach records")
_counted = partial(Indicator, source=SOURCE, owner=OWNER, checked_by=None, next_review=REVIEW)

SWIT = Text("Sổ tay SWIT, trang 169", "SWIT handbook, page 169")

BY_SETTING = Disaggregation("setting", Text("Nơi gặp", "Setting"))
BY_TOPIC = Disaggregation("topic", Text("Nội dung trao đổi", "Topic"))
BY_KIND = Disaggregation("kind", Text("Loại vật phẩm", "Kind of material"))
BY_AGE_BAND = Disaggregation(
    "age_band",
    Text("Năm sinh", "Year of birth"),
    values=("2000", "1990", "1980", "1979"),
    ordered=True,
    titles={
        "2000": Text("Từ năm 2000", "2000 or later"),
        "1990": Text("1990–1999", "1990–1999"),
        "1980": Text("1980–1989", "1980–1989"),
        "1979": Text("Trước năm 1980", "Before 1980"),
    },
)
"""Cards keep a band of birth years, from which no age can be told; counts are cut by what is known."""
BY_UNIT_THEN = Disaggregation("unit", Text("Xã, phường như khi ấy", "Commune as it then was"))
BY_UNIT = Disaggregation("unit", Text("Xã, phường", "Commune"), in_units_of_a_day=True)

INDICATORS = (
    _counted(
        code="contacts",
        title=Text("Lượt tiếp cận", "Outreach contacts"),
        question=Text(
            "Trong kỳ có bao nhiêu lượt tiếp cận, ở những nơi nào? Một lần gặp ba người không có thẻ là ba lượt.",
            "How many contacts were made in the period, and where? Meeting three people without a card is three.",
        ),
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="contacts",
        measure=sum_of("people"),
        disaggregate_by=(BY_SETTING,),
    ),
    _counted(
        code="contacts_anonymous",
        title=Text("Lượt tiếp cận ẩn danh", "Anonymous contacts"),
        question=Text(
            "Trong số lượt tiếp cận, bao nhiêu lượt là với người không dùng thẻ? Không đổi được ra số người.",
            "How many of the contacts were with someone without a card? They cannot be turned into people.",
        ),
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="contacts",
        measure=sum_of("people"),
        filters=(Filter("pseudonym", "unknown"),),
        part_of="contacts",
    ),
    _counted(
        code="people_reached",
        title=Text("Người được tiếp cận", "People reached"),
        question=Text(
            "Bao nhiêu người có thẻ được gặp ít nhất một lần trong kỳ? Mỗi người chỉ tính một lần.",
            "How many card holders were met at least once in the period? Each is counted once.",
        ),
        unit=Unit.PERSON,
        sensitivity=Sensitivity.PEOPLE,
        fact="contacts",
        measure=DISTINCT_PEOPLE,
        disaggregate_by=(BY_AGE_BAND,),
        clause=SWIT,
        bounded_by=(("contacts",), ("contacts", "contacts_anonymous")),
    ),
    _counted(
        code="people_with_package",
        title=Text("Người nhận gói tiếp cận", "People reached with the package"),
        question=Text(
            "Bao nhiêu người có thẻ có ít nhất một lần gặp trong kỳ vừa trao đổi nội dung, vừa nhận vật phẩm?",
            "How many card holders had at least one contact in the period with both something talked about and material?",
        ),
        unit=Unit.PERSON,
        sensitivity=Sensitivity.PEOPLE,
        fact="contacts",
        measure=DISTINCT_PEOPLE,
        filters=(Filter("package", "is", True),),
        clause=SWIT,
        bounded_by=(("contacts",), ("contacts", "contacts_anonymous")),
        part_of="people_reached",
    ),
    _counted(
        code="topics",
        title=Text("Lượt trao đổi theo nội dung", "Topics talked about"),
        question=Text(
            "Mỗi nội dung được trao đổi trong bao nhiêu lượt? Một lượt có thể có nhiều nội dung.",
            "In how many contacts was each topic talked about? A contact may have several topics.",
        ),
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="contact_topics",
        measure=ROWS,
        disaggregate_by=(BY_TOPIC,),
    ),
    _counted(
        code="commodities",
        title=Text("Vật phẩm đã phát", "Materials handed out"),
        question=Text("Đã phát bao nhiêu vật phẩm mỗi loại?", "How many items of each kind were handed out?"),
        unit=Unit.ITEM,
        sensitivity=Sensitivity.PLAIN,
        fact="commodities",
        measure=sum_of("quantity"),
        disaggregate_by=(BY_KIND,),
    ),
    _counted(
        code="condoms",
        title=Text("Bao cao su đã phát", "Condoms handed out"),
        question=Text("Đã phát bao nhiêu bao cao su?", "How many condoms were handed out?"),
        unit=Unit.ITEM,
        sensitivity=Sensitivity.PLAIN,
        fact="commodities",
        measure=sum_of("quantity"),
        filters=(Filter("kind", "is", "condom"),),
        clause=SWIT,
    ),
    _counted(
        code="signposted",
        title=Text("Lượt giới thiệu", "Signposted"),
        question=Text(
            "Bao nhiêu lượt được chỉ nơi có dịch vụ mà không theo tiếp? Không phải là chuyển gửi.",
            "How often was someone told where a service is, without follow-up? This is not a referral.",
        ),
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="contacts",
        measure=sum_of("signposted"),
    ),
)

AT_HOME = (
    _counted(
        code="contacts_by_unit_then",
        title=Text("Lượt tiếp cận theo xã, phường khi ấy", "Contacts by commune as it then was"),
        question=Text(
            "Trong kỳ có bao nhiêu lượt tiếp cận ở mỗi xã, phường, theo tên và địa giới vào ngày gặp?",
            "How many contacts were made in each commune, by its name and borders on the day?",
        ),
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="contacts",
        measure=sum_of("people"),
        disaggregate_by=(BY_UNIT_THEN,),
        stays=True,
    ),
    _counted(
        code="contacts_by_unit",
        title=Text("Lượt tiếp cận theo xã, phường của ngày đã chọn", "Contacts by commune of the day chosen"),
        question=Text(
            "Cũng những lượt ấy, theo các xã, phường của ngày đã chọn: là bao nhiêu ở mỗi nơi?",
            "The same contacts in the communes of the day chosen: how many are they in each?",
        ),
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="contacts",
        measure=sum_of("people"),
        disaggregate_by=(BY_UNIT,),
        stays=True,
    ),
    _counted(
        code="people_reached_by_unit",
        title=Text(
            "Người được tiếp cận theo xã, phường của ngày đã chọn", "People reached by commune of the day chosen"
        ),
        question=Text(
            "Bao nhiêu người có thẻ được gặp trong kỳ, mỗi người tính ở nơi gặp lần cuối?",
            "How many card holders were met in the period, each counted where she was met last?",
        ),
        unit=Unit.PERSON,
        sensitivity=Sensitivity.PEOPLE,
        fact="contacts",
        measure=DISTINCT_PEOPLE,
        disaggregate_by=(BY_UNIT,),
        stays=True,
    ),
)
"""By commune: the club's own planning. Where somebody was met is never released."""
