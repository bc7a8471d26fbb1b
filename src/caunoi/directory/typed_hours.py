"""Opening hours as people type them, in either language: "Thứ 2 đến thứ 6, 7:30–11:30 và 13:30–16:30; cả ngày đêm".

What cannot be read is kept as words and shown as they are; it only never counts as open.
"""

import re
from datetime import time

from caunoi.directory.choices import Weekday
from caunoi.directory.models import Schedule
from caunoi.lib.vietnamese_text import fold

DAYS = tuple(Weekday.values)
_WORDS: dict[str, int] = {
    "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5, "hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "cn": 6,
    "chu nhat": 6, "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_NUMBER = r"(?:2|3|4|5|6|7|hai|ba|tu|nam|sau|bay)"
_DAY = (
    rf"(?:thu ?{_NUMBER}\b|t[2-7]\b|chu nhat|\bcn\b|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|\b(?:mon|tue|wed|thu|fri|sat|sun)\b)"
)
_NEXT = rf"(?:{_DAY}|\b{_NUMBER}\b(?! ?(?:-|h|:\d|\d)))"
_LIST = re.compile(rf"{_DAY}(?: ?(?:-|,|&|\bden\b|\bto\b|\bva\b|\band\b) ?{_NEXT})*")
_STEP = re.compile(rf"(?P<how>-|den|to|,|&|va|and)? ?(?P<day>{_NEXT})")
_EVERY_DAY = re.compile(r"\b(?:moi ngay|hang ngay|ca tuan|tat ca cac ngay|every day|daily)\b")
_ALL_DAY = re.compile(r"\b(?:ca ngay dem|suot ngay dem|24/24h?|24/7|24h|day and night)\b|24/24")
_SPAN = re.compile(
    r"(\d{1,2})(?: ?(?:[:h]|g(?!i)) ?(\d{2})?)?(?: ?gio)? ?(?:-|\bden\b|\bto\b) ?(\d{1,2})(?: ?(?:[:h]|g(?!i)) ?(\d{2})?)?(?: ?gio)?"
)
_APPOINTMENT = re.compile(
    r"\b(?:theo lich hen|hen truoc|theo hen|goi (?:dien )?truoc|by appointment(?:: call first)?)\b"
)
_JOINING = re.compile(r"\b(?:va|and|tu|from|sang|chieu|toi|luc|at|h)\b|[,.:&]")
LONG = 160


def read_hours(text: str) -> list[Schedule]:
    """One row or more for each part between semicolons or lines."""
    rows: list[Schedule] = []
    for part in re.split(r"[;\n]+", text):
        if part.strip():
            rows += _read(part) or [Schedule(description=" ".join(part.split())[:LONG])]
    return rows


def _read(part: str) -> list[Schedule]:
    """Empty where a word is left that says something else."""
    said = re.sub(r" *[–—] *", "-", fold(part).replace(" - ", "-"))
    said = re.sub(r"[–—]", "-", said)
    said, appointments = _APPOINTMENT.subn(" ", said)
    said, whole_days = _ALL_DAY.subn(" ", said)
    said, days = _days(said)
    spans = _SPAN.findall(said)
    left = _JOINING.sub(" ", _SPAN.sub(" ", said)).strip(" -")
    if left:
        return []
    if whole_days and not spans:
        return [_row(days or list(DAYS), time(0), time(0), bool(appointments))]
    times = [_span(*one) for one in spans]
    if not spans or not days or not all(times):
        return [Schedule(by_appointment=True)] if appointments and not (spans or days) else []
    return [_row(days, *one, bool(appointments)) for one in times if one]


def _row(days: list[str], opens: time, closes: time, by_appointment: bool) -> Schedule:
    return Schedule(byday=",".join(days), opens=opens, closes=closes, by_appointment=by_appointment)


def _days(said: str) -> tuple[str, list[str]]:
    """What is left without the days, and the days."""
    rest, every = _EVERY_DAY.subn(" ", said)
    if every:
        return rest, list(DAYS)
    found = _LIST.search(said)
    if found is None:
        return said, []
    named: list[int] = []
    for step in _STEP.finditer(found[0]):
        day = _day(step["day"])
        if step["how"] in ("-", "den", "to") and named:
            named += range(named[-1] + 1, day)
        named.append(day)
    chosen = {DAYS[day] for day in named}
    return f"{said[: found.start()]} {said[found.end() :]}", [day for day in DAYS if day in chosen]


def _day(word: str) -> int:
    bare = re.sub(r"^(?:thu |t(?=[2-7]))", "", word).strip() or "thu"
    bare = re.sub(r"^thu(?=[2-7])", "", bare)
    return _WORDS.get(bare, _WORDS.get(bare[:3], 0))


def _span(from_hour: str, from_minute: str, to_hour: str, to_minute: str) -> tuple[time, time] | None:
    try:
        return time(int(from_hour), int(from_minute or 0)), time(int(to_hour) % 24, int(to_minute or 0))
    except ValueError:
        return None
