"""When a place is open: whether it is now, and its week in few lines. Public holidays close what is not open around the clock."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Protocol

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from caunoi.directory.choices import Weekday
from caunoi.directory.models import Schedule, valid_on
from caunoi.lib.workdays import is_holiday

DAYS = tuple(Weekday.values)


class Times(Protocol):
    """What a schedule says, saved or not."""

    byday: str
    opens: time | None
    closes: time | None
    by_appointment: bool
    description: str
    valid_from: date | None
    valid_to: date | None


class Line(NamedTuple):
    """One line of a week: days and times; one of them may be empty."""

    days: str
    times: str


def is_open(schedules: Iterable[Times], moment: datetime) -> bool:
    """Whether any of these is open at this moment of the place's own time."""
    return any(_covers(one, moment.date(), moment.time(), later=False) for one in schedules) or any(
        _covers(one, moment.date() - timedelta(days=1), moment.time(), later=True) for one in schedules
    )


def _covers(one: Times, day: date, at: time, *, later: bool) -> bool:
    """Whether the opening that begins on this day covers the time; `later` asks for the morning after."""
    if one.opens is None or one.closes is None or DAYS[day.weekday()] not in one.byday.split(","):
        return False
    if (one.valid_from and one.valid_from > day) or (one.valid_to and one.valid_to < day):
        return False
    if is_holiday(day) and one.opens != one.closes:
        return False
    overnight = one.closes <= one.opens
    if later:
        return overnight and at < one.closes
    return one.opens <= at and (overnight or at < one.closes)


def open_at(moment: datetime) -> Exists:
    """The same as a condition of the database."""
    today, before, at = moment.date(), moment.date() - timedelta(days=1), moment.time()
    now = _beginning(today) & Q(opens__lte=at) & (Q(closes__gt=at) | Q(closes__lte=F("opens")))
    since_yesterday = _beginning(before) & Q(closes__lte=F("opens"), closes__gt=at)
    return Exists(Schedule.objects.filter(now | since_yesterday, service=OuterRef("pk")))


def _beginning(day: date) -> Q:
    asked = valid_on(day) & Q(byday__contains=DAYS[day.weekday()])
    return asked & Q(opens=F("closes")) if is_holiday(day) else asked


def week(schedules: Iterable[Times]) -> list[Line]:
    """A week as people write it: days with the same times together, in the order of the week."""
    times: dict[str, list[str]] = {day: [] for day in DAYS}
    said = []
    for one in sorted(schedules, key=lambda each: (each.opens or time.max, each.description)):
        if one.opens is not None and one.closes is not None:
            for day in set(one.byday.split(",")) & set(DAYS):
                times[day].append(_span(one.opens, one.closes))
        if one.description:
            said.append(Line("", one.description))
        if one.by_appointment:
            said.append(Line("", _("by appointment: call first")))
    return [*_grouped(times), *dict.fromkeys(said)]


def _grouped(times: dict[str, list[str]]) -> list[Line]:
    lines: list[tuple[list[str], str]] = []
    for day, spans in times.items():
        words = ", ".join(dict.fromkeys(spans))
        if not words:
            continue
        same = next((days for days, known in lines if known == words), None)
        if same is not None:
            same.append(day)
        else:
            lines.append(([day], words))
    return [Line(_days(days), words) for days, words in lines]


def _days(days: list[str]) -> str:
    """Monday to Friday; Monday, Wednesday; every day."""
    if len(days) == len(DAYS):
        return _("every day")
    names = [str(Weekday(day).label) for day in days]
    first = DAYS.index(days[0])
    if len(days) > 2 and tuple(days) == DAYS[first : first + len(days)]:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return ", ".join(names)


def _span(opens: time, closes: time) -> str:
    if opens == closes:
        return _("24 hours")
    return f"{opens.hour}:{opens:%M}–{closes.hour}:{closes:%M}"


def read_byday(text: str) -> str:
    """Days as RFC 5545 writes them, in the order of the week; empty where something else stands there."""
    named = {part.strip().upper() for part in text.split(",") if part.strip()}
    return ",".join(day for day in DAYS if day in named) if named <= set(DAYS) else ""
