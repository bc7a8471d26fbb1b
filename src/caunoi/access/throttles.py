"""Counting tries by something that names nobody: a keyed hash, in the shared cache, gone when the window ends."""

import hashlib
import hmac

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


def is_spent(what: str, who: str, *, limit: int) -> bool:
    """Whether the tries counted so far are more than `limit`; asking counts nothing and writes nothing."""
    return int(cache.get(f"throttle:{what}:{_mark(who)}", 0)) > limit


def visitor(request: HttpRequest) -> str:
    """What tells one visitor from another for a few minutes; it is hashed before it is kept."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _mark(who: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()[:32]
