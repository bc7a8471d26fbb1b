"""The hub by its own links, from each first page: axe finds nothing, nothing scrolls sideways, no link leads nowhere."""

import re
from collections import Counter, deque

import pytest

from tests.browser.conftest import DESK, ON_SQLITE, PHONE

pytestmark = [ON_SQLITE, pytest.mark.xdist_group("pages"), pytest.mark.long]
OF_A_KIND = 2
"""Pages of one shape that are looked at: two numbers, two definitions, two services."""
FILE = re.compile(r"\.(csv|zip|docx|xlsx|pdf)$")
NAMES = re.compile(r"/([0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-[QHY]?\d+[AC]|\d+)(?=/)")
CODES = re.compile(r"(/numbers/|/definitions/)[^/]+")


def shape(path: str) -> str:
    """An address without what it names."""
    return NAMES.sub("/…", CODES.sub(r"\1…", path.partition("?")[0]))


def links(page) -> list[str]:
    found = page.eval_on_selector_all("main a[href], nav a[href]", "all => all.map(one => one.getAttribute('href'))")
    return [path for path in found if path.startswith("/") and not FILE.search(path)]


@pytest.mark.parametrize(
    ("handle", "first", "language", "size", "fewest"),
    [
        ("programme", "/reports/", "vi", PHONE, 13),
        ("programme", "/reports/", "en", DESK, 13),
        ("authority", "/reports/", "vi", PHONE, 7),
        ("hubadmin", "/programme/models/", "vi", PHONE, 8),
    ],
    ids=["programme-vi-phone", "programme-en-desk", "authority-vi-phone", "hubadmin-vi-phone"],
)
def test_every_page_of_the_hub(handle, first, language, size, fewest, visit, healthy):
    prefix = "" if language == "vi" else f"/{language}"
    visitor = visit(handle, at="hub", size=size, prefix=prefix)
    waiting, seen, looked = deque([prefix + first]), set(), Counter()
    while waiting:
        path = waiting.popleft()
        if path in seen or looked[shape(path)] == OF_A_KIND:
            continue
        seen.add(path)
        looked[shape(path)] += 1
        visitor.go(path).look(f"hub{shape(path).replace('/', '-').rstrip('-')}")
        waiting += [each for each in links(visitor.page) if each.startswith(prefix) and each not in seen]
    assert visitor.outside == []
    assert len(looked) >= fewest, sorted(looked)
