"""Counting tries by something that names nobody: a keyed hash, in the shared cache, gone when the window ends."""

import hashlib
import hmac
from collections.abc import Mapping
from contextlib import suppress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def too_many(what: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one try; whether that is more than `limit` within `seconds`."""
    key = f"throttle:{what}:{_mark(who)}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:  # the window ended between the two calls
        return False


def forgive(what: str, who: str) -> None:
    """After a right answer: the tries before it count no more."""
    cache.delete(f"throttle:{what}:{_mark(who)}")


def give_back(what: str, who: str) -> None:
    """A try that was counted before it was made turned out right: it counts no more, those before it do."""
    with suppress(ValueError):  # the window ended meanwhile
        cache.decr(f"throttle:{what}:{_mark(who)}")


def is_spent(what: str, who: str, *, limit: int) -> bool:
    """Whether the tries counted so far are more than `limit`; asking counts nothing and writes nothing."""
    return int(cache.get(f"throttle:{what}:{_mark(who)}", 0)) > limit


def visitor(request: HttpRequest) -> str:
    """What tells one visitor from another for a few minutes; it is hashed before it is kept.

    Behind a proxy of ours it is the address that the proxy adds last; what a visitor writes before it does not count.
    """
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def _mark(who: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()[:32]


def unreadable(key: str, prefix: str, version: int) -> str:
    """How the cache keeps its keys: as keyed hashes, because some are made of addresses and handles."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{prefix}:{version}:{key}".encode(), hashlib.sha256).hexdigest()


def handle_tried(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """The handle that a guess at sign-in is counted for: the same however it is written."""
    typed = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    return typed.strip().casefold()
