"""Whose numbers they are once a month was restated: each version of it has a name of its own. Plain words, no numbers.

A club's newest numbers go by the club. What was added up with an older version of one of its months goes by the club and
that month's version, ``club/2026-01A=first``: the attacker holds both, and asks what the restatement changed.
"""

from __future__ import annotations

from collections.abc import Iterable

from caunoi.lib.periods import Period, from_key

MARK, VERSION = "/", "="


def named(club: str, older: Iterable[tuple[str, str]]) -> str:
    """Of a club whose months (their keys) went in with these older versions; none: its newest numbers."""
    return MARK.join([club, *(f"{month}{VERSION}{version}" for month, version in sorted(older))])


def club_of(name: str) -> str:
    """The club, whatever the versions."""
    return name.partition(MARK)[0]


def within(name: str, period: Period) -> str:
    """The same numbers in a shorter period: only versions of its own months count there."""
    club, *older = name.split(MARK)
    months = ((mark, from_key(mark.partition(VERSION)[0])) for mark in older)
    own = [mark for mark, month in months if period.start <= month.start and month.end <= period.end]
    return MARK.join([club, *own])
