"""Materials as the books hold them, and the emergency fund in đồng. What is handed out stands with outreach."""

from datetime import date
from functools import partial

from caunoi.indicators.definitions.outreach import BY_KIND, SWIT
from caunoi.indicators.model import ROWS, Filter, Indicator, Sensitivity, Text, Unit, sum_of

_plain = partial(
    Indicator,
    sensitivity=Sensitivity.PLAIN,
    owner="programme_officer",
    checked_by=None,
    next_review=date(2027, 11, 15),
)
_of_stock = partial(_plain, source=Text("Sổ vật phẩm của câu lạc bộ", "The club's stock book"))
_of_fund = partial(_plain, source=Text("Sổ quỹ khẩn cấp của câu lạc bộ", "The club's emergency fund book"))

INDICATORS = (
    _of_stock(
        code="stock_received",
        title=Text("Vật phẩm đã nhận", "Materials received"),
        question=Text(
            "Trong kỳ câu lạc bộ nhận bao nhiêu vật phẩm mỗi loại?",
            "How many items of each kind did the club receive in the period?",
        ),
        unit=Unit.ITEM,
        fact="stock_moves",
        measure=sum_of("quantity"),
        filters=(Filter("movement", "is", "received"),),
        disaggregate_by=(BY_KIND,),
    ),
    _of_stock(
        code="stock_left",
        title=Text("Vật phẩm còn lại", "Materials left"),
        question=Text(
            "Theo sổ, vào ngày cuối kỳ còn bao nhiêu vật phẩm mỗi loại?",
            "By the books, how many items of each kind are left on the last day of the period?",
        ),
        unit=Unit.ITEM,
        fact="stock_levels",
        measure=sum_of("left"),
        adds_over_months=False,
        disaggregate_by=(BY_KIND,),
    ),
    _of_stock(
        code="stock_outs",
        title=Text("Loại vật phẩm có lúc hết", "Kinds of material that ran out"),
        question=Text(
            "Bao nhiêu loại vật phẩm có ít nhất một ngày trong kỳ không còn gì theo sổ? Mỗi loại của mỗi câu lạc bộ là một trường hợp.",
            "How many kinds of material had at least one day with nothing left by the books? Each kind in each club is one case.",
        ),
        unit=Unit.CASE,
        fact="stock_levels",
        measure=ROWS,
        filters=(Filter("days_out", "at_least", 1),),
        adds_over_months=False,
        disaggregate_by=(BY_KIND,),
        clause=SWIT,
    ),
    _of_fund(
        code="fund_received",
        title=Text("Tiền nhận vào quỹ khẩn cấp", "Money received by the emergency fund"),
        question=Text(
            "Trong kỳ quỹ khẩn cấp nhận bao nhiêu đồng?", "How many đồng did the emergency fund receive in the period?"
        ),
        unit=Unit.DONG,
        fact="fund_entries",
        measure=sum_of("amount"),
        filters=(Filter("entry", "is", "in"),),
    ),
    _of_fund(
        code="fund_help",
        title=Text("Tiền hỗ trợ từ quỹ khẩn cấp", "Help given from the emergency fund"),
        question=Text(
            "Trong kỳ quỹ khẩn cấp hỗ trợ bao nhiêu đồng? Không nêu cho ai.",
            "How many đồng of help did the emergency fund give in the period? For whom is never said.",
        ),
        unit=Unit.DONG,
        fact="fund_entries",
        measure=sum_of("amount"),
        filters=(Filter("entry", "is", "help"),),
    ),
)
