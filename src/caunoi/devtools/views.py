"""The component page: every part of the look at once, with made-up everyday content."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caunoi.look.tables import Column, Link, Table

TOPICS = [("health", "Chăm sóc sức khoẻ"), ("law", "Giấy tờ, pháp lý"), ("work", "Học nghề, tìm việc")]
PLACES = [("", "Chọn một nơi"), ("1", "Trạm y tế phường Hồng Hà"), ("2", "Trung tâm trợ giúp pháp lý tỉnh Quảng Ninh")]


class Sample(forms.Form):
    """One of each kind of field."""

    when = forms.DateField(label="Ngày gặp", help_text="Ví dụ: 27/3/2026", initial=date(2026, 3, 27))
    count = forms.IntegerField(label="Số buổi", min_value=0, help_text="Đếm cả buổi bị hoãn")
    topics = forms.MultipleChoiceField(label="Nội dung trao đổi", choices=TOPICS, widget=forms.CheckboxSelectMultiple)
    answer = forms.ChoiceField(
        label="Có người đi cùng không?",
        choices=[("y", "Có"), ("n", "Không")],
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )
    place = forms.ChoiceField(label="Nơi đến", choices=PLACES)
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    secret = forms.CharField(label="Cụm mật khẩu", widget=forms.PasswordInput, help_text="Sáu từ")
    agreed = forms.BooleanField(label="Đã đọc cho người được hỗ trợ nghe và người ấy đồng ý")


TABLE = Table(
    caption="Lượt tiếp cận theo nội dung, tháng 3/2026",
    columns=[
        Column("Nội dung trao đổi"),
        Column("Đơn vị tính"),
        Column("Tháng này", numeric=True),
        Column("Tháng trước", numeric=True),
        Column("Cùng kỳ", numeric=True),
        Column("Từ đầu năm", numeric=True),
    ],
    rows=[
        [Link("Chăm sóc sức khoẻ", "#tables"), "lượt", 1234, 1180, 990, 3412],
        ["Giấy tờ, pháp lý", "lượt", 86, 91, "*", 240],
        ["Học nghề, tìm việc", "buổi", 12, 9, 7, 31],
    ],
    note="* không nêu (số nhỏ). Tính từ sổ, chốt ngày 14/03/2026.",
)
STEPS = [
    {"label": "Đã gửi", "when": "12/03/2026 09:10", "source": "cộng tác viên"},
    {"label": "Đã nhận", "when": "12/03/2026 14:02", "source": "đơn vị trả lời trên trang"},
    {
        "label": "Đã hẹn",
        "when": "16/03/2026 08:30",
        "note": "Mang theo phiếu hẹn, không cần giấy tờ.",
        "state": "current",
    },
    {"label": "Đã đến", "state": "todo"},
    {
        "label": "Không nhận",
        "when": "12/03/2026 15:00",
        "note": "Đơn vị nghỉ đến 20/03, đã gợi ý nơi khác.",
        "state": "problem",
    },
]
CARDS = [
    {
        "title": "Trạm y tế phường Hồng Hà",
        "url": "#cards",
        "text": "Khám ngoài giờ, nói chuyện riêng.",
        "meta": "Thứ 2 – thứ 7, 07:30–20:00 · miễn phí · không hỏi giấy tờ",
        "chip": "đã đi thử",
        "tone": "good",
    },
    {
        "title": "Trung tâm trợ giúp pháp lý",
        "url": "#cards",
        "text": "Hỏi về giấy tờ, nơi cư trú, hợp đồng.",
        "meta": "Giờ hành chính · miễn phí",
        "chip": "trễ hẹn",
        "tone": "attention",
    },
    {
        "title": "Lớp học nghề buổi tối",
        "text": "Nấu ăn, may, làm tóc: khai giảng 05/04/2026.",
        "meta": "12 buổi · 200.000 đồng",
        "chip": "đã hẹn",
        "tone": "waiting",
    },
]
FIGURES = [
    {"value": 1234, "unit": "lượt", "label": "Lượt tiếp cận", "note": "tính từ sổ, tháng 3/2026"},
    {"value": 86, "unit": "người", "label": "Thành viên đã gặp"},
    {"value": "dưới 8", "unit": "trường hợp", "label": "Cần hỏi thăm lại"},
]
MENU = [
    {"url": "#", "label": "Hôm nay", "current": True},
    {"url": "#cards", "label": "Người tôi phụ trách"},
    {"url": "#steps", "label": "Chuyển gửi"},
    {"url": "#tables", "label": "Lượt tiếp cận"},
    {"url": "#filter", "label": "Danh bạ dịch vụ"},
]
ROWS = [
    {"key": "Mã phiếu", "value": "HS 4127 9"},
    {
        "key": "Nơi đến",
        "value": "Trạm y tế phường Hồng Hà, số 5 đường Lê Lai",
        "action_url": "#rows",
        "action_label": "Đổi",
    },
    {"key": "Ngày hẹn", "value": "16/03/2026 08:30", "action_url": "#rows", "action_label": "Đổi"},
]


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """GET only; nothing typed here goes anywhere."""
    return render(request, "devtools/components.html", _content())


def _content() -> dict[str, Any]:
    typed = {"wrong-when": "31/02/2026", "wrong-count": "ba", "wrong-note": "Gặp ở chợ, hẹn thứ hai."}
    wrong = Sample(typed, prefix="wrong")
    wrong.add_error(None, "Nơi đến và ngày hẹn không khớp giờ mở cửa.")
    return {
        "plain": Sample(),
        "wrong": wrong,
        "menu": MENU,
        "table": TABLE,
        "steps": STEPS,
        "cards": CARDS,
        "figures": FIGURES,
        "rows": ROWS,
        "page": Paginator(range(1000), 25).page(3),
        "tones": [
            ("nháp", "neutral"),
            ("đã gửi", "active"),
            ("đã hẹn", "waiting"),
            ("đã được phục vụ", "good"),
            ("không đến", "attention"),
        ],
    }
