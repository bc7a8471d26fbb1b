"""What a first view costs on the wire, with nothing kept from before: bytes as the browser received them, heads included."""

import pytest

from tests.browser.conftest import ON_SQLITE

pytestmark = [pytest.mark.xdist_group("path"), pytest.mark.long]
MOST = 90_000
PAGES = [
    ("", "/"),
    ("", "/r/"),
    ("", "/me/"),
    ("peer", "/work/"),
    ("peer", "/referrals/"),
    ("lead", "/referrals/funnel/"),
]


@ON_SQLITE
def test_a_first_view_stays_small(visit, world, healthy):
    weights = {}
    for handle, path in PAGES:
        visitor = visit(handle)
        weights[path] = received(visitor, path)
        visitor.page.context.close()
    print({path: f"{weight / 1000:.1f} KB" for path, weight in weights.items()})
    assert all(5_000 < weight <= MOST for weight in weights.values()), weights


def received(visitor, path):
    """Asked without a cache, until nothing more comes."""
    wire = visitor.page.context.new_cdp_session(visitor.page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    response = visitor.page.goto(visitor.base + path, wait_until="networkidle")
    assert response.ok
    return sum(sizes)
