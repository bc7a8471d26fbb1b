"""Every page that needs no number, of the address list itself: axe finds nothing, nothing scrolls sideways, nothing leaves."""

import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from tests.access.probe import addresses
from tests.browser.conftest import DESK, ON_SQLITE, PHONE

pytestmark = [ON_SQLITE, pytest.mark.xdist_group("pages"), pytest.mark.long]
MATRIX = tomllib.loads((Path(__file__).parents[1] / "access/matrix_club.toml").read_text("utf-8"))["address"]
CAST = {"everybody": "", "signed in": "peer", "provider_user": "provider"}
"""Names of the matrix beside handles of the demo."""
HANDLES = ("", "peer", "lead", "caseworker", "provider", "guardian", "admin")
ENDS_THE_VISIT = ("account_logout", "account_start")


def pages(language: str) -> dict[str, list[str]]:
    """Addresses by the first handle who may open them."""
    found = defaultdict(list)
    with translation.override(language):
        for address in addresses():
            allowed = MATRIX.get(address.name, {}).get("get", [])
            names = [CAST.get(name, name) for name in ([allowed] if isinstance(allowed, str) else allowed)]
            who = next((handle for handle in HANDLES if handle in names), None)
            if who is not None and not address.arguments and address.name not in ENDS_THE_VISIT:
                found[who].append(reverse(address.name))
    return found


@pytest.mark.parametrize(("language", "size"), [("vi", PHONE), ("en", DESK)], ids=["vi-phone", "en-desk"])
def test_every_page(language, size, visit, healthy):
    looked = 0
    for handle, paths in pages(language).items():
        visitor = visit(handle, size=size, prefix="" if language == "vi" else f"/{language}")
        for path in sorted(set(paths)):
            answer = visitor.page.request.get(visitor.base + path)
            assert answer.status < 500, path
            if answer.status == 200 and answer.headers["content-type"].startswith("text/html"):
                visitor.go(path).look(f"all{path.replace('/', '-').rstrip('-')}")
                looked += 1
        assert visitor.outside == []
    assert looked > 60
