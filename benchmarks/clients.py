"""Workers at their browsers: they sign in over HTTP and post contacts, each over one kept connection."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from caunoi.lib.ids import uuid7

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TIMEOUT_SECONDS = 30
VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass
class Browser:
    """The little of HTTP/1.1 that is needed, so that the measuring costs the two cores as little as possible."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    async def open(self) -> "Browser":
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def get(self, path: str, **headers: str) -> "Answer":
        return await self._ask("GET", path, b"", headers)

    async def post(self, path: str, form: dict[str, Any]) -> "Answer":
        body = urlencode(form, doseq=True).encode()
        return await self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> "Answer":
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = {"Host": f"127.0.0.1:{self.port}", "Cookie": cookies, "Content-Length": str(len(body)), **headers}
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(
            f"{name}: {value}\r\n" for name, value in lines.items() if value
        )
        self.writer.write(head.encode() + b"\r\n" + body)
        answer = await asyncio.wait_for(self._answer(), TIMEOUT_SECONDS)
        for cookie in answer.all("set-cookie"):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    async def _answer(self) -> "Answer":
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        answer = Answer(int(head[9:12]), head, b"")
        if length := answer.one("content-length"):
            answer.body = await self.reader.readexactly(int(length))
        return answer


@dataclass
class Answer:
    status: int
    head: str
    body: bytes

    def all(self, name: str) -> list[str]:
        lines = (line.partition(":") for line in self.head.split("\r\n")[1:])
        return [value.strip() for key, _colon, value in lines if key.lower() == name]

    def one(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    @property
    def token(self) -> str:
        found = TOKEN.search(self.body.decode())
        assert found, f"no form here: {self.status}"
        return found[1]


async def signed_in(port: int, worker: dict[str, Any], passphrase: str) -> Browser:
    browser = await Browser(port).open()
    page = await browser.get("/account/login/")
    form = {"login": worker["handle"], "password": passphrase, "csrfmiddlewaretoken": page.token}
    answer = await browser.post("/account/login/", form)
    assert answer.status == 302, f"sign-in: {answer.status}"
    return browser


@dataclass
class Worker:
    """One client: posts a contact, waits for the answer, posts the next."""

    browser: Browser
    who: dict[str, Any]
    commune: str
    token: str
    noted: int = 0
    leads_to: str = "/work/"

    async def note(self) -> float:
        """Seconds until the server said that the contact is kept. The page it leads to is read outside the measure."""
        today = datetime.fromtimestamp(time.time(), VIET_NAM)
        card = self.who["people"][self.noted % 10][0] if self.noted % 2 else ""
        form = {
            "csrfmiddlewaretoken": self.token, "record": str(uuid7()), "who": card, "people": "1", "topics": ["health", "rights"],
            "given_condom": "10", "given_leaflet": "1", "signposted": "on", "setting": "venue", "commune": self.commune,
            "on": f"{today:%d/%m/%Y}", "done_by": self.who["id"],
        }  # fmt: skip
        began = time.perf_counter()
        answer = await self.browser.post("/contacts/new/", form)
        took = time.perf_counter() - began
        assert answer.status == 302, f"contact not kept: {answer.status}"
        self.noted += 1
        self.leads_to = answer.one("location")
        return took

    async def work(self, stop: float) -> list[float]:
        times = []
        while time.perf_counter() < stop:
            times.append(await self.note())
        return times


async def workers(port: int, world: dict[str, Any]) -> list[Worker]:
    found = []
    for who in world["workers"]:
        browser = await signed_in(port, who, world["passphrase"])
        token = (await browser.get("/contacts/new/")).token
        found.append(Worker(browser, who, world["commune"]["name"], token))
    return found


async def post_for(seconds: float, everyone: list[Worker]) -> list[float]:
    """Time of every contact that all clients together entered. Afterwards each reads the page that the last one led to."""
    stop = time.perf_counter() + seconds
    found = await asyncio.gather(*(worker.work(stop) for worker in everyone))
    for worker in everyone:
        await worker.browser.get(worker.leads_to)
    return [took for times in found for took in times]
