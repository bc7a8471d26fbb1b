"""Identifiers: UUIDv7 for rows, UUIDv5 for reference rows, random UUIDs for pseudonyms, codes that survive a typing slip."""

import secrets
import uuid

from stdnum import damm
from uuid_utils import compat

REFERENCE = uuid.UUID("c4a9b2f0-5d0e-5b1c-9a77-0d1f6b1e2c35")


def uuid7() -> uuid.UUID:
    """A time-ordered id; whoever creates the row makes it, phone or server."""
    return compat.uuid7()


def random_id() -> uuid.UUID:
    """An id that tells nothing, not even when it was made."""
    return uuid.uuid4()


def as_id(text: str) -> uuid.UUID | None:
    """The id that a text is, if it is one."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def reference_id(kind: str, key: str) -> uuid.UUID:
    """The same reference row has the same id on every installation."""
    return uuid.uuid5(REFERENCE, f"{kind}:{key}")


def new_code(digits: int = 9) -> str:
    """Random decimal digits and one check digit (Damm: finds every single slip and every swap of neighbours)."""
    body = "".join(secrets.choice("0123456789") for _ in range(digits))
    return body + damm.calc_check_digit(body)


def is_code(text: str, digits: int = 9) -> bool:
    """Whether the text, spaces and dashes aside, is a code whose check digit is right."""
    code = clean_code(text)
    return len(code) == digits + 1 and damm.is_valid(code)


def clean_code(text: str) -> str:
    """The digits of a code as somebody typed or read it."""
    return "".join(character for character in text if character.isascii() and character.isdigit())


def spaced_code(code: str) -> str:
    """A code in groups of at most four digits, as on a shop's points card: 2741 883 056."""
    return f"{code[:4]} {code[4:7]} {code[7:]}".strip()


def spaced(digits: str) -> str:
    """Digits in groups of four, to read out or copy from paper."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
