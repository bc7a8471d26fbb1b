"""One entry as bytes, and its leaf hash (RFC 6962 §2.1). The form is final: later versions add a new `v`, never change this one."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

VERSION = 1


def entry_bytes(fields: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces, NFC text, times in UTC to the microsecond, empty fields left out.

    Raises TypeError for anything but text, whole numbers, truth values, ids, times, lists and mappings of them.
    """
    plain = _plain({"v": VERSION, **fields})
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256 of a zero byte and the entry: the zero keeps leaves and inner nodes of the tree apart."""
    return hashlib.sha256(b"\x00" + entry).digest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items() if inner not in (None, "", [], {}, ())}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, (set, frozenset)):
        return sorted(_plain(inner) for inner in value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value))
    if isinstance(value, (bool, int)):
        return value
    raise TypeError(f"an audit entry holds no {type(value).__name__}")
