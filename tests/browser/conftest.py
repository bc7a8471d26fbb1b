"""A real demo world, real servers on loopback, a real Chromium; on SQLite and on PostgreSQL."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.world import World, on_postgres, on_sqlite, serving
from tests.servers import PATIENCE, answers

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "test-results" / "screenshots"
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-domain-reliability", "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]  # fmt: skip


ON_SQLITE = pytest.mark.parametrize("world", ["sqlite"], indirect=True, scope="session")


@pytest.fixture(scope="session", params=[pytest.param("postgres", marks=pytest.mark.long), "sqlite"])
def world(request, tmp_path_factory):
    """In the long run two processes walk on SQLite: one builds it while the other is busy with PostgreSQL."""
    folder, base = tmp_path_factory.mktemp(request.param) / "demo", tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    databases = on_postgres(folder) if request.param == "postgres" else on_sqlite(shared, folder)
    with serving(folder, databases) as found:
        yield found


@pytest.fixture(scope="session")
def browser():
    assert CHROMIUM, "no Chromium here; on Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET, timeout=PATIENCE * 1000)
        yield chromium
        chromium.close()


@dataclass
class Visitor:
    """One person at one browser: pages she opens are checked and, in the long run, photographed.

    A click alone does not wait for the page it leads to, and whatever is asked then is asked of a page that is leaving.
    So every click that leads somewhere is a `press`, and the page is there when it returns.
    """

    page: Page
    base: str
    name: str
    shots: Path
    photographs: bool

    def go(self, path: str) -> "Visitor":
        response = self.page.goto(self.base + path)
        assert response.ok, f"{path}: {response.status}"
        return self

    def press(self, selector: str) -> "Visitor":
        """Click a link or a form's button, and wait for the page it leads to."""
        with self.page.expect_navigation() as arrival:
            self.page.click(selector)
        assert arrival.value.status < 500, f"{self.page.url}: {arrival.value.status}"
        return self

    def text(self) -> str:
        return self.page.inner_text("main")

    def look(self, name: str) -> None:
        """Axe finds nothing, nothing scrolls sideways: on one database, because the same pages stand on both."""
        if self.shots.name == "sqlite":
            if self.photographs:
                self.page.screenshot(path=self.shots / f"{self.name}-{name}.png", full_page=True)
            assert_accessible(self.page)
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "sideways scroll"


def assert_accessible(page: Page) -> None:
    axe = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0, 3).join(' | ')))"
    )
    assert not found, f"{page.url}: {found}"


@pytest.fixture
def visit(browser: Browser, world: World, request):
    """Opens a fresh browser for somebody, at 360 px unless told otherwise, signed in when she has an account."""
    contexts = []

    def open_as(handle: str = "", *, at: str = "club", size=PHONE, script: bool = True, prefix: str = "") -> Visitor:
        context = browser.new_context(viewport=size, java_script_enabled=script, locale="vi-VN")
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        outside: list[str] = []
        page.on(
            "request",
            lambda sent: None if sent.url.startswith((world.club, world.hub, "data:")) else outside.append(sent.url),
        )
        page.on("pageerror", lambda error: outside.append(f"script error: {error}"))
        width = "360" if size == PHONE else "1280"
        visitor = Visitor(
            page, world.club if at == "club" else world.hub, f"{handle or 'anyone'}-{prefix.strip('/') or 'vi'}-{width}",
            SHOTS / ("postgres" if world.databases else "sqlite"), request.config.getoption("--long"),
        )  # fmt: skip
        visitor.outside = outside
        if handle:
            visitor.go(f"{prefix}/account/login/")
            page.fill("[name=login]", handle.upper())
            page.fill("[name=password]", world.passphrases[handle])
            visitor.press("main button[type=submit]")
            assert "/account/login" not in page.url, visitor.text()
        return visitor

    yield open_as
    for context in contexts:
        context.close()


@pytest.fixture
def healthy(world):
    """Both servers still answer after a test."""
    yield
    for base in (world.club, world.hub):
        assert answers(base)
