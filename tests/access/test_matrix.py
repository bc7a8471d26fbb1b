"""Every address as every role: the matrix says who may pass, and nobody else does. A new address without an entry fails."""

import tomllib
from pathlib import Path

from django.conf import settings

from tests.access.probe import METHODS, addresses, passes

MATRIX = tomllib.loads((Path(__file__).parent / f"matrix_{settings.KIND}.toml").read_text("utf-8"))


def test_every_address_has_an_entry():
    assert {address.name for address in addresses()} == set(MATRIX["address"])


def test_who_passes(visitors, things, subtests):
    """One cast for all of them: whatever a visit changes is undone."""
    for address in sorted(addresses(), key=lambda address: address.name):
        with subtests.test(address=address.name):
            for method in METHODS:
                found = {name: passes(client, method, address, things) for name, client in visitors.items()}
                passed = sorted(name for name, passing in found.items() if passing)
                expected = _named(MATRIX["address"].get(address.name, {}).get(method, []), set(visitors))
                assert passed == expected, f"{method} {address.name}: {passed}, the matrix says {expected}"


def _named(entry: list[str] | str, cast: set[str]) -> list[str]:
    """A list of names, or the name of a group of the matrix."""
    if entry == "everybody":
        return sorted(cast)
    if entry == "signed in":
        return sorted(cast - {"anyone"})
    return sorted(entry)
