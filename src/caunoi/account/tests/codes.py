"""The app on somebody's telephone."""

import base64
import re
import time

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP


class App:
    """Shows a code; `later` half minutes from now. Codes of now and of the next half minute are taken."""

    def __init__(self, secret: str) -> None:
        self.codes = TOTP(base64.b32decode(secret), 6, SHA1(), 30)
        self.began = int(time.time()) // 30 * 30

    def code(self, later: int = 0) -> str:
        return self.codes.generate(self.began + 30 * later).decode()


def scan(page: str) -> tuple[App, str]:
    """The app after scanning the picture of the page, and what the form sends back."""
    letters = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    return App(letters), re.search(r'name="offered" value="([^"]+)"', page).group(1)


def set_up_app(browser) -> tuple[App, list[str]]:
    """Through the pages: the app, and the codes on paper."""
    app, offered = scan(browser.get("/account/second-step/app/").content.decode())
    done = browser.post("/account/second-step/app/", {"offered": offered, "code": app.code(-1)})
    return app, re.findall(r"<li>([\d ]+)</li>", done.content.decode())
