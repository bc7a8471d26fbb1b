"""The paper month of a worker with fifty people, typed back by keyboard alone: nothing is lost, and it takes few keys."""

import json
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from caunoi.outreach.choices import Topic
from tests.browser.conftest import DESK, ON_SQLITE
from tests.browser.paper import HANDLE, PEOPLE
from tests.servers import PATIENCE, own_environment

KEYS_A_SECOND, MOST_SECONDS = 4, 600
"""A person who types now and then, not a typist."""
WORDS = "bốn từ để gõ"
WEEKS = (1, 8, 15, 22)
PLACES = {"street": ["ArrowUp"], "venue": [], "home": ["ArrowDown"], "club": ["ArrowDown"] * 2}
BOXES = ("people", "setting", "given_condom", "given_lubricant", "given_needle", "given_self_test", "given_leaflet",
         "given_hygiene", "topics", "signposted")  # fmt: skip
WRONG = "2o"


class Keyboard:
    """Keys pressed one by one and counted; where she is now is asked of the page, never clicked."""

    def __init__(self, page):
        self.page, self.strokes = page, 0

    def press(self, *keys):
        for key in keys:
            self.strokes += 1 + key.count("+")
            self.page.keyboard.press(key)

    def type(self, text):
        self.strokes += len(text)
        self.page.keyboard.type(text)

    @property
    def here(self):
        return self.page.evaluate("document.activeElement.name || document.activeElement.getAttribute('href') || ''")

    def reach(self, name, key="Tab", most=80):
        for _time in range(most):
            if self.here == name:
                return
            self.press(key)
        raise AssertionError(f"{name} is not reached by {key}: {self.here}")

    def enter(self):
        with self.page.expect_navigation(timeout=15000):
            self.press("Enter")


@pytest.fixture
def inside(world):
    """Runs `paper.py` inside the club's installation."""

    def run(what, handle):
        chosen = {"CAUNOI_DATABASE_URL": world.databases["club"]} if world.databases else {}
        environment = own_environment(
            **chosen, CAUNOI_DATA=str(world.data / "club"), CAUNOI_KIND="club", PASSPHRASE=WORDS,
            DJANGO_SETTINGS_MODULE="caunoi.config.settings",
        )  # fmt: skip
        script = [sys.executable, Path(__file__).with_name("paper.py"), what, handle]
        done = subprocess.run(script, env=environment, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.mark.long
@ON_SQLITE
@pytest.mark.xdist_group("path")
def test_a_month_of_fifty_people_in_ten_minutes_of_keys(visit, world, inside, healthy):
    """By the worker herself, and for one without an account by her club's lead, who sees the lines and not who is on them."""
    type_a_month(visit, world, inside, HANDLE, typed_by=HANDLE)
    type_a_month(visit, world, inside, f"{HANDLE}2", typed_by="lead")


def type_a_month(visit, world, inside, handle, *, typed_by):
    cards = inside("make", handle).splitlines()
    world.passphrases[handle] = WORDS
    page = (worker := visit(typed_by, size=DESK)).page
    month = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    keys, expected = Keyboard(page), []
    worker.go("/contacts/calendar/")
    if typed_by != handle:
        keys.reach("peer")
        keys.type(handle)
    keys.reach("month")
    keys.type(f"{month.month}/{month.year}")
    keys.reach("week")
    keys.press("Space")
    keys.enter()
    shown = page.locator(".typing .code").all_inner_texts()
    assert shown == (cards if typed_by == handle else [])
    assert page.locator(".typing strong").all_inner_texts() == [str(number) for number in range(1, PEOPLE + 1)]
    worker.look(f"paper-week-{typed_by}")
    assert page.evaluate(
        "Array.from(document.querySelectorAll('.wide')).every(box => box.scrollWidth <= box.clientWidth)"
    )
    for week, first in enumerate(WEEKS, start=1):
        for part, lines in {"cards": met(week), "others": unknown(week)}.items():
            for number, line in lines.items():
                type_line(keys, f"{part}-{number}", line, wrong=(week, part, number) == (2, "cards", 0))
                expected.append(as_kept(cards[number] if part == "cards" else "", month.replace(day=first), line))
        keys.enter()
        if week == 2:
            mend(keys, worker, met(week)[0])
        if week < len(WEEKS):
            keys.reach(page.locator("main a[href*='week=']").nth(week - 1).get_attribute("href"))
            keys.enter()
    seconds = keys.strokes / KEYS_A_SECOND
    print(f"{len(expected)} lines, {keys.strokes} keys: {seconds:.0f} s at {KEYS_A_SECOND} keys a second")
    assert Counter(map(json.dumps, json.loads(inside("show", handle)))) == Counter(map(json.dumps, expected))
    assert seconds <= MOST_SECONDS
    assert worker.outside == []


def met(week):
    """Whom she met in a week: everybody in two or three of the four, with something else for each."""
    return {
        number: {
            "given_condom": str(10 * (1 + number % 3)),
            **({"setting": ("street", "home", "club")[number // 5 % 3]} if number % 5 == 0 else {}),
            **({"given_lubricant": "4"} if number % 4 == 0 else {}),
            **({"given_leaflet": "1"} if number % 6 == 1 else {}),
            **({"given_self_test": "1"} if number % 10 == 3 else {}),
            **({"topics": f"{1 + number % 4} {5 + number % 5}"} if number % 3 == 0 else {"topics": str(1 + number % 9)}),
            **({"signposted": True} if number % 12 == 7 else {}),
        }
        for number in range(PEOPLE)
        if (number + week) % 5 < 3
    }  # fmt: skip


def unknown(week):
    """Lines of people without a card."""
    return {
        0: {"people": str(week + 2), "given_condom": "30", "topics": "2 6"},
        1: {"people": "4", "setting": "street"},
    }


def type_line(keys, prefix, line, *, wrong):
    """Down to the line, then box by box as the paper reads; what is not clear is typed as it looks."""
    if keys.here.partition("-")[0] in ("cards", "others"):
        keys.reach(f"{prefix}-people", "ArrowDown")
    else:
        keys.reach(f"{prefix}-people", most=700)
    for box in BOXES:
        if box in line:
            keys.reach(f"{prefix}-{box}")
            fill(keys, box, WRONG if wrong and box == "given_condom" else line[box])


def fill(keys, box, value):
    if box == "setting":
        keys.press(*PLACES[value])
    elif box == "signposted":
        keys.press("Space")
    else:
        keys.type(value)


def mend(keys, worker, line):
    """The one line that is not clear stands alone with what was typed; the others are saved."""
    box = worker.page.locator("[name=cards-0-given_condom]")
    assert box.input_value() == WRONG and WRONG in worker.text()
    assert worker.page.locator("[name=cards-0-topics]").input_value() == line["topics"]
    worker.look("paper-to-mend")
    assert worker.page.locator(".typing tbody input[name$=people]").count() == 1
    keys.reach("#id_cards-0-people")
    keys.press("Enter")
    keys.reach("cards-0-given_condom")
    keys.type(line["given_condom"])
    keys.enter()


def as_kept(card, on, line):
    """The line as the database must hold it."""
    given = {name.removeprefix("given_"): int(value) for name, value in line.items() if name.startswith("given_")}
    topics = sorted(list(Topic)[int(number) - 1].value for number in line.get("topics", "").split())
    return [card, on.isoformat(), "week", int(line.get("people", 1)), line.get("setting", "venue"), topics,
            "signposted" in line, given]  # fmt: skip
