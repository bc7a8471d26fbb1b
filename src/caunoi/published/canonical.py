"""JSON in one form only: sorted keys, letters as they are, whole numbers. Any other form is refused."""

import base64
import json
from typing import Any


class NotCanonicalError(ValueError):
    """Bytes that are not JSON in the one form."""


def dump(value: Any) -> bytes:
    """The one form of a value made of objects, lists, text, whole numbers, true, false and null."""
    return (json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def load(data: bytes) -> Any:
    """Raises NotCanonicalError for bytes that `dump` would not have written."""
    try:
        value = json.loads(data.decode("utf-8"))
        same = dump(value) == data
    except (ValueError, RecursionError, OverflowError) as problem:
        raise NotCanonicalError(str(problem)) from None
    if not same:
        raise NotCanonicalError("another form of the same values")
    return value


def to_text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def from_text(text: object) -> bytes:
    """Raises NotCanonicalError unless `to_text` could have written it."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True) if isinstance(text, str) else b""
    except ValueError as problem:
        raise NotCanonicalError(str(problem)) from None
    if to_text(data) != text:
        raise NotCanonicalError("not bytes written as text")
    return data
