"""Asks every address of this installation as every role, and says who got past the door."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

METHODS = ("get", "post")
NOT_A_METHOD, REFUSED = 405, (403, 404)


@dataclass(frozen=True)
class Address:
    name: str
    arguments: tuple[str, ...]


def addresses() -> Iterator[Address]:
    """Every named address of the URLconf, once; an address without a name is an error."""
    yield from {address.name: address for address in _walk(get_resolver().url_patterns, "")}.values()


def _walk(patterns: list, space: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield Address(space + pattern.name, tuple(pattern.pattern.converters))


def passes(client: Client, method: str, address: Address, things: dict[str, object]) -> bool | None:
    """Whether this visitor gets past the door; None where the address knows no such method. Nothing stays changed."""
    cookies = deepcopy(client.cookies)
    arguments = {name: things.get(f"{address.name}.{name}") or things[name] for name in address.arguments}
    url = reverse(address.name, kwargs=arguments)
    undo = transaction.atomic()
    undo._from_testcase = True  # refusals are recorded in a durable transaction of their own
    undo.__enter__()
    try:
        response = getattr(client, method)(url)
    finally:
        transaction.set_rollback(True)
        undo.__exit__(None, None, None)
        client.cookies = cookies
    assert response.status_code < 500, f"{method} {url}: {response.status_code}"
    if response.status_code == NOT_A_METHOD:
        return None
    to_sign_in = response.status_code == 302 and "/account/login/" in response["Location"]
    return response.status_code not in REFUSED and not to_sign_in
