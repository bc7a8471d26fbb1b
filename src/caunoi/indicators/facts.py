"""The flat tables that indicators read: one row per thing that happened, no name, no free text, nothing sealed.

Whoever extracts facts builds these rows (or mappings with the same keys). ``contact``, ``referral``, ``need``,
``organisation``, ``deployment`` and ``pseudonym`` are ids as text. ``pseudonym`` is None for someone without a card.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple


class Contact(NamedTuple):
    """One outreach contact (lượt tiếp cận). Source: outreach."""

    contact: str
    organisation: str
    deployment: str | None
    on: date
    precision: str
    """How exactly the day is known: ``day``, ``week`` or ``month``."""
    commune: str | None
    setting: str
    pseudonym: str | None
    people: int
    """1 for a card holder, the number met for an anonymous contact."""
    age_band: str | None
    """Card holders only: the band of birth years on the card (``2000``, ``1990``, ``1980``, ``1979``)."""
    signposted: int
    """How many times someone was told where to go (giới thiệu), without follow-up."""


class ContactTopic(NamedTuple):
    """One topic talked about in a contact. Source: outreach."""

    contact: str
    on: date
    organisation: str
    deployment: str | None
    topic: str


class Commodity(NamedTuple):
    """One kind of material handed out in a contact, and how many. Source: outreach."""

    contact: str
    on: date
    organisation: str
    deployment: str | None
    kind: str
    quantity: int


class Need(NamedTuple):
    """One need noted, whether or not a service exists for it. Source: referrals."""

    need: str
    on: date
    organisation: str
    deployment: str | None
    pseudonym: str | None
    code: str
    group: str
    """The row of the official report: ``legal``, ``health``, ``hiv``, ``violence`` …"""
    beneficiary: str
    status: str
    met_on: date | None
    sensitive_code: bool = False
    """True for the HIV service code, violence and minors."""


class ReferralStep(NamedTuple):
    """One state reached by a referral. Source: referrals."""

    referral: str
    need: str | None
    organisation: str
    deployment: str | None
    pseudonym: str | None
    code: str
    group: str
    event: str
    state: str
    """The state reached: ``draft``, ``consented``, ``sent``, ``accepted``, ``attended``, ``served``, ``confirmed`` …"""
    on: date
    source: str
    """Who said so: ``provider``, ``stub``, ``phone``, ``person``, ``peer``."""
    sensitive_code: bool = False


Fact = Mapping[str, object] | Contact | ContactTopic | Commodity | Need | ReferralStep
Facts = Mapping[str, Iterable[Fact]]
"""Rows by table name: ``{"contacts": [Contact(...), ...], ...}``."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "contacts": Contact._fields,
    "contact_topics": ContactTopic._fields,
    "commodities": Commodity._fields,
    "needs": Need._fields,
    "referral_steps": ReferralStep._fields,
}


class FactError(ValueError):
    """Facts that lack a table or column, or hold a value that cannot be counted."""


def value(row: Fact, column: str) -> object:
    """The row's value in a column. Raises FactError when the row has no such column."""
    try:
        return row[column] if isinstance(row, Mapping) else getattr(row, column)
    except (KeyError, AttributeError):
        raise FactError(f"a fact row has no column {column!r}") from None
