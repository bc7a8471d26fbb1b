"""The page about referrals, docs/referrals.md, drawn from the one table in code."""

from argparse import ArgumentParser
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caunoi.referrals import machine
from caunoi.referrals.choices import State

PAGE = Path(__file__).resolve().parents[5] / "docs" / "referrals.md"
HEAD = """# How a referral goes

Written by `django-admin referralpage --write` from `referrals/machine.py`, which actions, screens and tests read too. Change
the table, then write this page anew; a test says if it was forgotten.

A referral is not a service: each figure below counts one kind of step and is never added to another. Arrival tells of what came
before (seen, accepted), repeats change nothing, of two answers at once one wins and the other is told. History is only added to;
a step that is told late keeps the day it happened beside the day it was written. Nobody but the person can withdraw or confirm;
ownership of her never moves: who cannot help may name another place, and she is sent on there by her own worker, under a new consent.

## How a place answers

| by | what it is | what it shows |
|---|---|---|
| `/r/<code>/` | the QR code or the number of the slip; one tap says how it went | the number and buttons, nothing else |
| its PIN | six digits given on paper, typed on the page of the slip | the service, the appointment, whether somebody comes along |
| PIN and 20 digits on the slip | what she lets this place know (adr/0015) | that, once, on record |
| the stub | one of four boxes, ticked and dropped in a box; a peer types 30 on one screen | whether the number was taken |
| its list of the month | a file or typed: slip number, how it went, day | new, known, and the rest as a workbook with “Cần sửa” |
| an account | its inbox of open referrals sent to it under consent | number, service, and by its keys what she lets it know |

The day in a list is the day she came, or with box 3 the day of the new appointment. A row enters as the word of the place that sent it,
by itself: a wrong one holds up no other. Sending a list again changes nothing; each file leaves one entry in the record, by its hash.
"""


def page() -> str:
    """The whole page."""
    lines = [HEAD, "## States", "", "```mermaid", "stateDiagram-v2", "  [*] --> draft"]
    stops = [*machine.STOPS]
    drawn = [row for row in machine.TABLE if row.event not in stops]
    lines += [f"  {start} --> {row.to}: {row.event}" for row in drawn for start in _in_order(row.states)]
    lines += [
        "```",
        "",
        f"From any open state also: {', '.join(stops)}.",
        "",
        *_steps(),
        *_states(),
    ]
    return "\n".join(lines) + "\n"


def _steps() -> list[str]:
    found = [
        "## Steps",
        "",
        "A source says where the knowledge comes from; “told” is who gets a notice, unless they brought the news themselves.",
        "",
        "| from | event | to | takes for granted | who | sources | needs | told |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in machine.TABLE:
        needs = ", ".join(filter(None, ("a reason" * row.needs_reason, "a time" * row.needs_time, row.note)))
        states = "any open state" if row.states == machine.OPEN_STATES else ", ".join(_in_order(row.states))
        cells = (
            states, row.event, row.to, ", ".join(row.passes), ", ".join(sorted(row.who)), ", ".join(sorted(row.sources)),
            needs, ", ".join(sorted(row.tells)),
        )  # fmt: skip
        found.append("| " + " | ".join(cell or "–" for cell in cells) + " |")
    return [*found, ""]


def _states() -> list[str]:
    found = [
        "## Clocks, figures and how others write it",
        "",
        "A clock counts working days of Viet Nam and stands still over Tết. When it has run out, the referral waits for the referrer, as",
        "does at once one that was declined while the need is open and no other place was tried;",
        f"{machine.LEAD_HEARS_AFTER} working days later the lead hears how many are waiting. Task is the status of a FHIR Task (Gravity",
        "SDOH-CC), business status is that of BSeR and 360X; what is closed is written by the outcome before it.",
        "",
        "| state | clock | counted as | Task | business status |",
        "|---|---|---|---|---|",
    ]
    for state in State:
        clock, outside = machine.CLOCKS.get(state), machine.OUTSIDE[state]
        runs = (
            "" if clock is None else "after the appointment" if clock.from_appointment else f"{clock.days} working days"
        )
        cells = (state, runs, machine.FIGURES.get(state, ""), outside.task, outside.business)
        found.append("| " + " | ".join(cell or "–" for cell in cells) + " |")
    return found


def _in_order(states: Collection[State]) -> list[str]:
    return [state.value for state in State if state in states]


class Command(BaseCommand):
    help = "Whether docs/referrals.md is the table's; --write writes it anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            PAGE.write_text(page(), "utf-8")
        elif PAGE.read_text("utf-8") != page():
            raise CommandError("docs/referrals.md is not the table's: django-admin referralpage --write")
