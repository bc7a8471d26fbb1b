"""Every address as every role: the matrix says who may pass, and nobody else does. A new address without an entry fails."""

import tomllib
from collections.abc import Collection
from pathlib import Path
from zlib import crc32

from django.conf import settings

from tests.access.probe import METHODS, Address, addresses, passes

MATRIX = tomllib.loads((Path(__file__).parent / f"matrix_{settings.KIND}.toml").read_text("utf-8"))


def test_every_address_has_an_entry():
    assert {address.name for address in addresses()} == set(MATRIX["address"])


def test_who_passes(visitors, things, subtests, pytestconfig):
    """One cast for all of them: whatever a visit changes is undone. The long run asks all of them, on one database."""
    whole = pytestconfig.getoption("--long") and not pytestconfig.getoption("--postgres")
    for address in sorted(addresses(), key=lambda address: address.name):
        with subtests.test(address=address.name):
            for method in METHODS:
                allowed = _named(MATRIX["address"].get(address.name, {}).get(method, []), set(visitors))
                asked = set(visitors) if whole else _some(address, method, allowed, visitors)
                passed = sorted(name for name in asked if passes(visitors[name], method, address, things))
                expected = [name for name in allowed if name in asked]
                assert passed == expected, f"{method} {address.name}: {passed}, the matrix says {expected}"


def _some(address: Address, method: str, allowed: list[str], cast: Collection[str]) -> set[str]:
    """One who may pass and two who may not, others for each address."""
    turn = crc32(f"{address.name} {method}".encode())
    refused = sorted(set(cast) - set(allowed))
    return {names[(turn + more) % len(names)] for names, more in ((allowed, 0), (refused, 0), (refused, 1)) if names}


def _named(entry: list[str] | str, cast: set[str]) -> list[str]:
    """A list of names, or the name of a group of the matrix."""
    if entry == "everybody":
        return sorted(cast)
    if entry == "signed in":
        return sorted(cast - {"anyone"})
    return sorted(entry)
