"""How long each right may take: data, read by actions, pages and tests. For counsel to confirm before real use.

Sources: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 and Nghị định 356/2025/NĐ-CP, in force since 1/1/2026: acknowledge in 2 working
days; show, correct, copy in 10; withdraw, restrict, object in 15, once extended to 20 where somebody else must follow; erase in
20. What she tells about her treatment has no term in the law: the club's own promise is 10.
"""

from dataclasses import dataclass
from datetime import date

from caunoi.lib.workdays import add_working_days
from caunoi.people.choices import RightKind

ACKNOWLEDGE = 2
"""Working days within which she is told that the request has come, and its number."""


@dataclass(frozen=True)
class Term:
    """Working days, and how many at most where it was extended once."""

    days: int
    extended: int | None = None


TERMS: dict[str, Term] = {
    RightKind.LOOKS: Term(10),
    RightKind.COPY: Term(10),
    RightKind.CORRECT: Term(10),
    RightKind.WITHDRAW: Term(15, extended=20),
    RightKind.RESTRICT: Term(15, extended=20),
    RightKind.OBJECT: Term(15, extended=20),
    RightKind.ERASE: Term(20),
    RightKind.COMPLAINT: Term(10),
}


def acknowledge_by(received: date) -> date:
    """The last day on which she may be told that her request has come."""
    return add_working_days(received, ACKNOWLEDGE)


def due(kind: str, received: date, *, extended: bool = False) -> date:
    """The last day on which the request may be carried out. Raises ValueError where the law knows no extension."""
    term = TERMS[kind]
    if not extended:
        return add_working_days(received, term.days)
    if term.extended is None:
        raise ValueError(f"{kind} cannot be extended")
    return add_working_days(received, term.extended)
