"""An auditor's sample: rows drawn by a seed that the auditor names, for the lead to open in her own books.

The sheet says the day and what was noted, never who: the auditor sees no card and no person. The same seed draws the
same rows from the same records, so that nobody can choose them. What is agreed stands on the sheet by hand.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from caunoi.indicators.facts import Contact, Fact, Need, ReferralStep
from caunoi.indicators.model import Disaggregation, Text
from caunoi.indicators.words import value_in_words
from caunoi.lib.periods import Period
from caunoi.look.languages import page_language
from caunoi.look.paper import make_pdf
from caunoi.programme.models import Deployment
from caunoi.published.titles import row_title
from caunoi.releases import figures

TEMPLATE = Path(__file__).parent / "paper" / "sample.typ"
TYPEFACES = ["Be Vietnam Pro", "Libertinus Serif"]  # the second comes with the typesetter
MOST, USUAL = 50, 5
LONGEST_SEED = 40
_NAMED = {name: Disaggregation(name, Text("", "")) for name in ("setting", "group")}


@dataclass(frozen=True)
class Drawn:
    """One row as it stands on the sheet."""

    number: int
    on: date
    kind: str
    noted: str


def draw(deployment: Deployment, period: Period, *, seed: str, count: int) -> list[Drawn]:
    """So many rows of the month, in the order of their days; all of them where there are fewer."""
    rows = sorted(_rows(deployment, period), key=repr)
    mixed = hashlib.sha256(f"{seed.strip()}|{deployment.pk}|{period.key}".encode()).hexdigest()
    chosen = Random(mixed).sample(rows, min(count, len(rows)))  # noqa: S311  # repeatable on purpose
    in_order = sorted(chosen, key=lambda row: (row.on, repr(row)))
    return [Drawn(number, row.on, *_words(row)) for number, row in enumerate(in_order, start=1)]


def sheet(deployment: Deployment, period: Period, seed: str, drawn: list[Drawn]) -> bytes:
    """The record of comparison, to be filled in by hand and signed by both."""
    return make_pdf(TEMPLATE.read_text("utf-8"), content(deployment, period, seed, drawn))


def content(deployment: Deployment, period: Period, seed: str, drawn: list[Drawn]) -> dict[str, Any]:
    language = page_language()
    return {
        "font": TYPEFACES,
        "title": _("Record of comparison"),
        "period": period.label(language),
        "seed": f"{_('Seed named by the auditor')}: {seed}",
        "columns": [_("No."), _("Day"), _("What"), _("Noted here"), _("Agrees"), _("Differs")],
        "rows": [[str(one.number), f"{one.on:%d/%m/%Y}", one.kind, one.noted, "", ""] for one in drawn],
        "sum": _("Rows drawn (n): %(count)s    Agree: ……    Differ: ……") % {"count": len(drawn)},
        "note": _("The lead opened each row in her own books. The auditor saw no card and no person."),
        "signed": [_("The auditor"), _("The lead")],
    }


def _rows(deployment: Deployment, period: Period) -> Iterator[Contact | Need | ReferralStep]:
    facts, only = figures.facts_of(deployment, period)
    (wanted,) = only
    allowed = wanted.value if isinstance(wanted.value, tuple) else ()
    for table in ("contacts", "needs", "referral_steps"):
        for row in facts[table]:
            if isinstance(row, (Contact, Need, ReferralStep)) and row.deployment in allowed:
                yield row


def _words(row: Fact) -> tuple[str, str]:
    language = page_language()
    if isinstance(row, Contact):
        said = _("%(setting)s, %(people)s met") % {
            "setting": row_title(_NAMED["setting"], row.setting, language), "people": row.people,
        }  # fmt: skip
        return _("Contact"), said
    if isinstance(row, Need):
        return _("Need"), _group(row, language)
    assert isinstance(row, ReferralStep)
    return _("Step of a referral"), f"{value_in_words('state', row.state, language)}: {_group(row, language)}"


def _group(row: Need | ReferralStep, language: str) -> str:
    """A sensitive service is not named on paper that leaves."""
    return _("a service") if row.sensitive_code else row_title(_NAMED["group"], row.group, language)
